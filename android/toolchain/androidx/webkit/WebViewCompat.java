package androidx.webkit;

public class WebViewCompat {
    public static android.content.pm.PackageInfo getCurrentWebViewPackage(android.content.Context context) { return null; }
    public static ScriptHandler addDocumentStartJavaScript(android.webkit.WebView webview, String script, java.util.Set<String> allowedOriginRules) { return null; }
}
