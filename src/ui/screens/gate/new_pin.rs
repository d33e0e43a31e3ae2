//! A PIN chosen by entering it twice; too simple ones are refused at once.

use dioxus::prelude::*;

use super::PinEntry;
use crate::device::{Pin, PinError};
use crate::ui::i18n::t;

/// Asks for a PIN twice.
#[component]
pub fn NewPin(
    /// For whom.
    #[props(default)]
    subtitle: String,
    /// Why the last attempt failed.
    error: Option<String>,
    /// What is happening with the chosen PIN.
    busy: Option<String>,
    /// The chosen PIN's six digits, which [`Pin::parse`] takes.
    on_chosen: EventHandler<String>,
    /// Below the pad.
    children: Element,
) -> Element {
    let mut first = use_signal(|| None::<String>);
    let mut refused = use_signal(|| None::<String>);
    let again = first.read().is_some();
    let entered = move |digits: String| {
        refused.set(None);
        let earlier = first.take();
        match (Pin::parse(&digits), earlier) {
            (Err(PinError::TooSimple), _) => refused.set(Some(t("pin-too-simple"))),
            (Err(_), _) => refused.set(Some(t("pin-six-digits"))),
            (Ok(_), None) => first.set(Some(digits)),
            (Ok(_), Some(earlier)) if earlier == digits => on_chosen.call(digits),
            (Ok(_), Some(_)) => refused.set(Some(t("pin-differs"))),
        }
    };
    rsx! {
        PinEntry {
            title: if again { t("pin-again") } else { t("pin-new") },
            subtitle,
            error: refused().or(error),
            busy,
            on_done: entered,
            p { class: "small muted gate__foot", {t("pin-new-hint")} }
            {children}
        }
    }
}
