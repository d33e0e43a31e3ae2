package dev.dioxus.main

import android.content.res.Configuration
import android.os.Bundle
import android.os.Process
import android.webkit.WebView
import id.sambang.bridge.Bridge

typealias BuildConfig = id.sambang.app.BuildConfig

/** The app's one activity: wry's, with what the [Bridge] adds. Takes the place of dx's template. */
class MainActivity : WryActivity() {
    private val bridge = Bridge(this)

    /** The bridge hears the back key on every Android version, and asks the core instead of the page's history. */
    override val handleBackNavigation = false

    override fun onCreate(savedInstanceState: Bundle?) {
        bridge.begin(savedInstanceState)
        super.onCreate(savedInstanceState)
        bridge.begun()
    }

    override fun onWebViewCreate(webView: WebView) = bridge.dress(webView)

    override fun onSaveInstanceState(outState: Bundle) {
        bridge.save(outState)
        super.onSaveInstanceState(outState)
    }

    override fun onResume() {
        super.onResume()
        bridge.resumed()
    }

    override fun onPause() {
        bridge.paused()
        super.onPause()
    }

    override fun onConfigurationChanged(newConfig: Configuration) {
        super.onConfigurationChanged(newConfig)
        bridge.changed(newConfig)
    }

    override fun onTrimMemory(level: Int) {
        super.onTrimMemory(level)
        bridge.trim(level)
    }

    /** Called by wry's WebView client, through .cargo/config.toml. */
    fun rendererGone(): Boolean = bridge.rendererGone()

    /** The core's event loop runs once in a process, so the process ends with the activity; the store is durable. */
    override fun onDestroy() {
        bridge.end()
        super.onDestroy()
        Process.killProcess(Process.myPid())
    }
}
