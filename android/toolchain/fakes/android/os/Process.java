package android.os;

import java.util.ArrayList;
import java.util.List;

public class Process {
    public static final List<Integer> killed = new ArrayList<>();

    public static int myPid() { return 4711; }
    public static void killProcess(int pid) { killed.add(pid); }
}
