package id.sambang.bridge

import android.content.Intent
import android.os.Process
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

class RestartTest {
    @Test
    fun theNextProcessKnowsWhichOneToEndAndWhereThePersonWas() {
        val activity = activity()
        Restart.from(activity, "/visit/3")
        val restart = activity.started.single()
        assertEquals(Process.myPid(), restart.getIntExtra("id.sambang.process", 0))
        assertEquals("/visit/3", restart.getStringExtra(Bridge.ROUTE))
        assertEquals(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TASK, restart.flags)
    }

    @Test
    fun whereAndroidRefusesTheAppEndsAndTheNextTapBeginsAgain() {
        val activity = activity().apply { startRefuses = SecurityException() }
        Restart.from(activity, null)
        assertTrue("with it the process ends", activity.finished)
    }
}
