package androidx.appcompat.app;

import android.content.DialogInterface;

public class AlertDialog extends android.app.Dialog {
    protected AlertDialog(android.content.Context context) { super(context); }

    public static class Builder {
        public Builder(android.content.Context context) { }
        public Builder setTitle(int titleId) { return this; }
        public Builder setMessage(CharSequence message) { return this; }
        public Builder setPositiveButton(int textId, DialogInterface.OnClickListener listener) { return this; }
        public Builder setNegativeButton(int textId, DialogInterface.OnClickListener listener) { return this; }
        public AlertDialog show() { return null; }
    }
}
