package id.sambang.bridge

import android.Manifest
import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.provider.MediaStore
import androidx.activity.result.contract.ActivityResultContracts
import androidx.appcompat.app.AppCompatActivity
import androidx.core.content.FileProvider
import java.io.File

/**
 * Takes one photo with the phone's own camera app, straight into a file of ours. The names outlive the process:
 * Android may end the app while the camera is open, and then hands the answer to the activity it makes anew.
 *
 * The camera writes into a folder beside the photos, under a name that ends in `.jpg`, because some cameras look at
 * it; only a whole photo goes where the core waits for it. What nobody waits for any more is deleted at the start.
 */
internal class Camera(private val activity: AppCompatActivity, private val done: (String) -> Unit) {
    /** Where the core waits for the photo. */
    private var to: File? = null

    /** What the camera was told to write. */
    private var written: File? = null

    /** The camera was asked for and has not come to the front yet: a second tap opens no second one. */
    private var opening = false

    private val photo = activity.registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { result ->
        finish(result.resultCode == Activity.RESULT_OK)
    }

    private val permission = activity.registerForActivityResult(ActivityResultContracts.RequestMultiplePermissions()) { given ->
        val file = to
        when {
            file == null -> done(Handover.FAILED)
            given[Manifest.permission.CAMERA] == true -> launch(file)
            else -> end(Handover.DENIED)
        }
    }

    fun open(file: File) {
        to = file
        if (allowed(activity, Manifest.permission.CAMERA)) return launch(file)
        asked("asking for the camera") { permission.launch(arrayOf(Manifest.permission.CAMERA)) } ?: end(Handover.FAILED)
    }

    fun paused() {
        opening = false
    }

    fun save(state: Bundle) {
        state.putString(TO, to?.path)
        state.putString(WRITTEN, written?.path)
    }

    fun restore(saved: Bundle?) {
        to = saved?.getString(TO)?.let(::File)
        written = saved?.getString(WRITTEN)?.let(::File)
        folder().listFiles()?.filter { it != written }?.forEach { it.delete() }
    }

    private fun launch(file: File) {
        if (opening) return
        val beside = File(folder(), file.name)
        written?.delete()
        written = beside
        opening = true
        try {
            photo.launch(intent(beside))
        } catch (_: SecurityException) {
            // The permission was taken away again, or the office's own rules forbid the camera.
            end(Handover.DENIED)
        } catch (refused: RuntimeException) {
            noted("opening the camera", refused)
            end(Handover.FAILED)
        }
    }

    private fun intent(beside: File): Intent {
        beside.parentFile?.mkdirs()
        val address = FileProvider.getUriForFile(activity, "${activity.packageName}.fileprovider", beside)
        return Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            .putExtra(MediaStore.EXTRA_OUTPUT, address)
            .addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
    }

    private fun finish(agreed: Boolean) {
        val (file, beside) = to to written
        end(
            when {
                file == null || beside == null -> Handover.FAILED
                !agreed -> Handover.CLOSED
                beside.length() > 0 && beside.renameTo(file) -> Handover.TAKEN
                else -> Handover.FAILED
            },
        )
    }

    private fun end(outcome: String) {
        written?.delete()
        to = null
        written = null
        opening = false
        done(outcome)
    }

    /** `res/xml/sambang_files.xml` lets the camera write here; `src/device/inbox_seal.rs` knows it, too. */
    private fun folder() = File(activity.filesDir, "sambang/inbox/camera")

    private companion object {
        const val TO = "id.sambang.camera"
        const val WRITTEN = "id.sambang.camera.written"
    }
}
