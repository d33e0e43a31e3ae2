package android.content;

import android.net.Uri;
import java.io.FileNotFoundException;
import java.io.InputStream;

public class ContentResolver {
    public interface Opener { InputStream open() throws FileNotFoundException; }

    /** What another app answers: bytes, nothing, or an exception of any kind. */
    public Opener opener = () -> null;

    public InputStream openInputStream(Uri address) throws FileNotFoundException { return opener.open(); }
}
