package id.sambang.bridge

import android.Manifest
import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri
import android.provider.MediaStore
import androidx.appcompat.app.AppCompatActivity
import androidx.core.content.FileProvider
import java.io.File
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

class CameraTest {
    private val outcomes = mutableListOf<String>()
    private val activity = activity().apply { permissions += Manifest.permission.CAMERA }
    private val inbox = File(activity.filesDir, "sambang/inbox")
    private val card = File(inbox, "card.jpg")
    private val shop = File(inbox, "shop.jpg")

    private fun camera(on: AppCompatActivity) = Camera(on, outcomes::add)

    /** The camera app writes where it was told. */
    private fun shoot(on: AppCompatActivity, bytes: String = "photo") = asked(on).writeText(bytes)

    private fun asked(on: AppCompatActivity): File {
        val intent = on.launcher(0).launched.last() as Intent
        return File((intent.extras[MediaStore.EXTRA_OUTPUT] as Uri).text)
    }

    @After
    fun nothingRefuses() {
        FileProvider.refuses = null
    }

    @Test
    fun aPhotoComesWholeAndItsUnfinishedNameEndsInJpg() {
        val camera = camera(activity)
        camera.open(card)
        assertTrue(asked(activity).name.endsWith(".jpg"))
        shoot(activity)
        assertFalse("the core must not see a photo that is being written", card.exists())
        activity.launcher(0).answer(ok)
        assertEquals(listOf("taken"), outcomes)
        assertEquals("photo", card.readText())
        assertEquals(listOf<File>(), asked(activity).parentFile.listFiles()!!.toList())
    }

    @Test
    fun aPhotoTakenWhileAndroidEndedTheAppGoesWhereItWasTakenFor() {
        val first = camera(activity)
        first.open(card)
        shoot(activity)
        val state = saved(first::save)
        val next = activity.again()
        camera(next).restore(state)
        next.launcher(0).answer(ok)
        assertEquals(listOf("taken"), outcomes)
        assertEquals("photo", card.readText())
    }

    @Test
    fun whatNobodyWaitsForIsDeletedAtTheStart() {
        val first = camera(activity)
        first.open(card)
        shoot(activity)
        val left = asked(activity)
        val next = activity.again()
        camera(next).restore(null)
        assertFalse(left.exists())
        next.launcher(0).answer(ok)
        assertEquals("an answer without a question", listOf("failed"), outcomes)
        assertFalse(card.exists())
    }

    @Test
    fun aSecondTapOpensNoSecondCameraAndTheLastTileGetsThePhoto() {
        val camera = camera(activity)
        camera.open(card)
        camera.open(shop)
        assertEquals(1, activity.launcher(0).launched.size)
        camera.paused()
        shoot(activity)
        activity.launcher(0).answer(ok)
        assertFalse(card.exists())
        assertEquals("photo", shop.readText())
    }

    @Test
    fun aCameraThatNeverAnsweredDoesNotKeepTheNextOneShut() {
        val camera = camera(activity)
        camera.open(card)
        camera.paused()
        shoot(activity)
        camera.open(shop)
        assertEquals(2, activity.launcher(0).launched.size)
        activity.launcher(0).answer(ok)
        assertEquals("the second camera wrote nothing", listOf("failed"), outcomes)
        assertFalse("a photo of the card on the shop's tile", shop.exists())
    }

    @Test
    fun aCameraThatIsClosedOrGivesNothingLeavesNothing() {
        val camera = camera(activity)
        camera.open(card)
        shoot(activity)
        activity.launcher(0).answer(cancelled)
        camera.open(card)
        activity.launcher(0).answer(ok)
        assertEquals(listOf("closed", "failed"), outcomes)
        assertFalse(card.exists() || asked(activity).exists())
    }

    @Test
    fun everyRefusalIsAnswered() {
        val camera = camera(activity)
        FileProvider.refuses = IllegalArgumentException("Failed to find configured root")
        camera.open(card)
        FileProvider.refuses = null
        for (refusal in listOf(ActivityNotFoundException(), SecurityException(), IllegalStateException())) {
            activity.launcher(0).refuses = refusal
            camera.open(card)
        }
        assertEquals(listOf("failed", "failed", "denied", "failed"), outcomes)
        activity.launcher(0).refuses = null
        camera.open(card)
        assertEquals("it can be opened afterwards", 1, activity.launcher(0).launched.size)
    }

    @Test
    fun withoutPermissionItIsAskedFor() {
        val activity = activity()
        val camera = camera(activity)
        camera.open(card)
        activity.launcher(1).answer(mapOf(Manifest.permission.CAMERA to false))
        // Android answers so when the question itself was interrupted.
        camera.open(card)
        activity.launcher(1).answer(mapOf<String, Boolean>())
        assertEquals(listOf("denied", "denied"), outcomes)
        // Two taps before the question shows.
        camera.open(card)
        camera.open(card)
        repeat(2) { activity.launcher(1).answer(mapOf(Manifest.permission.CAMERA to true)) }
        assertEquals(1, activity.launcher(0).launched.size)
    }
}
