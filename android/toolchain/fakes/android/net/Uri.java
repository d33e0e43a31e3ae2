package android.net;

import android.os.Parcelable;

public class Uri implements Parcelable {
    public final String text;

    private Uri(String text) { this.text = text; }
    public static Uri parse(String text) { return new Uri(text); }
}
