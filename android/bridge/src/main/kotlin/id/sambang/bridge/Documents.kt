package id.sambang.bridge

import android.content.Intent
import android.net.Uri
import android.os.Bundle
import androidx.activity.result.contract.ActivityResultContracts
import androidx.appcompat.app.AppCompatActivity
import androidx.core.content.FileProvider
import java.io.File
import java.io.IOException
import kotlin.concurrent.thread

/** Files that go to other apps and come from them: backups and the log. No storage permission is asked. */
internal class Documents(private val activity: AppCompatActivity, private val done: (String) -> Unit) {
    private var to: File? = null

    private val document = activity.registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { result ->
        val (file, address) = to to result.data?.data
        to = null
        when {
            file == null -> done(Handover.FAILED)
            address == null -> done(Handover.CLOSED)
            // A backup may be large and lie in a cloud.
            else -> thread { done(copy(address, file)) }
        }
    }

    fun choose(file: File) {
        to = file
        // Messengers do not keep the type of a file, so the ending is looked at by the core.
        val intent = Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*")
        asked("opening the file chooser") { document.launch(intent) } ?: run {
            to = null
            done(Handover.FAILED)
        }
    }

    /** Whether other apps are offered the file. */
    fun share(file: File): Boolean = asked("sharing a file") {
        val address = FileProvider.getUriForFile(activity, "${activity.packageName}.fileprovider", file)
        val intent = Intent(Intent.ACTION_SEND).setType("application/octet-stream").putExtra(Intent.EXTRA_STREAM, address)
        intent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
        activity.startActivity(Intent.createChooser(intent, file.name))
    } != null

    fun save(state: Bundle) = state.putString(FILE, to?.path)

    fun restore(saved: Bundle?) {
        to = saved?.getString(FILE)?.let(::File)
    }

    /** The file that was chosen, whole, or none of it. Its app may throw whatever it likes. */
    private fun copy(address: Uri, file: File): String = try {
        val from = activity.contentResolver.openInputStream(address) ?: throw IOException("nothing to read")
        from.use { input -> file.outputStream().use { input.copyTo(it) } }
        Handover.TAKEN
    } catch (_: SecurityException) {
        file.delete()
        Handover.DENIED
    } catch (refused: RuntimeException) {
        failed(file, refused)
    } catch (refused: IOException) {
        failed(file, refused)
    }

    private fun failed(file: File, refused: Exception): String {
        noted("copying a file", refused)
        file.delete()
        return Handover.FAILED
    }

    private companion object {
        const val FILE = "id.sambang.document"
    }
}
