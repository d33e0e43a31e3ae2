package androidx.appcompat.app;

import android.content.Context;
import android.content.DialogInterface;
import java.util.ArrayList;
import java.util.List;

public class AlertDialog extends android.app.Dialog {
    public static final List<Builder> shown = new ArrayList<>();
    public static RuntimeException refuses;

    public static class Builder {
        public DialogInterface.OnClickListener positive;

        public Builder(Context context) { }
        public Builder setTitle(int titleId) { return this; }
        public Builder setMessage(CharSequence message) { return this; }
        public Builder setPositiveButton(int textId, DialogInterface.OnClickListener listener) { positive = listener; return this; }
        public Builder setNegativeButton(int textId, DialogInterface.OnClickListener listener) { return this; }

        public AlertDialog show() {
            if (refuses != null) throw refuses;
            shown.add(this);
            return new AlertDialog();
        }
    }
}
