package id.sambang.bridge

import android.content.ActivityNotFoundException
import android.content.ContentResolver
import android.content.Intent
import android.net.Uri
import androidx.activity.result.ActivityResult
import androidx.core.content.FileProvider
import java.io.ByteArrayInputStream
import java.io.File
import java.io.FileNotFoundException
import java.io.IOException
import java.io.InputStream
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

class DocumentsTest {
    private val outcomes = LinkedBlockingQueue<String>()
    private val activity = activity()
    private val documents = Documents(activity, outcomes::add)
    private val file = File(activity.filesDir, "chosen")
    private val chosen = ActivityResult(-1, Intent("chosen").setData(Uri.parse("content://cloud/1")))

    /** Copying runs on a thread of its own. */
    private fun outcome() = outcomes.poll(30, TimeUnit.SECONDS)

    @After
    fun nothingRefuses() {
        FileProvider.refuses = null
    }

    @Test
    fun aChosenFileIsCopiedAlsoAfterTheProcessDied() {
        documents.choose(file)
        val next = activity.again()
        Documents(next, outcomes::add).restore(saved(documents::save))
        next.resolver.opener = ContentResolver.Opener { ByteArrayInputStream("backup".toByteArray()) }
        next.launcher(0).answer(chosen)
        assertEquals("taken", outcome())
        assertEquals("backup", file.readText())
    }

    @Test
    fun whateverAnotherAppThrowsIsAnsweredAndHalfAFileIsNone() {
        val torn = object : InputStream() {
            private var left = 3
            override fun read(): Int = if (left-- > 0) 7 else throw IOException("the cloud is gone")
        }
        val answers = listOf<() -> InputStream?>(
            { null },
            { throw FileNotFoundException() },
            { throw NullPointerException() },
            { throw IllegalStateException() },
            { throw UnsupportedOperationException() },
            { torn },
        )
        for (answer in answers) {
            activity.resolver.opener = ContentResolver.Opener { answer() }
            documents.choose(file)
            activity.launcher(0).answer(chosen)
            assertEquals("failed", outcome())
            assertFalse(file.exists())
        }
        activity.resolver.opener = ContentResolver.Opener { throw SecurityException() }
        documents.choose(file)
        activity.launcher(0).answer(chosen)
        assertEquals("denied", outcome())
    }

    @Test
    fun withoutAFileOrAChooserItIsTold() {
        documents.choose(file)
        activity.launcher(0).answer(cancelled)
        assertEquals("closed", outcome())
        activity.launcher(0).answer(chosen)
        assertEquals("an answer without a question", "failed", outcome())
        activity.launcher(0).refuses = ActivityNotFoundException()
        documents.choose(file)
        assertEquals("failed", outcome())
    }

    @Test
    fun sharingSaysWhetherItWorked() {
        assertTrue(documents.share(file))
        assertEquals(1, activity.started.size)
        activity.startRefuses = ActivityNotFoundException()
        assertFalse(documents.share(file))
        FileProvider.refuses = IllegalArgumentException("Failed to find configured root")
        assertFalse(documents.share(file))
    }
}
