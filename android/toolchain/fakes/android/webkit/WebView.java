package android.webkit;

import android.content.Context;
import android.view.View;

public class WebView extends View {
    public final WebSettings settings = new WebSettings();

    public WebView(Context context) { super(context); }
    public WebSettings getSettings() { return settings; }
    public void setRendererPriorityPolicy(int priority, boolean waived) { }
}
