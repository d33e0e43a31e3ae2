//! What every screen behind the lock has at hand: the device, its notices, what the phone tells.
//!
//! The device is in the context only while the lock is open. No state lives here that the store
//! does not have.

use std::sync::Arc;

use dioxus::prelude::*;
use sambang_domain::people::Role;
use tokio::sync::broadcast::error::RecvError;

use super::i18n::t_code;
use crate::device::{Device, DeviceError, Setup};
use crate::platform::Phone;
use crate::platform::phone::{Network, PhoneEvent};

/// Ticks with every notice of the device; one receiver feeds all screens.
#[derive(Clone, Copy)]
pub struct Tick(pub Signal<u64>);

/// The app's folder, clock and version.
pub fn use_setup() -> Arc<Setup> {
    use_context()
}

/// The platform the app runs on.
pub fn use_phone() -> Arc<dyn Phone> {
    use_setup().phone.clone()
}

/// Calls `heard` with each event of the phone while the calling component is on the screen.
pub fn use_phone_events(heard: impl FnMut(PhoneEvent) + 'static) {
    let phone = use_phone();
    use_hook(move || {
        let (mut events, mut heard) = (phone.events(), heard);
        spawn(async move {
            loop {
                match events.recv().await {
                    Ok(event) => heard(event),
                    Err(RecvError::Lagged(missed)) => tracing::warn!(missed, "the phone told more than was heard"),
                    Err(RecvError::Closed) => return,
                }
            }
        });
    });
}

/// Tells when the page believes that there is a network again, where the platform does not say.
const NETWORK_BRIDGE: &str = "window.addEventListener('online', () => dioxus.send(true)); await new Promise(() => {});";

/// Calls `heard` whenever there is a network again, as the phone or the page says it.
pub fn use_network_returned(heard: impl FnMut() + Clone + 'static) {
    let mut told = heard.clone();
    use_future(move || {
        let mut heard = heard.clone();
        async move {
            let mut bridge = document::eval(NETWORK_BRIDGE);
            while bridge.recv::<bool>().await.is_ok() {
                heard();
            }
        }
    });
    use_phone_events(move |event| {
        if matches!(event, PhoneEvent::Network { state } if state != Network::None) {
            told();
        }
    });
}

/// The open device. Only screens behind the lock may call it.
pub fn use_device() -> Device {
    use_context()
}

/// What the person of the device may do. It does not change while the lock is open.
pub fn use_role() -> Role {
    let device = use_device();
    use_hook(|| {
        let person = device.person().inspect_err(|error| tracing::error!(%error, "cannot read the person"));
        person.map_or(Role::Other(String::new()), |person| person.role)
    })
}

/// Re-renders the caller on every change in the store and every step of the sync.
pub fn use_notices() -> u64 {
    use_context::<Tick>().0()
}

/// Like [`use_notices`], for parts that also stand on screens before the lock opens.
pub fn use_tick() -> u64 {
    use_hook(try_consume_context::<Tick>).map_or(0, |tick| (tick.0)())
}

/// Length of a short tick, in milliseconds: something succeeded.
pub const TICK_MS: u16 = 15;
/// Length of a long buzz, in milliseconds: something failed.
pub const BUZZ_MS: u16 = 200;

/// Lets the phone tick or buzz for `ms`, where it can.
pub fn vibrate(ms: u16) {
    document::eval(&format!("if (navigator.vibrate) navigator.vibrate({ms});"));
}

/// What went wrong, in words that say what to do.
#[must_use]
pub fn error_text(error: &DeviceError) -> String {
    t_code("error", &error.code())
}

/// Runs work that takes long off the screen's thread; none when it panicked.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.inspect_err(|error| tracing::error!(%error, "work in the background stopped")).ok()
}
