package android.content.pm;

public class PackageInfo {
    public String versionName = "120.0";
    public String packageName = "com.google.android.webview";
}
