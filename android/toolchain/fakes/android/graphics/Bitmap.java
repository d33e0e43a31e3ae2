package android.graphics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

public final class Bitmap {
    public enum CompressFormat { JPEG, PNG, WEBP }

    /** Tests let writing fail. */
    public static boolean writes = true;

    public boolean compress(CompressFormat format, int quality, OutputStream to) {
        try {
            to.write(format.name().getBytes());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return writes;
    }
}
