//! One of a short list of settings, chosen in the system's own menu: for filters.

use dioxus::prelude::*;

/// The menu.
#[component]
pub fn Select(
    /// Stable id of the control.
    id: String,
    /// Above it.
    label: String,
    /// What is stored and what is read, in order.
    options: Vec<(String, String)>,
    /// What is stored of the one that holds.
    selected: String,
    /// Another was chosen.
    on_select: EventHandler<String>,
) -> Element {
    rsx! {
        div { class: "field",
            label { class: "field__label", r#for: "{id}", "{label}" }
            select {
                class: "input", id: "{id}", onchange: move |event| on_select.call(event.value()),
                for (value, name) in options {
                    option { key: "{value}", value: "{value}", selected: value == selected, "{name}" }
                }
            }
        }
    }
}
