//! Entering the text by which the office tells that its server has moved.

use dioxus::prelude::*;

use crate::ui::components::{Button, ButtonKind, InputMode, MessageKind, TextField};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::{error_text, use_device};

/// The address, and a field for the text.
#[component]
pub(super) fn ServerMove() -> Element {
    let device = use_device();
    let server = device.server().unwrap_or_default();
    let mut text = use_signal(String::new);
    let mut told = use_signal(|| None::<(MessageKind, String)>);
    let go = move |_| {
        let typed = text.peek().clone();
        let answer = match device.move_server(&typed) {
            Ok(server) => {
                text.set(String::new());
                (MessageKind::Ok, t_with("server-moved", &[("server", server.into())]))
            }
            Err(error) => (MessageKind::Error, error_text(&error)),
        };
        told.set(Some(answer));
    };
    rsx! {
        section { class: "stack stack--2",
            h2 { {t("server-title")} }
            p { class: "small muted", "{server}" }
            TextField {
                id: "server-move", label: t("server-move"), value: text(), input_mode: InputMode::Text, max_len: 2000,
                message: told().unwrap_or_else(|| (MessageKind::Hint, t("server-move-hint"))),
                oninput: move |typed| text.set(typed), onblur: move |()| {},
            }
            Button { id: "server-move-go", kind: ButtonKind::Second, disabled: text.read().trim().is_empty(), onclick: go, {t("server-move-go")} }
        }
    }
}
