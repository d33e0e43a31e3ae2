package android.net;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

public final class NetworkCapabilities {
    public static final int NET_CAPABILITY_NOT_METERED = 11;
    public static final int NET_CAPABILITY_INTERNET = 12;

    private final Set<Integer> capabilities;

    public NetworkCapabilities(Integer... capabilities) { this.capabilities = new HashSet<>(List.of(capabilities)); }
    public boolean hasCapability(int capability) { return capabilities.contains(capability); }
}
