package id.sambang.bridge

import android.graphics.Insets
import android.os.Build
import android.view.WindowInsets
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Test

class EdgesTest {
    private val activity = activity()
    private var changes = 0
    private val edges = Edges(activity) { changes += 1 }

    @After
    fun aNewPhone() {
        Build.VERSION.SDK_INT = 30
    }

    private fun told(keyboard: Int): WindowInsets {
        val insets = WindowInsets(Insets.of(0, 48, 10, 96), Insets.of(0, 0, 0, keyboard))
        return activity.content.insetsListener.onApplyWindowInsets(activity.content, insets)
    }

    @Test
    fun beforeAndroid15TheBarsAreAndroidsOwnWork() {
        Build.VERSION.SDK_INT = 34
        edges.watch()
        assertNull(activity.content.insetsListener)
        assertNull(edges.widths)
    }

    @Test
    fun thePageHearsOfTheBarsInItsOwnPixelsAndEndsOverTheKeyboard() {
        Build.VERSION.SDK_INT = 35
        edges.watch()
        assertSame(WindowInsets.CONSUMED, told(keyboard = 0))
        assertEquals("24.0 5.0 48.0 0.0", edges.widths)
        told(keyboard = 600)
        assertEquals("24.0 5.0 0.0 0.0", edges.widths)
        assertEquals(600, activity.content.paddingBottom)
        told(keyboard = 0)
        assertEquals(0, activity.content.paddingBottom)
        assertEquals(3, changes)
    }
}
