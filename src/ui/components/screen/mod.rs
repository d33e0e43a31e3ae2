//! The frame of a screen: bar, main part, dock.

use dioxus::prelude::*;

/// The frame.
#[component]
pub fn Screen(
    /// Name for tests: `main[data-screen=...]`.
    name: String,
    /// The main part reaches the edges: for lists.
    #[props(default)]
    flush: bool,
    /// On top.
    bar: Element,
    /// At the foot.
    dock: Option<Element>,
    /// The main part.
    children: Element,
) -> Element {
    rsx! {
        div { class: "app",
            {bar}
            main { class: if flush { "app__main app__main--flush" } else { "app__main" }, "data-screen": name, {children} }
            if let Some(dock) = dock {
                {dock}
            }
        }
    }
}
