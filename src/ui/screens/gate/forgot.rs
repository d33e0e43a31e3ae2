//! A forgotten PIN: a recovery code for this device opens the store again. Nothing is lost.
//!
//! Before the PIN the app knows no address, so the office's letter tells it: as one text, or typed beside the code.

use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use super::NewPin;
use crate::device::{self, Invitation, Pin, UnlockError};
use crate::ui::components::{Bar, Button, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::t;
use crate::ui::session::{error_text, use_setup};

/// The office's letter first, then the new PIN twice.
#[component]
pub fn Forgot(
    /// The device's id at the province, for which the office writes the code.
    device: DeviceId,
    /// Back to the PIN.
    on_back: EventHandler<()>,
) -> Element {
    let setup = use_setup();
    let door = use_context::<Signal<Door>>();
    let mut server = use_signal(String::new);
    let mut code = use_signal(String::new);
    let mut choosing = use_signal(|| false);
    let mut working = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let chosen = move |digits: String| {
        let setup = setup.clone();
        let Ok(pin) = Pin::parse(&digits) else { return };
        working.set(true);
        spawn(async move {
            let letter = letter(&server.peek(), &code.peek());
            match device::recover(&setup, &letter, &pin).await {
                Ok(device) => enter(door, &setup, device, false),
                Err(error) => {
                    problem.set(Some(match error {
                        UnlockError::Device(error) => error_text(&error),
                        UnlockError::Newer => t("unlock-newer"),
                        _ => t("unlock-damaged"),
                    }));
                    choosing.set(false);
                    working.set(false);
                }
            }
        });
    };
    if choosing() {
        return rsx! {
            NewPin { busy: working().then(|| t("forgot-working")), on_chosen: chosen }
        };
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
                    Button { id: "forgot-go", onclick: move |_| {
                            let letter = letter(&server.read(), &code.read());
                            if letter.server.is_empty() || letter.code.is_empty() {
                                problem.set(Some(t("enrol-both")));
                            } else {
                                choosing.set(true);
                            }
                        },
                        {t("forgot-go")} }
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
