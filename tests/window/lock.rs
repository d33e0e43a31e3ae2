//! Entering the app: the office's invitation, the PIN.

use crate::driver::Window;
use crate::person;

/// Gives the invitation with `code` and waits for the person's name.
pub(crate) async fn invite(window: &Window, url: &str, code: &str, name: &str) {
    window.fill("#enrol-text", &format!("sambang:{url}#{code}")).await;
    window.tap("#enrol-go").await;
    window.read("#enrol-person", name).await;
}

/// Says that name and work area are right; the keys for the PIN appear.
pub(crate) async fn confirm(window: &Window) {
    window.tap_label("enrol-confirm").await;
    window.tap("#enrol-pin").await;
    window.see("#key-1").await;
}

/// Sets the PIN, which is asked twice.
pub(crate) async fn choose_pin(window: &Window) {
    let title = window.text("#pin-title").await;
    press_pin(window).await;
    window.until("the PIN is asked again", async || window.text("#pin-title").await != title).await;
    press_pin(window).await;
}

/// Unlocks the app, which opens on `screen`.
pub(crate) async fn unlock(window: &Window, screen: &str) {
    window.see("#key-1").await;
    press_pin(window).await;
    window.arrive(&format!("main[data-screen={screen}]")).await;
}

/// Types the PIN.
pub(crate) async fn press_pin(window: &Window) {
    for digit in person::PIN.chars() {
        window.tap(&format!("#key-{digit}")).await;
    }
}
