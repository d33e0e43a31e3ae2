//! A field that narrows a list down while one types, with a cross that empties it.

use dioxus::prelude::*;

use super::{Icon, LiveInput};
use crate::ui::i18n::t;

/// The field. Its cross has the id `<id>-clear`.
#[component]
pub fn SearchField(
    /// Stable id of the input.
    id: String,
    /// What may be typed.
    label: String,
    /// What is typed.
    value: String,
    /// The label stands above the field, beside other fields with labels.
    #[props(default)]
    show_label: bool,
    /// Every change.
    oninput: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "field",
            label { class: if show_label { "field__label" } else { "sr" }, r#for: "{id}", "{label}" }
            span { class: "affix",
                span { class: "affix__pre affix__pre--clear",
                    Icon { name: "search" }
                }
                LiveInput {
                    class: "input", id: id.clone(), r#type: "text", inputmode: "search",
                    placeholder: if show_label { "" } else { "{label}" }, value: value.clone(), oninput,
                }
                if !value.is_empty() {
                    button { r#type: "button", class: "affix__btn", id: "{id}-clear", "aria-label": t("clear-search"),
                        onclick: move |_| oninput.call(String::new()),
                        Icon { name: "x" }
                    }
                }
            }
        }
    }
}
