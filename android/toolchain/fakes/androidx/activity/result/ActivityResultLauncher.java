package androidx.activity.result;

import java.util.ArrayList;
import java.util.List;

public class ActivityResultLauncher<I> {
    public final List<Object> launched = new ArrayList<>();
    public RuntimeException refuses;
    private final ActivityResultCallback<?> callback;

    public ActivityResultLauncher(ActivityResultCallback<?> callback) { this.callback = callback; }

    public void launch(I input) {
        if (refuses != null) throw refuses;
        launched.add(input);
    }

    /** The other app closes. */
    @SuppressWarnings("unchecked")
    public void answer(Object result) { ((ActivityResultCallback<Object>) callback).onActivityResult(result); }
}
