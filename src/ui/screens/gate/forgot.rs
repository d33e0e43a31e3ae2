//! A forgotten PIN: a recovery code for this device opens the store again, at once or when the office has agreed.
//! Nothing is lost.
//!
//! Before the PIN the app knows no address, so the office's letter tells it: as one text, or typed beside the code.

use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use super::NewPin;
use super::waiting::Waiting;
use crate::device::{self, Invitation, OpenedLock, Pin, RecoveryWaiting, Reopening, UnlockError};
use crate::ui::components::{Bar, Button, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::t;
use crate::ui::session::{error_text, use_setup};

/// How far it has come.
#[derive(Clone, PartialEq)]
enum Step {
    /// The letter is typed.
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

/// The office's letter first, then perhaps waiting, then the new PIN twice.
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
    let mut server = use_signal(String::new);
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
        let letter = letter(&server.read(), &code.read());
        if letter.server.is_empty() || letter.code.is_empty() {
            problem.set(Some(t("enrol-both")));
            return;
        }
        if working() {
            return;
        }
        let setup = asking.clone();
        problem.set(None);
        working.set(true);
        spawn(async move {
            match device::ask_to_open(&setup, &letter).await {
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
                TextField { id: "forgot-server", label: t("enrol-server"), value: server(), placeholder: "https://",
                    message: (MessageKind::Hint, t("forgot-server-hint")),
                    oninput: move |typed| { problem.set(None); server.set(typed) },
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

/// What was typed: the letter's whole text in the place of the code, or address and code.
fn letter(server: &str, code: &str) -> Invitation {
    Invitation::parse(code).unwrap_or_else(|| Invitation::alone(server.trim(), code.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_of_a_letter_tells_the_address_and_a_code_alone_takes_the_typed_one() {
        let whole = letter("", " sambang:https://a.example#KX7M4P2DQR ");
        assert_eq!((whole.server.as_str(), whole.code.as_str()), ("https://a.example", "KX7M4P2DQR"));
        let typed = letter(" https://b.example ", " KX7M4P2DQR ");
        assert_eq!((typed.server.as_str(), typed.code.as_str()), ("https://b.example", "KX7M4P2DQR"));
        assert!(letter("", "KX7M4P2DQR").server.is_empty());
    }
}
