package id.sambang.bridge

import android.Manifest
import android.content.Context
import android.location.Location
import android.location.LocationListener
import android.location.LocationManager
import android.os.Bundle
import android.os.SystemClock
import androidx.activity.result.contract.ActivityResultContracts
import androidx.appcompat.app.AppCompatActivity

/**
 * The phone's position from its own receivers, without Google's services. Satellites and the network
 * are asked together: the network answers first and the satellites better.
 */
internal class Places(private val activity: AppCompatActivity, private val tell: (String) -> Unit) {
    private val manager by lazy { asked("places") { activity.getSystemService(Context.LOCATION_SERVICE) } as? LocationManager }
    private var wanted = false
    private var watches = false

    private val permission = activity.registerForActivityResult(ActivityResultContracts.RequestMultiplePermissions()) { given ->
        if (given.containsValue(true)) watch() else tell(Events.noFix("denied"))
    }

    /** Every method is written out: on Android before 11 those of the interface are abstract. */
    private val listener = object : LocationListener {
        override fun onLocationChanged(location: Location) = told(location)

        @Deprecated("Called by Android before 10")
        override fun onStatusChanged(provider: String?, status: Int, extras: Bundle?) = Unit

        override fun onProviderEnabled(provider: String) = Unit

        override fun onProviderDisabled(provider: String) {
            if (wanted && enabled().isEmpty()) tell(Events.noFix("unavailable"))
        }
    }

    fun locate(on: Boolean) {
        wanted = on
        when {
            !on -> rest()
            PERMISSIONS.any { allowed(activity, it) } -> watch()
            else -> asked("asking for the position") { permission.launch(PERMISSIONS) } ?: tell(Events.noFix("denied"))
        }
    }

    private fun rest() {
        if (!watches) return
        watches = false
        asked("resting from positions") { manager?.removeUpdates(listener) }
    }

    private fun watch() {
        if (!wanted) return
        rest()
        val providers = enabled()
        if (providers.isEmpty()) {
            tell(Events.noFix("unavailable"))
        } else if (providers.count(::request) == 0) {
            val exact = allowed(activity, Manifest.permission.ACCESS_FINE_LOCATION)
            tell(Events.noFix(if (exact) "unavailable" else "denied"))
        }
    }

    /**
     * Whether the provider may be asked: from Android 12 on people may allow the rough position alone, and phones
     * without Google's services say that the network's provider is on although there is none.
     */
    private fun request(provider: String): Boolean {
        val granted = asked("positions of $provider") {
            manager?.requestLocationUpdates(provider, EVERY_MS, 0f, listener, activity.mainLooper)
        } != null
        watches = watches || granted
        return granted
    }

    private fun enabled() = listOf(LocationManager.GPS_PROVIDER, LocationManager.NETWORK_PROVIDER)
        .filter { provider -> asked("whether $provider is on") { manager?.isProviderEnabled(provider) } ?: false }

    private fun told(location: Location) {
        if (!wanted || !location.hasAccuracy()) return
        @Suppress("DEPRECATION") // its successor came with Android 12
        val mock = location.isFromMockProvider
        // The receiver's clock and the phone's may differ by years; this one nobody can set.
        val ageMs = (SystemClock.elapsedRealtimeNanos() - location.elapsedRealtimeNanos) / 1_000_000
        val accuracy = location.accuracy.toDouble()
        tell(Events.fix(location.latitude, location.longitude, accuracy, location.time, ageMs, mock))
    }

    private companion object {
        const val EVERY_MS = 1000L
        val PERMISSIONS = arrayOf(Manifest.permission.ACCESS_FINE_LOCATION, Manifest.permission.ACCESS_COARSE_LOCATION)
    }
}
