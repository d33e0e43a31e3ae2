//! A forgotten PIN: a recovery code for this device opens the store again. Nothing is lost.

use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use super::NewPin;
use crate::device::{self, Pin, UnlockError};
use crate::ui::components::{Bar, Button, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::t;
use crate::ui::session::{error_text, use_setup};

/// Code first, then the new PIN twice.
#[component]
pub fn Forgot(
    /// The device's id at the province, for which the office writes the code.
    device: DeviceId,
    /// Back to the PIN.
    on_back: EventHandler<()>,
) -> Element {
    let setup = use_setup();
    let door = use_context::<Signal<Door>>();
    let mut code = use_signal(String::new);
    let mut choosing = use_signal(|| false);
    let mut working = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let chosen = move |digits: String| {
        let setup = setup.clone();
        let Ok(pin) = Pin::parse(&digits) else { return };
        working.set(true);
        spawn(async move {
            let its_code = code.peek().trim().to_owned();
            match device::recover(&setup, &its_code, &pin).await {
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
                            if code.read().trim().is_empty() {
                                problem.set(Some(t("forgot-code-first")));
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
                Notice { kind: NoticeKind::Plain, icon: "shield-check", title: t("forgot-safe-title"), {t("forgot-safe")} }
                div { class: "panel", id: "forgot-device", Kv { rows: vec![(t("device-number"), device.to_string())] } }
            }
        }
    }
}
