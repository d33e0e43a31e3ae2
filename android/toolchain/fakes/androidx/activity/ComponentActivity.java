package androidx.activity;

import androidx.activity.result.ActivityResultCallback;
import androidx.activity.result.ActivityResultCaller;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContract;
import androidx.lifecycle.LifecycleOwner;
import java.util.ArrayList;
import java.util.List;

public class ComponentActivity extends android.app.Activity implements ActivityResultCaller, LifecycleOwner {
    /** In the order in which they were registered; after the process died Android goes by it. */
    public final List<ActivityResultLauncher<?>> launchers = new ArrayList<>();
    public final OnBackPressedDispatcher dispatcher = new OnBackPressedDispatcher();

    public <I, O> ActivityResultLauncher<I> registerForActivityResult(ActivityResultContract<I, O> contract, ActivityResultCallback<O> callback) {
        ActivityResultLauncher<I> launcher = new ActivityResultLauncher<>(callback);
        launchers.add(launcher);
        return launcher;
    }

    public OnBackPressedDispatcher getOnBackPressedDispatcher() { return dispatcher; }
}
