//! The digits for a PIN, and the diamonds that show how many are in. The digits themselves are
//! never shown.

use dioxus::prelude::*;

use super::Icon;
use crate::ui::i18n::{t, t_with};

/// Digits of a PIN.
pub const PIN_LENGTH: usize = 6;

/// The pad.
#[component]
pub fn Keypad(
    /// A digit was pressed.
    on_digit: EventHandler<char>,
    /// The last digit is taken back.
    on_delete: EventHandler<()>,
    /// Nothing can be pressed.
    #[props(default)]
    disabled: bool,
) -> Element {
    let key = move |digit: char| {
        rsx! {
            button { r#type: "button", id: "key-{digit}", disabled, onclick: move |_| on_digit.call(digit), "{digit}" }
        }
    };
    rsx! {
        div { class: "keypad",
            for digit in '1'..='9' {
                {key(digit)}
            }
            span { class: "blank" }
            {key('0')}
            button {
                r#type: "button", id: "key-del", class: "blank", "aria-label": t("key-delete"), disabled,
                onclick: move |_| on_delete.call(()),
                Icon { name: "delete", class: "icon--lg" }
            }
        }
    }
}

/// The diamonds.
#[component]
pub fn PinDots(
    /// Digits in so far.
    filled: usize,
    /// The last PIN was wrong.
    #[props(default)]
    bad: bool,
) -> Element {
    rsx! {
        div {
            class: if bad { "pin pin--bad" } else { "pin" }, role: "img",
            "aria-label": t_with("pin-filled", &[("n", filled.into()), ("total", PIN_LENGTH.into())]),
            for dot in 0..PIN_LENGTH {
                i { class: if dot < filled { "on" } else { "" } }
            }
        }
    }
}
