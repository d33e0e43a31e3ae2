package androidx.activity;

import androidx.lifecycle.LifecycleOwner;

public final class OnBackPressedDispatcher {
    public OnBackPressedCallback callback;

    public void addCallback(LifecycleOwner owner, OnBackPressedCallback onBackPressedCallback) { callback = onBackPressedCallback; }
}
