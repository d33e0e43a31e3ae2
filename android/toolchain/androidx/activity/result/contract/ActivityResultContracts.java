package androidx.activity.result.contract;

public final class ActivityResultContracts {
    public static final class StartActivityForResult extends ActivityResultContract<android.content.Intent, androidx.activity.result.ActivityResult> {
        public StartActivityForResult() { }
    }

    public static final class RequestMultiplePermissions extends ActivityResultContract<String[], java.util.Map<String, Boolean>> {
        public RequestMultiplePermissions() { }
    }
}
