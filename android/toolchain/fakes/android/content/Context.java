package android.content;

import android.content.pm.PackageManager;
import android.content.res.Resources;
import android.os.Looper;
import java.io.File;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

public class Context {
    public static final String CONNECTIVITY_SERVICE = "connectivity";
    public static final String LOCATION_SERVICE = "location";

    public final Map<String, Object> services = new HashMap<>();
    public final Set<String> permissions = new HashSet<>();
    public final Resources resources = new Resources();
    public final ContentResolver resolver = new ContentResolver();
    public File filesDir;
    public RuntimeException refuses;

    public Object getSystemService(String name) {
        if (refuses != null) throw refuses;
        return services.get(name);
    }

    public int checkSelfPermission(String permission) { return permissions.contains(permission) ? 0 : -1; }
    public File getFilesDir() { return filesDir; }
    public String getPackageName() { return "id.sambang.app"; }
    public String getString(int text) { return "text"; }
    public String getString(int text, Object... values) { return "text"; }
    public Looper getMainLooper() { return new Looper(); }
    public Resources getResources() { return resources; }
    public ContentResolver getContentResolver() { return resolver; }
    public PackageManager getPackageManager() { return new PackageManager(); }
}
