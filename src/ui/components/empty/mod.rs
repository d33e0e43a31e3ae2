//! A screen with nothing on it yet: a drawing, what it means and what to do.

use dioxus::prelude::*;

/// The drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Art {
    /// A house with a path: visits.
    Visit,
    /// A mast on a hill: no signal.
    NoSignal,
    /// A full basket: everything arrived.
    Found,
}

impl Art {
    /// Class and path of every stroke, as drawn in the design.
    fn strokes(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Visit => &[
                ("art-gold", "M18 104h124v6H18z"),
                ("art-fill", "M44 104V58h72v46z"),
                ("art-teal", "M34 60L80 22l46 38z"),
                ("art-line", "M34 60L80 22l46 38z"),
                ("art-soft", "M70 104V72h22v32z"),
                ("art-line", "M70 104V72h22v32M50 76h12v12H50zM100 76h10v12h-10z"),
                ("art-line", "M86 88v4"),
                ("art-gold", "M80 32l9 9-9 9-9-9z"),
            ],
            Self::NoSignal => &[
                ("art-soft", "M0 108q40-56 78-40t82 8v34H0z"),
                ("art-line", "M4 108q38-54 76-40t76 10"),
                ("art-teal", "M74 68l10-44 10 46z"),
                ("art-line", "M74 68l10-44 10 46M78 52h12M68 26a18 18 0 0 1 0-20M100 26a18 18 0 0 0 0-20M84 24v-8"),
                ("art-line", "M120 20l22 22m0-22l-22 22"),
                ("art-gold", "M20 112l6-6 6 6-6 6z"),
            ],
            Self::Found => &[
                ("art-fill", "M28 56h104l-14 50H42z"),
                ("art-line", "M34 72h92M38 88h84M56 58l6 46M80 58v46M104 58l-6 46"),
                ("art-teal", "M22 46h116v12H22z"),
                ("art-line", "M22 46h116v12H22zM46 46c6-40 62-40 68 0"),
                ("art-gold", "M80 64l8 8-8 8-8-8z"),
            ],
        }
    }
}

/// The empty state.
#[component]
pub fn Empty(
    /// The drawing.
    art: Art,
    /// What it means.
    title: String,
    /// What to do, in paragraphs.
    children: Element,
) -> Element {
    rsx! {
        div { class: "empty",
            svg { class: "art", view_box: "0 0 160 120", "aria-hidden": "true",
                for (class, d) in art.strokes() {
                    path { class: *class, d: *d }
                }
            }
            h2 { "{title}" }
            {children}
        }
    }
}
