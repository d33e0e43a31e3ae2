//! The app's root: before the lock, behind it, and the moment it closes again.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::components::{Gate, Notice, NoticeKind};
use super::first_screen::use_first_screen;
use super::i18n::t;
use super::look::{LOOK, Look};
use super::route::Route;
use super::screens::gate::{Enrol, Unlock};
use super::session::{BackStack, Tick, error_text, use_phone_events};
use super::visit::photo_handed_over;
use sambang_domain::Language;

use crate::device::{self, Device, DeviceError, Setup};
use crate::platform::Phone;
use crate::platform::phone::{Network, PhoneEvent};

/// The app locks itself after this time without a touch or a key.
const IDLE: Duration = Duration::from_mins(5);

/// On which side of the lock the app is.
#[derive(Clone)]
pub enum Door {
    /// This device is not enrolled yet.
    Enrol,
    /// Enrolled; the store is locked.
    Locked {
        /// Whose device it is.
        person_name: String,
        /// Where that person works.
        office: String,
    },
    /// The store is open.
    Open(Device),
    /// The app cannot even tell whether it is enrolled.
    Broken(String),
}

impl Door {
    /// Looks at the key file beside the store.
    #[must_use]
    pub fn find(setup: &Setup) -> Self {
        match device::gate(setup) {
            Ok(device::Gate::Enrol) => Self::Enrol,
            Ok(device::Gate::Locked { person_name, office }) => Self::Locked { person_name, office },
            Err(error) => Self::Broken(error_text(&error)),
        }
    }
}

/// The back key, as the phone or the page's history tells it.
#[derive(Clone)]
pub struct BackKey {
    /// The screen has somewhere to go back to.
    pub wanted: Rc<watch::Sender<bool>>,
    /// Counts the presses.
    pub pressed: Signal<u64>,
}

/// Keeps one entry in the page's history while there is a way back; tells when that entry is popped.
/// For platforms whose back key knows only the history.
const BACK_BRIDGE: &str = r"
let armed = false, ours = false;
window.addEventListener('popstate', () => { if (ours) { ours = false; return; } armed = false; dioxus.send(true); });
while (true) {
  const wanted = await dioxus.recv();
  if (wanted && !armed) { history.pushState({}, ''); armed = true; }
  else if (!wanted && armed) { ours = true; armed = false; history.back(); }
}";

/// Tells when the page believes that there is a network again, where the platform does not say.
const NETWORK_BRIDGE: &str = "window.addEventListener('online', () => dioxus.send(true)); await new Promise(() => {});";

/// A language asked for on the command line; it wins over the stored one and is stored in turn.
#[derive(Debug, Clone, Copy)]
pub struct AskedLanguage(pub Language);

/// The root component. `Arc<Setup>` and [`Look`] come in as contexts from the launcher.
#[component]
pub fn App() -> Element {
    let setup = use_context::<Arc<Setup>>();
    use_hook(|| *LOOK.write() = consume_context::<Look>());
    use_effect(|| {
        document::eval(&LOOK().script());
    });
    use_first_screen();
    let mut pressed = use_signal(|| 0);
    let back = use_context_provider(|| BackKey { wanted: Rc::new(watch::Sender::new(false)), pressed });
    let phone = setup.phone.clone();
    use_future(move || answer_back_key(back.clone(), phone.clone()));
    use_phone_events(move |event| {
        if event == PhoneEvent::Back {
            pressed += 1;
        }
    });
    let door = use_signal(|| Door::find(&setup));
    use_context_provider(|| door);
    match door() {
        Door::Enrol => rsx! {
            Enrol {}
        },
        Door::Locked { person_name, office } => rsx! {
            Unlock { person_name, office }
        },
        Door::Open(device) => rsx! {
            Session { device: Opened(device) }
        },
        Door::Broken(text) => rsx! {
            Gate { name: "broken",
                Notice { kind: NoticeKind::Err, title: t("broken-title"), "{text}" }
            }
        },
    }
}

async fn answer_back_key(back: BackKey, phone: Arc<dyn Phone>) {
    let mut pressed = back.pressed;
    let mut wanted = back.wanted.subscribe();
    let mut bridge = document::eval(BACK_BRIDGE);
    loop {
        tokio::select! {
            popped = bridge.recv::<bool>() => match popped {
                Ok(_) => pressed += 1,
                Err(_) => return,
            },
            changed = wanted.changed() => {
                let now = *wanted.borrow_and_update();
                if changed.is_err() || (!phone.want_back(now) && bridge.send(now).is_err()) {
                    return;
                }
            }
        }
    }
}

/// Opens the lock: takes over the person's look, or hands the one chosen while enrolling to the
/// store, and shows the screens.
pub fn enter(mut door: Signal<Door>, setup: &Setup, device: Device, first_time: bool) {
    if let Err(error) = take_look(&device, &setup.folder, first_time) {
        tracing::error!(%error, "cannot read the settings");
    }
    door.set(Door::Open(device));
}

fn take_look(device: &Device, folder: &Path, first_time: bool) -> Result<(), DeviceError> {
    let mut settings = device.settings()?;
    let asked = try_consume_context::<AskedLanguage>();
    if first_time {
        LOOK.peek().put_into(&mut settings);
        device.save_settings(&settings)?;
    } else if let Some(AskedLanguage(language)) = asked.filter(|asked| asked.0 != settings.language) {
        settings.language = language;
        device.save_settings(&settings)?;
    }
    let look = Look::of(&settings);
    look.keep(folder);
    *LOOK.write() = look;
    Ok(())
}

/// The device as a prop: two are the same when nothing else was opened, which only the door can do.
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
    let setup = use_context::<Arc<Setup>>();
    let mut door = use_context::<Signal<Door>>();
    let mut tick = use_signal(|| 0_u64);
    use_context_provider(|| device.clone());
    use_context_provider(|| Tick(tick));
    use_context_provider(BackStack::default);
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
    let online = device.clone();
    use_future(move || {
        let online = online.clone();
        async move {
            let mut bridge = document::eval(NETWORK_BRIDGE);
            while bridge.recv::<bool>().await.is_ok() {
                online.network_returned();
            }
        }
    });
    let told = device.clone();
    use_phone_events(move |event| match event {
        PhoneEvent::Network { state } if state != Network::None => told.network_returned(),
        PhoneEvent::Photo { outcome } => {
            spawn(photo_handed_over(told.clone(), outcome));
        }
        _ => {}
    });
    // On another thread, because storing what arrived waits for the disk; it stops with the session.
    use_hook(|| {
        let mut worker = JoinSet::new();
        worker.spawn(device.clone().run_worker());
        Rc::new(worker)
    });

    let mut touched_at = use_hook(|| CopyValue::new(setup.clock.now()));
    let idle = move |now: Timestamp| {
        let passed = now.0.saturating_sub(touched_at.peek().0);
        u64::try_from(passed).is_ok_and(|passed| Duration::from_millis(passed) >= IDLE)
    };
    let its_setup = setup.clone();
    let lock = use_callback(move |()| door.set(Door::find(&its_setup)));
    let clock = setup.clock.clone();
    use_future(move || {
        let clock = clock.clone();
        async move {
            loop {
                tokio::time::sleep(Duration::from_secs(5)).await;
                if idle(clock.now()) {
                    lock.call(());
                }
            }
        }
    });
    let clock = setup.clock.clone();
    let touch = use_callback(move |()| {
        let now = clock.now();
        if idle(now) {
            lock.call(());
        } else {
            touched_at.set(now);
        }
    });
    rsx! {
        div {
            onpointerdown: move |_| touch.call(()),
            onkeydown: move |_| touch.call(()),
            Router::<Route> {}
        }
    }
}
