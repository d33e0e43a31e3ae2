//! The foot of a screen, under the thumb: a note, then at most two buttons with the primary right.

use dioxus::prelude::*;

/// The dock.
#[component]
pub fn Dock(
    /// One line above the buttons.
    note: Option<String>,
    /// For a tablet: the note at the left of the buttons.
    #[props(default)]
    wide: bool,
    /// The buttons.
    children: Element,
) -> Element {
    rsx! {
        footer { class: "dock",
            if wide {
                div { class: "dock__wide",
                    span { class: "small muted", {note.unwrap_or_default()} }
                    div { class: "acts", {children} }
                }
            } else {
                if let Some(note) = note {
                    p { class: "dock__note", "{note}" }
                }
                div { class: "dock__row", {children} }
            }
        }
    }
}
