package id.sambang.bridge

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Handler
import androidx.appcompat.app.AppCompatActivity

/** The proxy that the network's settings name, as a URL. One that is still being found out has no port. */
internal object Proxies {
    fun of(context: Context): String? = asked("the network's proxy") {
        (context.getSystemService(Context.CONNECTIVITY_SERVICE) as? ConnectivityManager)?.defaultProxy
    }?.takeIf { !it.host.isNullOrEmpty() && it.port > 0 }?.let { "http://${it.host}:${it.port}" }
}

/**
 * The way to the internet: whether there is one, and whether it costs by the byte. Where Android does not let the app
 * listen (Android 11 refuses it to some), it is asked again and again while the app is in front.
 */
internal class Connectivity(private val activity: AppCompatActivity, private val tell: (String) -> Unit) {
    private val manager by lazy { asked("network") { activity.getSystemService(Context.CONNECTIVITY_SERVICE) } as? ConnectivityManager }
    private val later by lazy { Handler(activity.mainLooper) }
    private var listens = false

    /** Signal strength changes every few seconds; the core is told only what it acts on. */
    private var told: String? = null

    private val callback = object : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) = changed(word(capabilities))

        override fun onLost(network: Network) = changed(NONE)
    }

    fun begin() {
        listens = asked("listening to the network") { manager?.registerDefaultNetworkCallback(callback) } != null
    }

    fun resumed() {
        if (listens) return
        begin()
        if (listens) return
        changed(state())
        later.postDelayed(::resumed, ASK_EVERY_MS)
    }

    fun paused() {
        if (!listens) later.removeCallbacksAndMessages(null)
    }

    fun end() {
        paused()
        if (listens) asked("leaving the network") { manager?.unregisterNetworkCallback(callback) }
    }

    fun state(): String = asked("the network's state") {
        manager?.let { it.getNetworkCapabilities(it.activeNetwork)?.let(::word) ?: NONE }
    } ?: UNKNOWN

    fun proxy(): String? = Proxies.of(activity)

    @Synchronized
    private fun changed(state: String) {
        if (state == told) return
        told = state
        tell(Events.network(state))
    }

    private fun word(capabilities: NetworkCapabilities) = when {
        !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET) -> NONE
        capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED) -> "unmetered"
        else -> "metered"
    }

    private companion object {
        const val NONE = "none"
        const val UNKNOWN = "unknown"
        const val ASK_EVERY_MS = 15_000L
    }
}
