package id.sambang.bridge

import android.Manifest
import android.content.Context
import android.location.Location
import android.location.LocationManager
import android.os.SystemClock
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

class PlacesTest {
    private val told = mutableListOf<String>()
    private val manager = LocationManager().apply { enabled += listOf("gps", "network") }
    private val activity = activity().apply {
        services[Context.LOCATION_SERVICE] = manager
        permissions += Manifest.permission.ACCESS_FINE_LOCATION
    }
    private val places = Places(activity, told::add)

    @Test
    fun theAgeIsByTheClockThatNobodySets() {
        SystemClock.nanos = 9_000_000_000_000
        places.locate(true)
        // By its own clock the position is of 2021, whatever the phone believes.
        manager.listener.onLocationChanged(Location().apply { measuredNanos = SystemClock.nanos - 2_500_000_000 })
        assertEquals(Events.fix(-4.8, 104.9, 6.5, 1_618_453_860_000, 2_500, false), told.single())
        manager.listener.onLocationChanged(Location().apply { measuredNanos = SystemClock.nanos - 86_400_000_000_000 })
        assertTrue("a day old", told.last().contains("\"age_ms\":86400000,"))
    }

    @Test
    fun aPositionOfUnknownAccuracyOrAfterTheEndIsNone() {
        places.locate(true)
        manager.listener.onLocationChanged(Location().apply { accuracy = null })
        places.locate(false)
        manager.listener.onLocationChanged(Location())
        assertEquals(listOf<String>(), told)
        assertTrue(manager.asked.isEmpty())
    }

    @Test
    fun oneProviderThatIsMissingDoesNotTakeTheOther() {
        manager.refuses["network"] = IllegalArgumentException("provider doesn't exist: network")
        places.locate(true)
        assertEquals(setOf("gps"), manager.asked)
        assertEquals(listOf<String>(), told)
    }

    @Test
    fun whenEveryProviderRefusesOrIsOffItIsTold() {
        manager.refuses["network"] = SecurityException("provider requires ACCESS_FINE_LOCATION")
        manager.refuses["gps"] = SecurityException("provider requires ACCESS_FINE_LOCATION")
        places.locate(true)
        manager.enabled.clear()
        places.locate(true)
        manager.enabled += "network"
        manager.refuses["network"] = IllegalArgumentException("provider doesn't exist: network")
        places.locate(true)
        // From Android 12 on people may allow the rough position alone.
        activity.permissions.clear()
        activity.permissions += Manifest.permission.ACCESS_COARSE_LOCATION
        places.locate(true)
        assertEquals(listOf("unavailable", "unavailable", "unavailable", "denied").map(Events::noFix), told)
    }

    @Test
    fun switchingTheReceiverOffIsTold() {
        places.locate(true)
        manager.enabled.clear()
        manager.listener.onProviderDisabled("gps")
        assertEquals(Events.noFix("unavailable"), told.single())
    }

    @Test
    fun withoutTheServiceOrWithOneThatRefusesToRestNothingEnds() {
        val bare = activity().apply { permissions += Manifest.permission.ACCESS_FINE_LOCATION }
        Places(bare, told::add).apply {
            locate(true)
            locate(false)
        }
        assertEquals(Events.noFix("unavailable"), told.single())
        places.locate(true)
        manager.removingRefuses = SecurityException()
        places.locate(false)
    }

    @Test
    fun withoutPermissionItIsAskedFor() {
        val activity = activity().apply { services[Context.LOCATION_SERVICE] = manager }
        val places = Places(activity, told::add)
        places.locate(true)
        activity.launcher(0).answer(mapOf(Manifest.permission.ACCESS_FINE_LOCATION to false))
        assertEquals(Events.noFix("denied"), told.single())
        activity.launcher(0).answer(mapOf(Manifest.permission.ACCESS_COARSE_LOCATION to true))
        assertEquals(setOf("gps", "network"), manager.asked)
    }
}
