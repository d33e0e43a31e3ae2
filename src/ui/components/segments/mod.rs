//! A row of two to four short settings of which one holds.

use dioxus::prelude::*;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Stable id of the button.
    pub id: String,
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Segment {
    /// Puts one together.
    pub fn new(id: impl Into<String>, value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), value: value.into(), label: label.into() }
    }
}

/// The row.
#[component]
pub fn Segments(
    /// Spoken name of the group.
    label: String,
    /// The settings.
    options: Vec<Segment>,
    /// The value that holds.
    selected: String,
    /// Another was chosen.
    on_select: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "seg", role: "group", "aria-label": label,
            for option in options {
                button {
                    key: "{option.id}",
                    r#type: "button",
                    id: "{option.id}",
                    "aria-pressed": if option.value == selected { "true" } else { "false" },
                    onclick: { let value = option.value.clone(); move |_| on_select.call(value.clone()) },
                    "{option.label}"
                }
            }
        }
    }
}
