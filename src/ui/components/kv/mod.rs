//! Facts: a term and what it is.

use dioxus::prelude::*;

/// A whole list of plain facts.
#[component]
pub fn Kv(
    /// Term and fact.
    rows: Vec<(String, String)>,
) -> Element {
    rsx! {
        dl { class: "kv",
            for (term, fact) in rows {
                KvRow { key: "{term}", term, "{fact}" }
            }
        }
    }
}

/// One fact inside `dl.kv`.
#[component]
pub fn KvRow(
    /// The term.
    term: String,
    /// Stable id of the fact.
    id: Option<String>,
    /// Classes of the fact.
    #[props(default)]
    class: String,
    /// The fact.
    children: Element,
) -> Element {
    rsx! {
        div {
            dt { "{term}" }
            dd { id, class: (!class.is_empty()).then_some(class), {children} }
        }
    }
}
