package android.view;

import android.content.Context;
import android.content.res.Resources;

public class View {
    public interface OnApplyWindowInsetsListener { WindowInsets onApplyWindowInsets(View view, WindowInsets insets); }

    public OnApplyWindowInsetsListener insetsListener;
    public int paddingBottom;
    private final Context context;

    public View(Context context) { this.context = context; }
    public Resources getResources() { return context.getResources(); }
    public void setPadding(int left, int top, int right, int bottom) { paddingBottom = bottom; }
    public void setImportantForAutofill(int mode) { }
    public void setOnApplyWindowInsetsListener(OnApplyWindowInsetsListener listener) { insetsListener = listener; }
    public void requestApplyInsets() { }
}
