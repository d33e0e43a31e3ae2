package android.os;

public class StatFs {
    /** Tests set it; below zero the path is refused. */
    public static long free = 1L << 33;

    public StatFs(String path) {
        if (free < 0) throw new IllegalArgumentException("Invalid path: " + path);
    }

    public long getAvailableBytes() { return free; }
}
