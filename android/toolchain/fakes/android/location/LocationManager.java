package android.location;

import android.os.Looper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

public class LocationManager {
    public final Set<String> enabled = new HashSet<>();
    public final Map<String, RuntimeException> refuses = new HashMap<>();
    public final Set<String> asked = new HashSet<>();
    public RuntimeException removingRefuses;
    public LocationListener listener;

    public boolean isProviderEnabled(String provider) { return enabled.contains(provider); }

    public void requestLocationUpdates(String provider, long everyMs, float everyM, LocationListener listener, Looper looper) {
        if (refuses.containsKey(provider)) throw refuses.get(provider);
        asked.add(provider);
        this.listener = listener;
    }

    public void removeUpdates(LocationListener listener) {
        if (removingRefuses != null) throw removingRefuses;
        asked.clear();
    }
}
