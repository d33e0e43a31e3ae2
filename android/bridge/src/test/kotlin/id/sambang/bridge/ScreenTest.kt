package id.sambang.bridge

import android.content.ActivityNotFoundException
import android.content.pm.PackageInfo
import androidx.appcompat.app.AlertDialog
import androidx.webkit.WebViewCompat
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Test

class ScreenTest {
    private val activity = activity()

    @Before
    fun aNewPhone() {
        AlertDialog.shown.clear()
        AlertDialog.refuses = null
        WebViewCompat.refuses = null
        WebViewCompat.found = PackageInfo()
    }

    private fun webView(version: String?) {
        WebViewCompat.found = PackageInfo().apply { versionName = version }
        Screen.requireWebView(activity)
    }

    @Test
    fun onlyAnOldWebViewIsSpokenOf() {
        listOf("120.0.1", "88.0", null, "unbekannt").forEach(::webView)
        assertEquals(0, AlertDialog.shown.size)
        webView("87.0.4280")
        assertEquals(1, AlertDialog.shown.size)
        AlertDialog.shown.single().positive.onClick(null, 0)
        assertEquals("market://details?id=com.google.android.webview", activity.started.single().data.text)
    }

    @Test
    fun aPhoneWithoutAStoreOrAWebViewGoesOn() {
        webView("51.0")
        activity.startRefuses = ActivityNotFoundException()
        AlertDialog.shown.single().positive.onClick(null, 0)
        WebViewCompat.refuses = RuntimeException("MissingWebViewPackageException")
        Screen.requireWebView(activity)
        WebViewCompat.refuses = null
        // The activity ends at this moment.
        AlertDialog.refuses = IllegalStateException("BadTokenException")
        webView("51.0")
        assertEquals(1, AlertDialog.shown.size)
    }

    @Test
    fun aFullPhoneIsToldBeforeThePageIsThere() {
        listOf(-1L, 1L shl 30, 16L shl 20).forEach { Screen.requireRoom(activity, it) }
        assertEquals("room, or nobody knows", 0, AlertDialog.shown.size)
        Screen.requireRoom(activity, 0)
        assertEquals(1, AlertDialog.shown.size)
    }
}
