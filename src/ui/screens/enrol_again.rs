//! Enrolling this device again with its old key: the province does not know it any more, or blocked it.

use dioxus::prelude::*;

use crate::ui::components::{Bar, Button, Dock, Kv, MessageKind, Notice, NoticeKind, Screen, TextField};
use crate::ui::i18n::t;
use crate::ui::route::leave;
use crate::ui::session::{error_text, use_device};

/// The screen: a code from the office, and what the office may ask for.
#[component]
pub fn EnrolAgain() -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let mut code = use_signal(String::new);
    let mut working = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let person = device.person().inspect_err(|error| tracing::error!(%error, "cannot read the person")).ok();
    let rows = person
        .map(|person| vec![(t("settings-person"), person.name.clone()), (t("enrol-again-id"), person.id.to_string())]);
    let go = move |_| {
        if code.read().trim().is_empty() {
            problem.set(Some(t("forgot-code-first")));
            return;
        }
        working.set(true);
        let device = device.clone();
        spawn(async move {
            let typed = code.peek().clone();
            match device.enrol_again(&typed).await {
                Ok(()) => leave(&navigator),
                Err(error) => problem.set(Some(error_text(&error))),
            }
            working.set(false);
        });
    };
    let message =
        problem().map_or_else(|| (MessageKind::Hint, t("enrol-code-hint")), |text| (MessageKind::Error, text));
    rsx! {
        Screen {
            name: "enrol-again",
            bar: rsx! {
                Bar { title: t("enrol-again-title"), subtitle: t("forgot-subtitle"), on_back: move |()| leave(&navigator) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "enrol-again-go", busy: working(), onclick: go,
                        {if working() { t("enrol-asking") } else { t("enrol-again-go") }}
                    }
                }
            },
            div { class: "stack stack--5",
                p { {t("enrol-again-intro")} }
                TextField { id: "enrol-again-code", label: t("enrol-code"), class: "code", value: code(), message, autofocus: true,
                    oninput: move |typed| { problem.set(None); code.set(typed) },
                }
                Notice { kind: NoticeKind::Plain, icon: "shield-check", title: t("forgot-safe-title"), {t("enrol-again-safe")} }
                if let Some(rows) = rows {
                    div { class: "panel", Kv { rows } }
                }
            }
        }
    }
}
