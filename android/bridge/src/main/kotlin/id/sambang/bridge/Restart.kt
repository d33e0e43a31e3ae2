package id.sambang.bridge

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.os.Process

/**
 * Starts the app again in a new process, on the screen where the person was. One process serves one activity: the
 * core's event loop cannot be started twice, and a WebView whose renderer died cannot be used again. It clears the
 * task, the camera's screen with it, so it is called only while our own screen is in front.
 *
 * Runs in a process of its own, because a process that was ended cannot start the next one.
 */
class Restart : Activity() {
    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        Process.killProcess(intent.getIntExtra(PROCESS, 0))
        val again = packageManager.getLaunchIntentForPackage(packageName)
        again?.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TASK)
        again?.putExtra(Bridge.ROUTE, intent.getStringExtra(Bridge.ROUTE))
        again?.let { asked("starting again") { startActivity(it) } }
        finish()
        Runtime.getRuntime().exit(0)
    }

    internal companion object {
        private const val PROCESS = "id.sambang.process"

        fun from(activity: Activity, route: String?) {
            val restart = Intent(activity, Restart::class.java)
            restart.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_CLEAR_TASK)
            restart.putExtra(PROCESS, Process.myPid()).putExtra(Bridge.ROUTE, route)
            asked("restarting") { activity.startActivity(restart) }
            activity.finish()
        }
    }
}
