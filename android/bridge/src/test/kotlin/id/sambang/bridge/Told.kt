package id.sambang.bridge

import android.os.Bundle
import androidx.activity.result.ActivityResult
import androidx.activity.result.ActivityResultLauncher
import androidx.appcompat.app.AppCompatActivity
import java.io.File
import java.nio.file.Files

/** What the bridge told the core, in order. */
object Told {
    val lines = mutableListOf<String>()

    @JvmStatic
    fun add(line: String) {
        lines += line
    }
}

/** The core in the place of the app's library; loaded once in a process. */
internal fun core() {
    System.loadLibrary("core")
    Told.lines.clear()
}

internal fun activity(folder: File = Files.createTempDirectory("sambang").toFile()) = AppCompatActivity().apply { filesDir = folder }

internal val ok = ActivityResult(-1, null)
internal val cancelled = ActivityResult(0, null)

internal fun AppCompatActivity.launcher(at: Int): ActivityResultLauncher<*> = launchers[at]

/** Android ends the app and makes its activity anew. */
internal fun AppCompatActivity.again(): AppCompatActivity = activity(filesDir).also { it.permissions += permissions }

internal fun saved(save: (Bundle) -> Unit) = Bundle().also(save)
