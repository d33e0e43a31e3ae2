package id.sambang.bridge

import android.os.Build
import android.view.View
import android.view.WindowInsets
import androidx.appcompat.app.AppCompatActivity

/**
 * What of the page lies under the system's own bars. From Android 15 on the page reaches to the screen's edges, and
 * the keyboard no longer makes the window smaller; before, both are Android's work.
 */
internal class Edges(private val activity: AppCompatActivity, private val changed: () -> Unit) {
    /** Top, right, bottom and left in the page's own pixels; null where nothing lies under a bar. */
    @Volatile var widths: String? = null
        private set

    fun watch() {
        if (Build.VERSION.SDK_INT < TO_THE_EDGE) return
        val content = activity.findViewById<View>(android.R.id.content)
        content.setOnApplyWindowInsetsListener { view, insets ->
            take(view, insets)
            // The page would subtract them a second time.
            WindowInsets.CONSUMED
        }
        content.requestApplyInsets()
    }

    private fun take(view: View, insets: WindowInsets) {
        if (Build.VERSION.SDK_INT < TO_THE_EDGE) return
        val bars = insets.getInsets(WindowInsets.Type.systemBars() or WindowInsets.Type.displayCutout())
        val keyboard = insets.getInsets(WindowInsets.Type.ime()).bottom
        // Over the keyboard the page ends, so that it scrolls to the field that is typed into.
        view.setPadding(0, 0, 0, keyboard)
        val density = view.resources.displayMetrics.density
        val below = if (keyboard > 0) 0 else bars.bottom
        widths = listOf(bars.top, bars.right, below, bars.left).joinToString(" ") { "${it / density}" }
        changed()
    }

    private companion object {
        /** Android 15. */
        const val TO_THE_EDGE = 35
    }
}
