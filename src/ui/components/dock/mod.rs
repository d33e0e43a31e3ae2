//! The foot of a screen, under the thumb: a note, then at most two buttons with the primary right.

use dioxus::prelude::*;

/// The dock.
#[component]
pub fn Dock(
    /// One line above the buttons.
    note: Option<String>,
    /// The buttons.
    children: Element,
) -> Element {
    rsx! {
        footer { class: "dock",
            if let Some(note) = note {
                p { class: "dock__note", "{note}" }
            }
            div { class: "dock__row", {children} }
        }
    }
}
