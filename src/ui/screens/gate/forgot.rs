//! A forgotten PIN: a recovery code for this device opens the store again, at once or when the office has agreed.
//! Nothing is lost.

use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use super::NewPin;
use super::waiting::Waiting;
use crate::device::{self, OpenedLock, Pin, RecoveryWaiting, Reopening, UnlockError};
use crate::ui::components::{Bar, Button, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::t;
use crate::ui::session::{error_text, use_setup};

/// How far it has come.
#[derive(Clone, PartialEq)]
enum Step {
    /// The code is typed.
    Code,
    /// The office must agree.
    Waiting(RecoveryWaiting),
    /// The lock was opened: a new PIN is chosen.
    NewPin,
}

impl Step {
    /// Where a request stands that was begun before.
    fn found(waiting: Option<RecoveryWaiting>) -> Self {
        waiting.map_or(Self::Code, Self::Waiting)
    }
}

/// Code first, then perhaps waiting, then the new PIN twice.
#[component]
pub fn Forgot(
    /// The device's id at the province, for which the office writes the code.
    device: DeviceId,
    /// Back to the PIN.
    on_back: EventHandler<()>,
) -> Element {
    let setup = use_setup();
    let door = use_context::<Signal<Door>>();
    let found = setup.clone();
    let mut step = use_signal(move || Step::found(device::find_waiting(&found)));
    let mut opened = use_signal(|| None::<OpenedLock>);
    let mut code = use_signal(String::new);
    let mut working = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let heard = use_callback(move |said: Reopening| match said {
        Reopening::Opened(lock) => {
            opened.set(Some(lock));
            step.set(Step::NewPin);
        }
        Reopening::Waits(request) => step.set(Step::Waiting(request)),
    });
    let asking = setup.clone();
    let ask = move |_| {
        if code.read().trim().is_empty() {
            problem.set(Some(t("forgot-code-first")));
            return;
        }
        if working() {
            return;
        }
        let setup = asking.clone();
        problem.set(None);
        working.set(true);
        spawn(async move {
            let its_code = code.peek().clone();
            match device::ask_to_open(&setup, &its_code).await {
                Ok(said) => heard.call(said),
                Err(error) => problem.set(Some(why(&error))),
            }
            working.set(false);
        });
    };
    let chosen = move |digits: String| {
        let setup = setup.clone();
        let Ok(pin) = Pin::parse(&digits) else { return };
        let Some(lock) = opened.write().take() else { return };
        working.set(true);
        spawn(async move {
            match device::reopen(&setup, lock, &pin).await {
                Ok(device) => enter(door, &setup, device, false),
                // The same request is answered again.
                Err(error) => {
                    problem.set(Some(why(&error)));
                    step.set(Step::found(device::find_waiting(&setup)));
                    working.set(false);
                }
            }
        });
    };
    match step() {
        Step::NewPin => {
            return rsx! {
                NewPin { error: problem(), busy: working().then(|| t("forgot-working")), on_chosen: chosen }
            };
        }
        Step::Waiting(request) => {
            return rsx! {
                Waiting { device, request, on_back, on_heard: heard,
                    on_over: move |text| { problem.set(text); step.set(Step::Code) },
                }
            };
        }
        Step::Code => {}
    }
    let message =
        problem().map_or_else(|| (MessageKind::Hint, t("recovery-code-hint")), |text| (MessageKind::Error, text));
    rsx! {
        Screen {
            name: "forgot",
            bar: rsx! {
                Bar { title: t("forgot-title"), subtitle: t("forgot-subtitle"), on_back: move |()| on_back.call(()) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "forgot-go", busy: working(), onclick: ask, {t("forgot-go")} }
                }
            },
            div { class: "stack stack--5",
                p { {t("forgot-intro")} }
                TextField { id: "forgot-code", label: t("recovery-code"), class: "code", value: code(), message, autofocus: true,
                    oninput: move |typed| { problem.set(None); code.set(typed) },
                }
                Notice { kind: NoticeKind::Plain, icon: "shield-check", title: t("forgot-safe-title"), {t("forgot-safe")} }
                div { class: "panel", id: "forgot-device", Kv { rows: vec![(t("device-number"), device.to_string())] } }
            }
        }
    }
}

/// Why the store is not open, in words.
pub(super) fn why(error: &UnlockError) -> String {
    match error {
        UnlockError::Device(error) => error_text(error),
        UnlockError::Newer => t("unlock-newer"),
        _ => t("unlock-damaged"),
    }
}
