package id.sambang.bridge

import android.graphics.Bitmap
import android.graphics.ImageDecoder
import android.os.Build
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer

/** Pictures in formats that the core does not read and the phone does: what cameras write to save room. */
internal object Pictures {
    /** The core makes photos much smaller; more would not fit into the memory of a cheap phone. */
    private const val PIXELS = 12_000_000L
    private const val QUALITY = 92

    /** The same picture as a JPEG, upright; null where Android cannot read it, as before 9. */
    fun toJpeg(picture: ByteArray): ByteArray? = asked("reading a picture") {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) write(decode(picture)) else null
    }

    private fun decode(picture: ByteArray): Bitmap {
        val source = ImageDecoder.createSource(ByteBuffer.wrap(picture))
        return ImageDecoder.decodeBitmap(source) { decoder, info, _ ->
            decoder.allocator = ImageDecoder.ALLOCATOR_SOFTWARE
            decoder.setTargetSampleSize(sample(info.size.width.toLong() * info.size.height))
        }
    }

    private fun write(bitmap: Bitmap): ByteArray? {
        val written = ByteArrayOutputStream()
        return if (bitmap.compress(Bitmap.CompressFormat.JPEG, QUALITY, written)) written.toByteArray() else null
    }

    /** Each side is divided by it. */
    internal fun sample(pixels: Long): Int = generateSequence(1) { it + 1 }.first { pixels / (it.toLong() * it) <= PIXELS }
}
