package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Bundle;
import android.view.View;
import android.view.Window;
import java.util.ArrayList;
import java.util.List;

public class Activity extends Context {
    public final List<Intent> started = new ArrayList<>();
    public final Window window = new Window();
    public final View content = new View(this);
    public Intent intent = new Intent("start");
    public RuntimeException startRefuses;
    public boolean finished;
    public boolean behind;
    public int orientation = -2;

    protected void onCreate(Bundle saved) { }
    public Intent getIntent() { return intent; }
    public Window getWindow() { return window; }
    public void runOnUiThread(Runnable work) { work.run(); }
    public void finish() { finished = true; }
    public void setRequestedOrientation(int orientation) { this.orientation = orientation; }

    @SuppressWarnings("unchecked")
    public <T extends View> T findViewById(int id) { return (T) content; }

    public boolean moveTaskToBack(boolean nonRoot) {
        behind = true;
        return true;
    }

    public void startActivity(Intent intent) {
        if (startRefuses != null) throw startRefuses;
        started.add(intent);
    }
}
