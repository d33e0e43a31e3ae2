package id.sambang.bridge

import android.content.ComponentCallbacks2
import android.content.Context
import android.content.res.Configuration
import android.net.ConnectivityManager
import android.os.StatFs
import android.view.WindowManager
import android.webkit.WebView
import androidx.appcompat.app.AlertDialog
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test

class BridgeTest {
    private val activity = activity()
    private val bridge = Bridge(activity)

    @Before
    fun aNewPhone() {
        core()
        StatFs.free = 1L shl 33
        AlertDialog.shown.clear()
    }

    @Test
    fun theAppStartsOnAPhoneThatRefusesEverything() {
        val bare = activity().apply { refuses = SecurityException() }
        StatFs.free = -1
        Bridge(bare).apply {
            begin(null)
            begun()
            dress(WebView(bare))
            resumed()
            assertEquals("unknown", network())
            assertNull(proxy())
            assertEquals(-1, freeBytes("/nowhere"))
            locate(true)
            paused()
            end()
        }
        assertEquals("nobody knows whether it is full", 0, AlertDialog.shown.size)
    }

    @Test
    fun aPageThatDiesInFrontBeginsAgainWhereThePersonWas() {
        bridge.begin(null)
        bridge.rememberRoute("/visit/1")
        bridge.resumed()
        assertTrue(bridge.rendererGone())
        val restart = activity.started.single()
        assertEquals(Restart::class.java, restart.opens)
        assertEquals("/visit/1", restart.getStringExtra(Bridge.ROUTE))
        assertTrue(activity.finished)
    }

    @Test
    fun aPageThatDiesBehindTheCameraLeavesTheCameraOpenUntilItComesBack() {
        bridge.begin(null)
        bridge.resumed()
        bridge.paused()
        assertTrue(bridge.rendererGone())
        assertEquals("restarting clears the camera's screen", 0, activity.started.size)
        assertFalse(activity.finished)
        bridge.resumed()
        assertEquals(Restart::class.java, activity.started.single().opens)
    }

    @Test
    fun aFullPhoneIsToldOnceTheActivityHasAWindow() {
        StatFs.free = 4096
        bridge.begin(null)
        assertEquals(0, AlertDialog.shown.size)
        bridge.begun()
        assertEquals(1, AlertDialog.shown.size)
    }

    @Test
    fun theRouteOutlivesTheProcess() {
        bridge.begin(null)
        bridge.rememberRoute("/visit/2")
        val next = Bridge(activity.again())
        next.begin(saved(bridge::save))
        assertEquals("/visit/2", next.rememberedRoute())
    }

    @Test
    fun theBackKeyGoesToTheCoreOnlyWhileItWantsIt() {
        bridge.begin(null)
        activity.dispatcher.callback.handleOnBackPressed()
        assertTrue("the app is left and not closed", activity.behind)
        bridge.wantBack(true)
        activity.dispatcher.callback.handleOnBackPressed()
        assertEquals(listOf(Events.back()), Told.lines)
    }

    @Test
    fun lowMemoryIsToldAndALittleLessIsNot() {
        bridge.trim(ComponentCallbacks2.TRIM_MEMORY_RUNNING_MODERATE)
        assertEquals(0, Told.lines.size)
        listOf(ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW, ComponentCallbacks2.TRIM_MEMORY_COMPLETE).forEach(bridge::trim)
        assertEquals(List(2) { Events.lowMemory() }, Told.lines)
    }

    @Test
    fun aNewTextSizeReachesThePageAndAScreenCanBeHidden() {
        val page = WebView(activity)
        bridge.dress(page)
        bridge.changed(Configuration().apply { fontScale = 1.3f })
        assertEquals(130, page.settings.textZoom)
        bridge.hideScreen(true)
        assertEquals(WindowManager.LayoutParams.FLAG_SECURE, activity.window.flags)
        bridge.hideScreen(false)
        assertEquals(0, activity.window.flags)
    }

    @Test
    fun leavingTheAppIsTold() {
        activity.services[Context.CONNECTIVITY_SERVICE] = ConnectivityManager()
        bridge.begin(null)
        bridge.resumed()
        bridge.paused()
        assertEquals(listOf(Events.paused()), Told.lines)
    }
}
