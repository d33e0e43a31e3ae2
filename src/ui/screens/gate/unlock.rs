//! Opening the lock.

use std::time::Duration;

use crate::platform::running_ms;
use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use super::PinEntry;
use super::forgot::Forgot;
use crate::device::{self, Behind, Pin, UnlockError};
use crate::ui::components::{Button, ButtonKind};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{blocking, error_text, use_setup};

/// A photo that comes while the app is locked lies open for no longer.
const SEAL_EVERY: Duration = Duration::from_secs(20);

/// Why the lock stays closed. Instants are milliseconds of [`running_ms`], because somebody may set the clock
/// meanwhile.
#[derive(Debug, Clone, PartialEq)]
enum Closed {
    /// Wrong PIN; the next may be tried from then on.
    Wrong(i64),
    /// Tried too early.
    Early(i64),
    /// Something else, in words.
    Other(String),
}

/// The PIN screen of an enrolled device.
#[component]
pub fn Unlock(
    /// What the person wants to be greeted with; nothing else of them can be read here.
    nickname: Option<String>,
    /// The device's id at the province.
    device: DeviceId,
) -> Element {
    let setup = use_setup();
    let door = use_context::<Signal<Door>>();
    let mut opening = use_signal(|| false);
    let mut closed = use_signal(|| None::<Closed>);
    let waits = setup.clone();
    let mut forgotten = use_signal(move || device::find_waiting(&waits).is_some());
    let mut now = use_signal(running_ms);
    use_future(move || async move {
        loop {
            tokio::time::sleep(Duration::from_millis(500)).await;
            if closed.peek().is_some() {
                now.set(running_ms());
            }
        }
    });
    let (folder, clock) = (setup.folder.clone(), setup.clock.clone());
    use_future(move || {
        let (folder, clock) = (folder.clone(), clock.clone());
        async move {
            loop {
                let (folder, clock) = (folder.clone(), clock.clone());
                if let Some(Err(error)) = blocking(move || device::seal_inbox(&folder, clock.now())).await {
                    tracing::error!(%error, "photos in the inbox cannot be sealed");
                }
                tokio::time::sleep(SEAL_EVERY).await;
            }
        }
    });
    let sending = use_sending(&setup.behind);
    let entered = move |digits: String| {
        let setup = setup.clone();
        let Ok(pin) = Pin::parse(&digits) else {
            // Nobody can have chosen such a PIN; trying it would cost half a second for nothing.
            closed.set(Some(Closed::Wrong(running_ms())));
            return;
        };
        closed.set(None);
        opening.set(true);
        spawn(async move {
            let its_setup = setup.clone();
            let outcome = blocking(move || device::unlock(&its_setup, &pin)).await;
            let at = running_ms();
            now.set(at);
            opening.set(false);
            match outcome {
                Some(Ok(device)) => enter(door, &setup, device, false),
                Some(Err(error)) => closed.set(Some(reason(&error, at))),
                None => closed.set(Some(Closed::Other(t("error-other")))),
            }
        });
    };
    if forgotten() {
        return rsx! {
            Forgot { device, on_back: move |()| forgotten.set(false) }
        };
    }
    let wait = closed.read().as_ref().map_or(0, |closed| seconds_left(closed, now()));
    rsx! {
        PinEntry {
            title: t("pin-enter"),
            subtitle: nickname.unwrap_or_default(),
            error: closed.read().as_ref().map(|closed| words(closed, wait)),
            busy: opening().then(|| t("pin-opening")),
            disabled: wait > 0,
            on_done: entered,
            div { class: "gate__foot",
                Button { id: "forgot", kind: ButtonKind::Quiet, onclick: move |_| forgotten.set(true), {t("pin-forgot")} }
            }
            if !sending.is_empty() {
                p { id: "pin-sending", class: "small muted gate__foot", role: "status", {sending} }
            }
            p { class: "small muted gate__foot", {t("pin-safe")} }
        }
    }
}

/// What is being sent behind the lock, in words; empty when nothing is.
fn use_sending(behind: &Behind) -> String {
    let mut words = use_signal(String::new);
    let behind = behind.clone();
    use_future(move || {
        let behind = behind.clone();
        async move {
            let Some(mut notices) = behind.notices() else { return };
            loop {
                let told = behind
                    .sending()
                    .map(|at| t_with("pin-sending", &[("n", at.current.into()), ("total", at.total.into())]));
                words.set(told.unwrap_or_default());
                if notices.changed().await.is_err() {
                    return words.set(String::new());
                }
            }
        }
    });
    words()
}

fn reason(error: &UnlockError, at: i64) -> Closed {
    let after = |wait_ms: &u64| at.saturating_add(i64::try_from(*wait_ms).unwrap_or(i64::MAX));
    match error {
        UnlockError::WrongPin { wait_ms } => Closed::Wrong(after(wait_ms)),
        UnlockError::TooSoon { wait_ms } => Closed::Early(after(wait_ms)),
        UnlockError::Newer => Closed::Other(t("unlock-newer")),
        UnlockError::Device(error) => Closed::Other(error_text(error)),
        UnlockError::Damaged => Closed::Other(t("unlock-damaged")),
    }
}

/// Whole seconds until the next PIN may be tried, rounded up.
fn seconds_left(closed: &Closed, now: i64) -> i64 {
    match closed {
        Closed::Wrong(until) | Closed::Early(until) => (until.saturating_sub(now).max(0) + 999) / 1000,
        Closed::Other(_) => 0,
    }
}

fn words(closed: &Closed, wait: i64) -> String {
    match closed {
        Closed::Other(text) => text.clone(),
        Closed::Wrong(_) if wait == 0 => t("pin-wrong"),
        Closed::Early(_) if wait == 0 => t("pin-try-again"),
        Closed::Wrong(_) => t_with("pin-wrong-wait", &[("time", duration(wait).into())]),
        Closed::Early(_) => t_with("pin-wait", &[("time", duration(wait).into())]),
    }
}

/// `30 detik`, `2 menit`.
fn duration(seconds: i64) -> String {
    if seconds < 120 {
        t_with("seconds", &[("n", seconds.into())])
    } else {
        t_with("minutes", &[("n", ((seconds + 59) / 60).into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countdown_ends_at_zero_and_never_runs_backwards_below_it() {
        let closed = Closed::Wrong(30_000);
        assert_eq!(seconds_left(&closed, 0), 30);
        assert_eq!(seconds_left(&closed, 29_001), 1);
        assert_eq!(seconds_left(&closed, 30_000), 0);
        assert_eq!(seconds_left(&closed, 90_000), 0);
        assert_eq!(seconds_left(&Closed::Other(String::new()), 0), 0);
    }
}
