package androidx.webkit;

import android.content.Context;
import android.content.pm.PackageInfo;

public class WebViewCompat {
    /** Tests set them. */
    public static PackageInfo found = new PackageInfo();
    public static RuntimeException refuses;

    public static PackageInfo getCurrentWebViewPackage(Context context) {
        if (refuses != null) throw refuses;
        return found;
    }
}
