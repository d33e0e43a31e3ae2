package android.view;

import android.graphics.Insets;

public final class WindowInsets {
    public static final class Type {
        public static int systemBars() { return 1; }
        public static int displayCutout() { return 2; }
        public static int ime() { return 4; }
    }

    public static final WindowInsets CONSUMED = new WindowInsets(null, null);
    private final Insets bars;
    private final Insets keyboard;

    public WindowInsets(Insets bars, Insets keyboard) { this.bars = bars; this.keyboard = keyboard; }
    public Insets getInsets(int types) { return types == Type.ime() ? keyboard : bars; }
}
