//! A switch: for settings that act at once, never in a form that is sent.

use dioxus::prelude::*;

/// The switch.
#[component]
pub fn Switch(
    /// Id of the input.
    id: String,
    /// What it switches.
    label: String,
    /// A line below it.
    sub: Option<String>,
    /// On.
    checked: bool,
    /// Switched.
    onchange: EventHandler<bool>,
) -> Element {
    rsx! {
        label { class: "switch",
            input { r#type: "checkbox", role: "switch", id: "{id}", name: "{id}", checked, onchange: move |event| onchange.call(event.checked()) }
            span { class: "switch__text",
                "{label}"
                if let Some(sub) = sub {
                    span { class: "choice__sub", "{sub}" }
                }
            }
            span { class: "switch__track", "aria-hidden": "true" }
        }
    }
}
