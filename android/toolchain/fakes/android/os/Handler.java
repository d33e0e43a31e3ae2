package android.os;

import java.util.ArrayList;
import java.util.List;

public class Handler {
    /** What waits for its time; tests run it. */
    public static final List<Runnable> waiting = new ArrayList<>();

    public Handler(Looper looper) { }
    public boolean postDelayed(Runnable work, long afterMs) { return waiting.add(work); }
    public void removeCallbacksAndMessages(Object token) { waiting.clear(); }
}
