package id.sambang.bridge

import android.content.Context
import android.content.Intent
import android.content.pm.ActivityInfo
import android.content.pm.PackageManager
import android.net.Uri
import android.provider.Settings
import android.view.WindowManager
import androidx.appcompat.app.AlertDialog
import androidx.appcompat.app.AppCompatActivity
import androidx.webkit.WebViewCompat

internal fun allowed(context: Context, permission: String) =
    asked(permission) { context.checkSelfPermission(permission) } == PackageManager.PERMISSION_GRANTED

/** The window that shows the page. */
internal object Screen {
    /** The oldest WebView that draws our screens right: `aspect-ratio` came with it (docs/android.md). */
    const val OLDEST_WEBVIEW = 88

    /** Smallest width of a tablet in dp, by Android's own measure. */
    private const val TABLET_DP = 600

    /** Bytes without which neither the page nor the store starts. */
    private const val LEAST_ROOM = 16L * 1024 * 1024

    /** A phone stays upright in the hand; a tablet may lie on a desk either way. */
    fun prepare(activity: AppCompatActivity) {
        val tablet = activity.resources.configuration.smallestScreenWidthDp >= TABLET_DP
        val wanted = if (tablet) ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED else ActivityInfo.SCREEN_ORIENTATION_PORTRAIT
        asked("staying upright") { activity.requestedOrientation = wanted }
    }

    /** Only while the app is in front; Android lets the screen go dark behind another app all the same. */
    fun keepAwake(activity: AppCompatActivity, on: Boolean) {
        val flag = WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
        asked("keeping the screen on") { activity.window.setFlags(if (on) flag else 0, flag) }
    }

    /** Says before the first screen that the phone's WebView is too old, and where a newer one is. */
    fun requireWebView(activity: AppCompatActivity) {
        val found = asked("the WebView's version") { WebViewCompat.getCurrentWebViewPackage(activity) } ?: return
        val version = found.versionName?.substringBefore('.')?.toIntOrNull() ?: return
        if (version >= OLDEST_WEBVIEW) return
        val store = Intent(Intent.ACTION_VIEW, Uri.parse("market://details?id=${found.packageName}"))
        val text = activity.getString(R.string.sambang_webview_text, version)
        say(activity, R.string.sambang_webview_title, text, R.string.sambang_webview_update, store)
    }

    /** Says before the first screen that the phone is full: the page itself may not start then. */
    fun requireRoom(activity: AppCompatActivity, freeBytes: Long) {
        if (freeBytes !in 0 until LEAST_ROOM) return
        val text = activity.getString(R.string.sambang_full_text)
        val settings = Intent(Settings.ACTION_INTERNAL_STORAGE_SETTINGS)
        say(activity, R.string.sambang_full_title, text, R.string.sambang_full_open, settings)
    }

    private fun say(activity: AppCompatActivity, title: Int, text: String, act: Int, opens: Intent) {
        asked("saying something before the first screen") {
            AlertDialog.Builder(activity)
                .setTitle(title)
                .setMessage(text)
                .setPositiveButton(act) { _, _ -> asked("opening another app") { activity.startActivity(opens) } }
                .setNegativeButton(R.string.sambang_later, null)
                .show()
        }
    }
}
