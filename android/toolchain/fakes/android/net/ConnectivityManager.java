package android.net;

public class ConnectivityManager {
    public static class NetworkCallback {
        public void onCapabilitiesChanged(Network network, NetworkCapabilities capabilities) { }
        public void onLost(Network network) { }
    }

    public RuntimeException listeningRefuses;
    public RuntimeException askingRefuses;
    public NetworkCallback callback;
    public Network active = new Network();
    public NetworkCapabilities capabilities;
    public ProxyInfo proxy;

    public void registerDefaultNetworkCallback(NetworkCallback callback) {
        if (listeningRefuses != null) throw listeningRefuses;
        this.callback = callback;
    }

    public void unregisterNetworkCallback(NetworkCallback callback) {
        if (this.callback != callback) throw new IllegalArgumentException("NetworkCallback was not registered");
        this.callback = null;
    }

    public Network getActiveNetwork() {
        if (askingRefuses != null) throw askingRefuses;
        return active;
    }

    public NetworkCapabilities getNetworkCapabilities(Network network) { return network == null ? null : capabilities; }

    public ProxyInfo getDefaultProxy() {
        if (askingRefuses != null) throw askingRefuses;
        return proxy;
    }
}
