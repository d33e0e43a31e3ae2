//! Counts that can be checked by hand, side by side.

use dioxus::prelude::*;

/// One count.
#[derive(Debug, Clone, PartialEq)]
pub struct TallyItem {
    /// Stable id.
    pub id: String,
    /// The number.
    pub count: u32,
    /// What is counted.
    pub label: String,
    /// Tapped.
    pub onclick: EventHandler<()>,
}

/// The counts.
#[component]
pub fn Tally(
    /// From left to right.
    items: Vec<TallyItem>,
) -> Element {
    rsx! {
        div { class: "tally",
            for item in items {
                a {
                    key: "{item.id}", id: "{item.id}", href: "#", role: "button",
                    onclick: move |event| { event.prevent_default(); item.onclick.call(()) },
                    b { "{item.count}" }
                    "{item.label}"
                }
            }
        }
    }
}
