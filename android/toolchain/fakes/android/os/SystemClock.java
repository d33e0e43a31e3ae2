package android.os;

public final class SystemClock {
    /** Tests set it. */
    public static long nanos;

    public static long elapsedRealtimeNanos() { return nanos; }
}
