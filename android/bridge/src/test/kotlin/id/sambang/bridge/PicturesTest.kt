package id.sambang.bridge

import android.graphics.Bitmap
import android.graphics.ImageDecoder
import android.os.Build
import android.util.Size
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Test

class PicturesTest {
    @After
    fun aNewPhone() {
        Build.VERSION.SDK_INT = 30
        Bitmap.writes = true
    }

    @Test
    fun aPictureThatThePhoneReadsBecomesAJpegThatFitsIntoMemory() {
        ImageDecoder.size = Size(4000, 3000)
        assertArrayEquals("JPEG".toByteArray(), Pictures.toJpeg(byteArrayOf(1)))
        assertEquals(1, ImageDecoder.sample)
        ImageDecoder.size = Size(12_000, 9_000)
        Pictures.toJpeg(byteArrayOf(1))
        assertEquals(3, ImageDecoder.sample)
    }

    @Test
    fun whatThePhoneCannotReadIsNone() {
        ImageDecoder.size = null
        assertNull(Pictures.toJpeg(byteArrayOf(1)))
        ImageDecoder.size = Size(10, 10)
        Bitmap.writes = false
        assertNull(Pictures.toJpeg(byteArrayOf(1)))
        Bitmap.writes = true
        Build.VERSION.SDK_INT = 27
        assertNull("Android 8 has no such decoder", Pictures.toJpeg(byteArrayOf(1)))
    }
}
