package android.graphics;

import android.util.Size;
import java.io.IOException;
import java.nio.ByteBuffer;

public final class ImageDecoder {
    public static class Source { }

    public static class ImageInfo {
        public Size getSize() { return size; }
    }

    public interface OnHeaderDecodedListener { void onHeaderDecoded(ImageDecoder decoder, ImageInfo info, Source source); }

    /** Tests set what the picture is; without a size it is none. */
    public static Size size;
    public static int sample;

    public static Source createSource(ByteBuffer bytes) { return new Source(); }

    public static Bitmap decodeBitmap(Source source, OnHeaderDecodedListener listener) throws IOException {
        if (size == null) throw new IOException("no picture");
        listener.onHeaderDecoded(new ImageDecoder(), new ImageInfo(), source);
        return new Bitmap();
    }

    public void setAllocator(int allocator) { }
    public void setTargetSampleSize(int sample) { ImageDecoder.sample = sample; }
}
