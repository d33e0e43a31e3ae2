package id.sambang.bridge

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import java.io.File
import java.io.IOException
import kotlin.concurrent.thread

/**
 * Sends what lies in the postbox when there is a network, while nobody has unlocked the app (docs/adr/0029). It
 * runs in a process of its own, because the activity's process ends with the activity. `src/job.rs` is the other
 * side. Nothing is lost wherever it is stopped: the store is the truth, and the unlocked app asks again.
 */
class SendJob : JobService() {
    @Volatile private var errand: Thread? = null

    override fun onStartJob(parameters: JobParameters): Boolean {
        errand = thread(name = "errand") {
            val again = try {
                bring()
            } catch (_: Exception) {
                true
            } catch (_: LinkageError) {
                // The library is not there: no later try will find it before the app is installed anew.
                false
            }
            errand = null
            jobFinished(parameters, again)
        }
        return true
    }

    /** The network is gone, or the system needs the phone for itself: it starts the job again later. */
    override fun onStopJob(parameters: JobParameters): Boolean {
        if (errand != null) stop()
        return true
    }

    /** Whether another try is worth it before the app was unlocked. */
    private fun bring(): Boolean {
        val file = try {
            File(postbox(this), KEY).readBytes()
        } catch (_: IOException) {
            return false
        }
        // As src/postbox/key.rs writes it: the name of a Keystore key, then what that key answers to.
        val nonceAt = file.size - NONCE_BYTES
        if (nonceAt < 0) return false
        val answer = Keys().tag(String(file, 0, nonceAt, Charsets.UTF_8), file.copyOfRange(nonceAt, file.size))
        when (answer[0]) {
            Keys.DONE -> Unit
            // The Keystore may be busy right after the phone was started.
            Keys.PASSING -> return true
            else -> return false
        }
        val key = answer.copyOfRange(1, answer.size)
        System.loadLibrary("main")
        val came = send(folder(this).path, key, Proxies.of(this))
        key.fill(0)
        return came >= LATER
    }

    private external fun send(folder: String, key: ByteArray, proxy: String?): Int

    private external fun stop()

    internal companion object {
        private const val JOB = 1
        private const val KEY = "key"
        private const val NONCE_BYTES = 32
        private const val FIRST_PAUSE_MS = 60_000L

        /** `src/job.rs`: from this answer on another try is worth it. */
        private const val LATER = 2

        fun folder(context: Context) = File(context.filesDir, "sambang")

        private fun postbox(context: Context) = File(folder(context), "postbox")

        /** When the app leaves the front with something in the postbox. The system keeps it over a restart. */
        fun schedule(context: Context) {
            if (postbox(context).list().orEmpty().none(::isItem)) return
            val scheduler = context.getSystemService(Context.JOB_SCHEDULER_SERVICE) as? JobScheduler ?: return
            val job = JobInfo.Builder(JOB, ComponentName(context, SendJob::class.java))
                .setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY)
                .setBackoffCriteria(FIRST_PAUSE_MS, JobInfo.BACKOFF_POLICY_EXPONENTIAL)
                .setPersisted(true)
            try {
                scheduler.schedule(job.build())
            } catch (_: IllegalArgumentException) {
                // Some makers' phones take the permission to start after a boot away.
            } catch (_: IllegalStateException) {
                // Too many jobs: the unlocked app sends.
            } catch (_: SecurityException) {
            }
        }

        /** Documents and photos are named by ids with a dot between them; locks and unfinished files end in words. */
        private fun isItem(name: String) = '.' in name && !name.endsWith(".lock") && !name.endsWith(".part")
    }
}
