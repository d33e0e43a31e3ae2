package id.sambang.bridge

import android.Manifest
import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.os.Bundle
import android.provider.MediaStore
import androidx.activity.result.contract.ActivityResultContracts
import androidx.appcompat.app.AppCompatActivity
import androidx.core.content.FileProvider
import java.io.File

/**
 * Takes one photo with the phone's own camera app, straight into a file of ours. The name of the file
 * outlives the process: Android may end the app while the camera is open, and then hands the answer
 * to the activity it makes anew.
 *
 * The camera writes beside the file, under `.part`; only a whole photo gets the real name.
 */
internal class Camera(private val activity: AppCompatActivity, private val done: (String) -> Unit) {
    private var to: File? = null

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
        if (allowed(activity, Manifest.permission.CAMERA)) launch(file) else permission.launch(arrayOf(Manifest.permission.CAMERA))
    }

    fun save(state: Bundle) = state.putString(FILE, to?.path)

    fun restore(saved: Bundle?) {
        to = saved?.getString(FILE)?.let(::File)
    }

    private fun launch(file: File) {
        try {
            file.parentFile?.mkdirs()
            val address = FileProvider.getUriForFile(activity, "${activity.packageName}.fileprovider", part(file))
            val intent = Intent(MediaStore.ACTION_IMAGE_CAPTURE)
            intent.putExtra(MediaStore.EXTRA_OUTPUT, address)
            intent.addFlags(Intent.FLAG_GRANT_WRITE_URI_PERMISSION or Intent.FLAG_GRANT_READ_URI_PERMISSION)
            photo.launch(intent)
        } catch (_: ActivityNotFoundException) {
            end(Handover.FAILED)
        } catch (_: SecurityException) {
            end(Handover.DENIED)
        }
    }

    private fun finish(agreed: Boolean) {
        val file = to ?: return done(Handover.FAILED)
        val written = part(file)
        val outcome = when {
            !agreed -> Handover.CLOSED
            written.length() > 0 && written.renameTo(file) -> Handover.TAKEN
            else -> Handover.FAILED
        }
        written.delete()
        end(outcome)
    }

    private fun end(outcome: String) {
        to = null
        done(outcome)
    }

    private fun part(file: File) = File("${file.path}.part")

    private companion object {
        const val FILE = "id.sambang.camera"
    }
}
