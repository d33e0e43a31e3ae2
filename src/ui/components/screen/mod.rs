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
    /// For a tablet: bar and dock stay, the main part scrolls by itself. On a phone like the others.
    #[props(default)]
    wide: bool,
    /// What taps are about, where the next page looks the same: see [`super::settle`].
    subject: Option<String>,
    /// On top.
    bar: Element,
    /// At the foot.
    dock: Option<Element>,
    /// The main part.
    children: Element,
) -> Element {
    let (frame, main) = match (wide, flush) {
        (false, false) => ("app", "app__main"),
        (false, true) => ("app", "app__main app__main--flush"),
        (true, false) => ("tab-app", "tab-app__main"),
        (true, true) => ("tab-app", "tab-app__flush"),
    };
    rsx! {
        div { class: frame,
            {bar}
            main { class: main, "data-screen": name, "data-subject": subject, {children} }
            if let Some(dock) = dock {
                {dock}
            }
        }
    }
}
