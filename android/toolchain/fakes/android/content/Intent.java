package android.content;

import android.net.Uri;
import android.os.Parcelable;
import java.util.HashMap;
import java.util.Map;

public class Intent {
    public static final int FLAG_ACTIVITY_CLEAR_TASK = 0x8000;
    public static final int FLAG_ACTIVITY_NEW_TASK = 0x10000000;

    public final Map<String, Object> extras = new HashMap<>();
    public String action;
    public Class<?> opens;
    public Uri data;
    public int flags;

    public Intent(String action) { this.action = action; }
    public Intent(String action, Uri data) { this.action = action; this.data = data; }
    public Intent(Context context, Class<?> opens) { this.opens = opens; }

    public static Intent createChooser(Intent intent, CharSequence title) { return intent; }
    public Uri getData() { return data; }
    public Intent setData(Uri data) { this.data = data; return this; }
    public Intent setType(String type) { return this; }
    public Intent addCategory(String category) { return this; }
    public Intent addFlags(int flags) { this.flags |= flags; return this; }
    public Intent putExtra(String name, Parcelable value) { extras.put(name, value); return this; }
    public Intent putExtra(String name, String value) { extras.put(name, value); return this; }
    public Intent putExtra(String name, int value) { extras.put(name, value); return this; }
    public String getStringExtra(String name) { return (String) extras.get(name); }
    public int getIntExtra(String name, int without) { return (int) extras.getOrDefault(name, without); }
}
