package id.sambang.bridge

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.net.ProxyInfo
import android.os.Handler
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Before
import org.junit.Test

class ConnectivityTest {
    private val told = mutableListOf<String>()
    private val manager = ConnectivityManager()
    private val activity = activity().apply { services[Context.CONNECTIVITY_SERVICE] = manager }
    private val connectivity = Connectivity(activity, told::add)
    private val mobile = NetworkCapabilities(NetworkCapabilities.NET_CAPABILITY_INTERNET)
    private val wifi = NetworkCapabilities(NetworkCapabilities.NET_CAPABILITY_INTERNET, NetworkCapabilities.NET_CAPABILITY_NOT_METERED)
    private val android11 = SecurityException("Package android does not belong to 10281")

    @Before
    fun nothingWaits() = Handler.waiting.clear()

    @Test
    fun onlyWhatChangesIsTold() {
        connectivity.begin()
        manager.callback.onCapabilitiesChanged(Network(), mobile)
        manager.callback.onCapabilitiesChanged(Network(), mobile)
        manager.callback.onCapabilitiesChanged(Network(), wifi)
        manager.callback.onLost(Network())
        assertEquals(listOf("metered", "unmetered", "none").map(Events::network), told)
        connectivity.resumed()
        assertEquals("no asking where one may listen", 0, Handler.waiting.size)
        connectivity.end()
        assertNull(manager.callback)
    }

    @Test
    fun whereListeningIsRefusedItIsAskedUntilItIsAllowed() {
        manager.listeningRefuses = android11
        connectivity.begin()
        manager.capabilities = null
        connectivity.resumed()
        manager.capabilities = mobile
        Handler.waiting.removeAt(0).run()
        assertEquals(listOf("none", "metered").map(Events::network), told)
        manager.listeningRefuses = null
        Handler.waiting.removeAt(0).run()
        assertEquals(0, Handler.waiting.size)
        manager.callback.onCapabilitiesChanged(Network(), wifi)
        assertEquals(Events.network("unmetered"), told.last())
    }

    @Test
    fun nobodyAsksWhileAnotherAppIsInFrontAndLeavingWhatWasNeverJoinedIsHarmless() {
        manager.listeningRefuses = RuntimeException("Too many NetworkRequests filed")
        connectivity.begin()
        connectivity.resumed()
        connectivity.paused()
        assertEquals(0, Handler.waiting.size)
        connectivity.end()
    }

    @Test
    fun whatThePhoneDoesNotSayIsUnknownAndNotNone() {
        assertEquals("none", connectivity.state())
        manager.capabilities = wifi
        assertEquals("unmetered", connectivity.state())
        manager.active = null
        assertEquals("none", connectivity.state())
        manager.askingRefuses = android11
        assertEquals("unknown", connectivity.state())
        assertNull(connectivity.proxy())
    }

    @Test
    fun withoutTheServiceTheAppStillStarts() {
        val bare = Connectivity(activity(), told::add)
        bare.begin()
        bare.resumed()
        assertEquals("unknown", bare.state())
        assertNull(bare.proxy())
        bare.end()
        val refusing = Connectivity(activity().apply { refuses = IllegalStateException() }, told::add)
        refusing.begin()
        assertEquals("unknown", refusing.state())
    }

    @Test
    fun aProxyIsAnAddressOrNone() {
        assertNull(connectivity.proxy())
        manager.proxy = ProxyInfo("10.0.0.1", 3128)
        assertEquals("http://10.0.0.1:3128", connectivity.proxy())
        for (unfinished in listOf(ProxyInfo("localhost", -1), ProxyInfo("", 80), ProxyInfo(null, 80))) {
            manager.proxy = unfinished
            assertNull(connectivity.proxy())
        }
    }
}
