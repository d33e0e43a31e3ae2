package id.sambang.bridge

import android.content.ComponentCallbacks2
import android.content.res.Configuration
import android.os.Build
import android.os.Bundle
import android.os.StatFs
import android.view.View
import android.view.WindowManager
import android.webkit.WebView
import androidx.activity.OnBackPressedCallback
import androidx.appcompat.app.AppCompatActivity
import java.io.File

/**
 * What the app's Rust core asks of Android, and what Android tells it. `src/platform/android.rs` is
 * the only file on the other side: it calls the functions under "Asked by the core" by name, from any
 * thread, and they answer at once. What takes time comes back as a line of [Events].
 *
 * Belongs to one activity, and ends with it and the process.
 */
class Bridge(private val activity: AppCompatActivity) {
    private val camera = Camera(activity) { outcome -> tell(Events.photo(outcome)) }
    private val documents = Documents(activity) { outcome -> tell(Events.document(outcome)) }
    private val places = Places(activity, ::tell)
    private val connectivity = Connectivity(activity, ::tell)
    private val edges = Edges(activity) { tell(Events.edges()) }
    private val keys = Keys()

    /** The screen the person is on, as the core writes it. It is kept when Android ends the process. */
    @Volatile private var route: String? = null
    private var webView: WebView? = null
    private var inFront = false
    private var pageIsGone = false

    private val back = object : OnBackPressedCallback(true) {
        override fun handleOnBackPressed() {
            if (backIsOurs) tell(Events.back()) else activity.moveTaskToBack(true)
        }
    }

    @Volatile private var backIsOurs = false

    // -- The activity's life -------------------------------------------------------------------

    /** Before the activity starts the core. */
    fun begin(saved: Bundle?) {
        route = saved?.getString(ROUTE) ?: activity.intent?.getStringExtra(ROUTE)
        camera.restore(saved)
        documents.restore(saved)
        attach()
        Screen.prepare(activity)
        activity.onBackPressedDispatcher.addCallback(activity, back)
        connectivity.begin()
    }

    /** After the activity itself has begun: before, it has no window for words. */
    fun begun() = Screen.requireRoom(activity, freeBytes(folder()))

    /** As soon as there is a page. */
    fun dress(webView: WebView) {
        this.webView = webView
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.O) {
            // The typed data belong to other people, so no password manager may store them.
            webView.importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_NO_EXCLUDE_DESCENDANTS
            // The page's process must not be ended while the camera is in front of it.
            webView.setRendererPriorityPolicy(WebView.RENDERER_PRIORITY_IMPORTANT, false)
        }
        edges.watch()
        Screen.requireWebView(activity)
    }

    fun resumed() {
        inFront = true
        if (pageIsGone) return Restart.from(activity, route)
        connectivity.resumed()
    }

    fun paused() {
        inFront = false
        camera.paused()
        connectivity.paused()
        tell(Events.paused())
        asked("sending behind the lock") { SendJob.schedule(activity) }
    }

    fun save(state: Bundle) {
        state.putString(ROUTE, route)
        camera.save(state)
        documents.save(state)
    }

    fun changed(configuration: Configuration) {
        webView?.settings?.textZoom = (configuration.fontScale * 100).toInt()
    }

    /** Android needs memory: the core gives back what it can read again. */
    fun trim(level: Int) {
        if (level >= ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW) tell(Events.lowMemory())
    }

    /**
     * The page's process died: start the app again on the same screen. The store has everything typed. While another
     * app is in front of it, which may be the camera with a photo, that waits until ours comes back.
     */
    fun rendererGone(): Boolean {
        pageIsGone = true
        if (inFront) Restart.from(activity, route)
        return true
    }

    fun end() {
        places.locate(false)
        connectivity.end()
        detach()
    }

    // -- Asked by the core ---------------------------------------------------------------------

    fun folder(): String = activity.filesDir.path

    fun freeBytes(path: String): Long = asked("the room that is left") { StatFs(path).availableBytes } ?: -1

    fun makeKey(alias: String): ByteArray = keys.make(alias)

    fun tag(alias: String, message: ByteArray): ByteArray = keys.tag(alias, message)

    fun unwrap(wrapped: ByteArray): ByteArray = keys.unwrap(wrapped)

    fun forgetKey(alias: String) = keys.forget(alias)

    fun network(): String = connectivity.state()

    fun proxy(): String? = connectivity.proxy()

    fun photograph(to: String) = activity.runOnUiThread { camera.open(File(to)) }

    fun chooseDocument(to: String) = activity.runOnUiThread { documents.choose(File(to)) }

    fun share(file: String): Boolean = documents.share(File(file))

    fun toJpeg(picture: ByteArray): ByteArray? = Pictures.toJpeg(picture)

    fun edges(): String? = edges.widths

    fun locate(on: Boolean) = activity.runOnUiThread { places.locate(on) }

    fun wantBack(wanted: Boolean) {
        backIsOurs = wanted
    }

    fun hideScreen(hidden: Boolean) = activity.runOnUiThread {
        val flag = if (hidden) WindowManager.LayoutParams.FLAG_SECURE else 0
        activity.window.setFlags(flag, WindowManager.LayoutParams.FLAG_SECURE)
    }

    fun keepAwake(on: Boolean) = activity.runOnUiThread { Screen.keepAwake(activity, on) }

    fun rememberRoute(route: String) {
        this.route = route
    }

    fun rememberedRoute(): String? = route

    // -- Told to the core ----------------------------------------------------------------------

    private external fun attach()

    private external fun detach()

    private external fun tell(event: String)

    internal companion object {
        const val ROUTE = "id.sambang.route"
    }
}
