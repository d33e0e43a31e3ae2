package android.os;

public class Build {
    public static class VERSION {
        /** Tests set it. */
        public static int SDK_INT = 30;
    }
}
