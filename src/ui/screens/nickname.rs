//! What the person is greeted with before the PIN. Nothing else of them can be read then.

use dioxus::prelude::*;

use crate::ui::components::{Button, ButtonKind, MessageKind, TextField};
use crate::ui::i18n::t;
use crate::ui::session::{error_text, use_device};

/// The nickname, in the settings.
#[component]
pub(super) fn Nickname() -> Element {
    let device = use_device();
    let kept = device.nickname().inspect_err(|error| tracing::error!(%error, "cannot read the nickname"));
    let mut typed = use_signal(|| kept.ok().flatten().unwrap_or_default());
    let mut told = use_signal(|| None::<(MessageKind, String)>);
    let keep = move |_| {
        told.set(Some(match device.set_nickname(&typed.peek()) {
            Ok(()) => (MessageKind::Ok, t("nickname-kept")),
            Err(error) => (MessageKind::Error, error_text(&error)),
        }));
    };
    rsx! {
        section { class: "stack stack--2",
            h2 { {t("nickname")} }
            TextField {
                id: "nickname", label: t("nickname"), hide_label: true, value: typed(), max_len: 20,
                message: told().unwrap_or_else(|| (MessageKind::Hint, t("nickname-hint"))),
                oninput: move |text| { told.set(None); typed.set(text) },
            }
            Button { id: "nickname-keep", kind: ButtonKind::Second, onclick: keep, {t("nickname-keep")} }
        }
    }
}
