package android.webkit;

public class WebSettings {
    public int textZoom = 100;

    public void setTextZoom(int percent) { textZoom = percent; }
}
