package id.sambang.bridge

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import androidx.appcompat.app.AppCompatActivity

/** The proxy that the network's settings name, as a URL. */
internal object Proxies {
    fun of(context: Context): String? {
        val manager = context.getSystemService(Context.CONNECTIVITY_SERVICE) as? ConnectivityManager
        return manager?.defaultProxy?.let { "http://${it.host}:${it.port}" }
    }
}

/** The way to the internet: whether there is one, and whether it costs by the byte. */
internal class Connectivity(private val activity: AppCompatActivity, private val tell: (String) -> Unit) {
    private val manager by lazy { activity.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager }

    /** Signal strength changes every few seconds; the core is told only what it acts on. */
    private var told: String? = null

    private val callback = object : ConnectivityManager.NetworkCallback() {
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) = changed(word(capabilities))

        override fun onLost(network: Network) = changed(NONE)
    }

    fun begin() = manager.registerDefaultNetworkCallback(callback)

    fun end() = manager.unregisterNetworkCallback(callback)

    fun state(): String = manager.getNetworkCapabilities(manager.activeNetwork)?.let(::word) ?: NONE

    fun proxy(): String? = Proxies.of(activity)

    @Synchronized
    private fun changed(state: String) {
        if (state == told) return
        told = state
        tell(Events.network(state))
    }

    private fun word(capabilities: NetworkCapabilities) = when {
        !capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET) -> NONE
        capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_NOT_METERED) -> "unmetered"
        else -> "metered"
    }

    private companion object {
        const val NONE = "none"
    }
}
