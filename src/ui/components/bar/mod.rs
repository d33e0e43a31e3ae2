//! The indigo bar on top of every screen: back, title, and the sync badge at the right.

use dioxus::prelude::*;

use super::{IconButton, SyncBadge};
use crate::ui::i18n::{t, t_with};

/// Where a visit stands: one diamond per step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The step on the screen, from 1.
    pub current: u8,
    /// How many there are.
    pub total: u8,
    /// Name of the current step.
    pub name: String,
    /// Steps before the current one with something to correct.
    pub errors: Vec<u8>,
}

/// The bar. Without `right` it shows the sync badge.
#[component]
pub fn Bar(
    /// The screen's heading.
    title: String,
    /// One line below it.
    subtitle: Option<String>,
    /// What the arrow does; no arrow without it.
    on_back: Option<EventHandler<()>>,
    /// Progress of a visit in place of the woven band.
    steps: Option<Steps>,
    /// In place of the sync badge.
    right: Option<Element>,
) -> Element {
    let class = if steps.is_some() { "bar bar--steps" } else { "bar" };
    rsx! {
        header { class,
            div { class: "bar__row",
                if let Some(back) = on_back {
                    IconButton { id: "back", icon: "arrow-left", label: t("back"), onclick: move |_| back.call(()) }
                }
                div { class: "bar__title",
                    h1 { id: "screen-title", tabindex: "-1", "{title}" }
                    if let Some(subtitle) = subtitle.filter(|text| !text.is_empty()) {
                        p { "{subtitle}" }
                    }
                }
                if let Some(right) = right {
                    {right}
                } else {
                    SyncBadge {}
                }
            }
            if let Some(steps) = steps {
                Progress { steps }
            }
        }
    }
}

#[component]
fn Progress(steps: Steps) -> Element {
    let Steps { current, total, name, errors } = steps;
    let mut label = t_with("step-of", &[("step", current.into()), ("total", total.into())]);
    if !errors.is_empty() {
        let list = errors.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        label = format!("{label}, {}", t_with("steps-incomplete", &[("steps", list.into())]));
    }
    rsx! {
        div { class: "steps",
            div { class: "steps__line", role: "img", "aria-label": label,
                for step in 1..=total {
                    if step > 1 {
                        span { class: if step <= current { "steps__thread steps__thread--done" } else { "steps__thread" } }
                    }
                    span { class: dot(step, current, &errors) }
                }
            }
            p { class: "steps__text",
                {t_with("step-of", &[("step", current.into()), ("total", total.into())])}
                " · "
                b { "{name}" }
            }
        }
    }
}

fn dot(step: u8, current: u8, errors: &[u8]) -> &'static str {
    match step {
        _ if step == current => "steps__dot steps__dot--now",
        _ if errors.contains(&step) => "steps__dot steps__dot--err",
        _ if step < current => "steps__dot steps__dot--done",
        _ => "steps__dot",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_with_errors_keeps_its_hole_and_the_current_one_stays_white() {
        assert_eq!(dot(1, 3, &[2]), "steps__dot steps__dot--done");
        assert_eq!(dot(2, 3, &[2]), "steps__dot steps__dot--err");
        assert_eq!(dot(3, 3, &[3]), "steps__dot steps__dot--now");
        assert_eq!(dot(4, 3, &[]), "steps__dot");
    }
}
