//! The app's root: what is shown while the lock is closed, what runs while it is open, and when it closes.

use std::sync::Arc;
use std::time::Duration;

use dioxus::prelude::*;

use super::back_key::use_back_key;
use super::components::{Button, ButtonKind, Gate, Notice, NoticeKind};
use super::door::Door;
use super::edges::use_edges;
use super::first_screen::use_first_screen;
use super::i18n::t;
use super::look::{LOOK, Look};
use super::route::Route;
use super::screens::gate::{Enrol, Unlock};
use super::session::{Tick, blocking, use_network_returned, use_phone_events};
use super::visit::photo_handed_over;
use crate::device::{self, Device, Setup};
use crate::platform::phone::PhoneEvent;
use crate::platform::running_ms;

/// The app locks itself after this time without a touch or a key.
const IDLE: Duration = Duration::from_mins(5);

/// The root component. `Arc<Setup>` and [`Look`] come in as contexts from the launcher.
#[component]
pub fn App() -> Element {
    let setup = use_context::<Arc<Setup>>();
    use_hook(|| *LOOK.write() = consume_context::<Look>());
    use_hook(|| device::forget_scan(&setup.folder));
    use_effect(|| {
        document::eval(&LOOK().script());
    });
    use_first_screen();
    use_back_key(&setup.phone);
    use_edges(&setup.phone);
    #[cfg(any(feature = "desktop", all(feature = "mobile", target_os = "android")))]
    super::page::use_backup_without_screens();
    let mut door = use_signal(|| Door::find(&setup));
    use_context_provider(|| door);
    match door() {
        Door::Enrol => rsx! {
            Enrol {}
        },
        Door::Locked { nickname, device } => rsx! {
            Unlock { nickname, device }
        },
        Door::Open(device) => rsx! {
            Session { device: Opened(device) }
        },
        Door::Broken(text) => rsx! {
            Gate { name: "broken",
                Notice { kind: NoticeKind::Err, title: t("broken-title"), "{text}" }
                Button { id: "broken-again", kind: ButtonKind::Quiet,
                    onclick: move |_| door.set(Door::find(&setup)),
                    {t("broken-again")}
                }
            }
        },
    }
}

/// The device as a prop. Two are always equal: another device is opened only by unlocking, and this component is
/// unmounted before that.
#[derive(Clone)]
struct Opened(Device);

impl PartialEq for Opened {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Everything behind the lock, with the worker that sends in the background.
#[component]
fn Session(device: Opened) -> Element {
    let device = device.0;
    use_context_provider(|| device.clone());
    use_ticks(&device);
    use_network(&device);
    let told = device.clone();
    use_phone_events(move |event| match event {
        PhoneEvent::Photo { outcome } => drop(spawn(photo_handed_over(told.clone(), outcome))),
        // Whoever leaves the app takes nothing back any more.
        PhoneEvent::Paused => seal_held(&told),
        PhoneEvent::LowMemory => give_back_memory(told.clone()),
        _ => {}
    });
    // On another thread, because storing what arrived waits for the disk.
    let behind = use_context::<Arc<Setup>>().behind.clone();
    use_hook(|| behind.work(&device));
    let locked = device.clone();
    use_drop(move || {
        seal_held(&locked);
        behind.lock();
    });
    let touch = use_idle_lock();
    rsx! {
        div {
            onpointerdown: move |_| touch.call(()),
            onkeydown: move |_| touch.call(()),
            Router::<Route> {}
        }
    }
}

fn seal_held(device: &Device) {
    if let Err(error) = device.seal_held() {
        tracing::error!(%error, "decisions that are held cannot be sealed yet");
    }
}

fn give_back_memory(device: Device) {
    spawn(async move {
        blocking(move || device.give_back_memory()).await;
    });
}

/// Passes the device's notices on to the screens.
fn use_ticks(device: &Device) {
    let mut tick = use_signal(|| 0_u64);
    use_context_provider(|| Tick(tick));
    let notices = device.clone();
    use_future(move || {
        let mut notices = notices.notices();
        async move {
            while notices.changed().await.is_ok() {
                let seen = *notices.borrow_and_update();
                tick.set(seen);
            }
        }
    });
}

/// Tells the device that there is a network again.
fn use_network(device: &Device) {
    let device = device.clone();
    use_network_returned(move || device.network_returned());
}

/// Closes the lock after [`IDLE`], by the clock that nobody sets. Every touch and every key calls what comes back.
fn use_idle_lock() -> Callback<()> {
    let setup = use_context::<Arc<Setup>>();
    let mut door = use_context::<Signal<Door>>();
    let mut touched_ms = use_hook(|| CopyValue::new(running_ms()));
    let idle = move |now_ms: i64| {
        let passed = now_ms.saturating_sub(*touched_ms.peek());
        u64::try_from(passed).is_ok_and(|passed| Duration::from_millis(passed) >= IDLE)
    };
    let lock = use_callback(move |()| door.set(Door::find(&setup)));
    use_future(move || async move {
        loop {
            tokio::time::sleep(Duration::from_secs(5)).await;
            if idle(running_ms()) {
                lock.call(());
            }
        }
    });
    use_callback(move |()| {
        let now_ms = running_ms();
        if idle(now_ms) {
            lock.call(());
        } else {
            touched_ms.set(now_ms);
        }
    })
}
