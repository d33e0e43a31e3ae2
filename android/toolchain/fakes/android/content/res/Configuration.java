package android.content.res;

public class Configuration {
    public float fontScale = 1;
    public int smallestScreenWidthDp = 360;
}
