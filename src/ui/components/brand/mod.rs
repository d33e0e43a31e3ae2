//! The logo, and the frame of the screens before the lock opens.

use dioxus::prelude::*;

/// A door inside a stepped diamond, with the name.
#[component]
pub fn Brand(
    /// For a screen that shows little else.
    #[props(default)]
    large: bool,
) -> Element {
    rsx! {
        div { class: if large { "brand brand--lg" } else { "brand" },
            svg { view_box: "0 0 48 48", "aria-hidden": "true",
                path {
                    d: "M21 1h6v3h3v3h3v3h3v3h3v3h3v3h3v3h2v6h-2v3h-3v3h-3v3h-3v3h-3v3h-3v3h-3v3h-3v2h-6v-2h-3v-3h-3v-3h-3v-3h-3v-3H9v-3H6v-3H3v-3H1v-6h2v-3h3v-3h3v-3h3v-3h3V7h3V4h3z",
                    fill: "var(--c-gold)",
                }
                path { d: "M14 23.500L24 14l10 9.500V36H14z", fill: "var(--c-brand-2)" }
                path { d: "M20 36V25h8v11z", fill: "var(--c-gold)" }
                circle { cx: "26", cy: "31", r: "1.300", fill: "var(--c-brand-2)" }
            }
            b { "Sambang" }
        }
    }
}

/// The indigo frame with the woven cloth on top.
#[component]
pub fn Gate(
    /// Name for tests: `main[data-screen=...]`.
    name: String,
    /// What stands in it.
    children: Element,
) -> Element {
    rsx! {
        div { class: "gate",
            div { class: "cloth", "aria-hidden": "true" }
            main { class: "gate__body", "data-screen": name,
                Brand {}
                {children}
            }
        }
    }
}
