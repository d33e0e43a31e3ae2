package id.sambang.bridge

import android.content.Context
import android.content.Intent
import android.content.pm.ActivityInfo
import android.content.pm.PackageManager
import android.net.Uri
import android.view.WindowManager
import androidx.appcompat.app.AlertDialog
import androidx.appcompat.app.AppCompatActivity
import androidx.webkit.WebViewCompat

internal fun allowed(context: Context, permission: String) =
    context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED

/** The window that shows the page. */
internal object Screen {
    /** The oldest WebView that draws our screens right: `aspect-ratio` came with it (docs/android.md). */
    const val OLDEST_WEBVIEW = 88

    /** Smallest width of a tablet in dp, by Android's own measure. */
    private const val TABLET_DP = 600

    /** A phone stays upright in the hand; a tablet may lie on a desk either way. */
    fun prepare(activity: AppCompatActivity) {
        val tablet = activity.resources.configuration.smallestScreenWidthDp >= TABLET_DP
        activity.requestedOrientation =
            if (tablet) ActivityInfo.SCREEN_ORIENTATION_UNSPECIFIED else ActivityInfo.SCREEN_ORIENTATION_PORTRAIT
    }

    /** Only while the app is in front; Android lets the screen go dark behind another app all the same. */
    fun keepAwake(activity: AppCompatActivity, on: Boolean) {
        val flag = WindowManager.LayoutParams.FLAG_KEEP_SCREEN_ON
        activity.window.setFlags(if (on) flag else 0, flag)
    }

    /** Says before the first screen that the phone's WebView is too old, and where a newer one is. */
    fun requireWebView(activity: AppCompatActivity) {
        val found = WebViewCompat.getCurrentWebViewPackage(activity) ?: return
        val version = found.versionName?.substringBefore('.')?.toIntOrNull() ?: return
        if (version >= OLDEST_WEBVIEW) return
        AlertDialog.Builder(activity)
            .setTitle(R.string.sambang_webview_title)
            .setMessage(activity.getString(R.string.sambang_webview_text, version))
            .setPositiveButton(R.string.sambang_webview_update) { _, _ ->
                val store = Intent(Intent.ACTION_VIEW, Uri.parse("market://details?id=${found.packageName}"))
                if (store.resolveActivity(activity.packageManager) != null) activity.startActivity(store)
            }
            .setNegativeButton(R.string.sambang_webview_later, null)
            .show()
    }
}
