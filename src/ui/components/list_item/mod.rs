//! A row of a list: one target, no button inside. And the heading of a list.

use dioxus::prelude::*;

use super::Icon;

/// The row; put it into `ul.list > li`.
#[component]
pub fn ListItem(
    /// First line.
    title: String,
    /// Second line.
    subtitle: Option<String>,
    /// Stable id.
    id: Option<String>,
    /// Which survey it opens.
    survey: Option<String>,
    /// That survey's delivery, as a word.
    delivery: Option<String>,
    /// Tapped.
    onclick: EventHandler<()>,
    /// The foot: a chip and what belongs to it.
    #[props(default = VNode::empty())]
    children: Element,
) -> Element {
    rsx! {
        a {
            class: "item", href: "#", id, "data-survey": survey, "data-delivery": delivery,
            onclick: move |event| { event.prevent_default(); onclick.call(()) },
            span { class: "item__main",
                span { class: "item__title", "{title}" }
                if let Some(subtitle) = subtitle.filter(|text| !text.is_empty()) {
                    span { class: "item__sub", "{subtitle}" }
                }
                span { class: "item__foot", {children} }
            }
            Icon { name: "chevron-right", class: "item__go" }
        }
    }
}

/// Heading of a list, with a count or a link at its right.
#[component]
pub fn SumHeader(
    /// The heading.
    title: String,
    /// At its right.
    #[props(default = VNode::empty())]
    children: Element,
) -> Element {
    rsx! {
        div { class: "sum-h",
            h2 { "{title}" }
            {children}
        }
    }
}
