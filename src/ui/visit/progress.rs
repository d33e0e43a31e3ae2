//! The bar of a visit: title, whose visit it is, whether it is saved, and the eight diamonds. Every
//! diamond leads to its step; the visit may be filled in any order.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::Step;
use sambang_words::names;

use super::context::{View, Visit};
use crate::ui::components::{IconButton, Saved};
use crate::ui::i18n::{language, t, t_with};

fn dot(step: Step, current: Step, furthest: Step, wrong: bool) -> &'static str {
    match step {
        _ if step == current => "steps__dot steps__dot--now",
        _ if step <= furthest && wrong => "steps__dot steps__dot--err",
        _ if step <= furthest => "steps__dot steps__dot--done",
        _ => "steps__dot",
    }
}

/// The bar.
#[component]
pub(super) fn VisitBar(
    /// What is stored.
    view: Rc<View>,
    /// The arrow.
    on_back: EventHandler<()>,
) -> Element {
    let visit = use_context::<Visit>();
    let (current, furthest) = ((visit.step)(), (visit.furthest)());
    let name = view.survey.identity.name.trim();
    let subtitle = match (current, name) {
        (Step::Notice, "") => t("visit-read-aloud"),
        (_, "") => t("visit-no-name"),
        (_, name) => name.to_owned(),
    };
    rsx! {
        header { class: "bar bar--steps",
            div { class: "bar__row",
                IconButton { id: "back", icon: "arrow-left", label: t("visit-back"), onclick: move |_| on_back.call(()) }
                div { class: "bar__title",
                    h1 { id: "screen-title", tabindex: "-1", {t(&format!("visit-title-{}", current.number()))} }
                    p { "{subtitle}" }
                }
                Saved { state: visit.save_state() }
            }
            nav { class: "steps",
                div { class: "steps__line", "aria-hidden": "true",
                    for step in Step::ALL {
                        if step > Step::Notice {
                            span { class: if step <= furthest { "steps__thread steps__thread--done" } else { "steps__thread" } }
                        }
                        span { class: dot(step, current, furthest, view.has_errors(step)) }
                    }
                }
                p { class: "steps__text",
                    {t_with("step-of", &[("step", current.number().into()), ("total", Step::COUNT.into())])}
                    " · "
                    b { {names::step(language(), current)} }
                }
                div { class: "steps__jumps",
                    for step in Step::ALL {
                        Jump { key: "{step.number()}", step, wrong: step <= furthest && view.has_errors(step) }
                    }
                }
            }
        }
    }
}

#[component]
fn Jump(step: Step, wrong: bool) -> Element {
    let visit = use_context::<Visit>();
    let here = (visit.step)() == step;
    let mut label =
        t_with("visit-go-to-step", &[("step", step.number().into()), ("name", names::step(language(), step).into())]);
    if wrong {
        label = format!("{label}, {}", t_with("steps-incomplete", &[("steps", step.number().into())]));
    }
    rsx! {
        button {
            r#type: "button", id: "step-{step.number()}", "aria-label": label, "aria-current": here.then_some("step"),
            onclick: move |_| visit.go(step),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seen_step_is_done_or_has_a_hole_and_an_unseen_one_is_neither() {
        assert_eq!(dot(Step::Identity, Step::Identity, Step::Photos, true), "steps__dot steps__dot--now");
        assert_eq!(dot(Step::Business, Step::Identity, Step::Photos, true), "steps__dot steps__dot--err");
        assert_eq!(dot(Step::Photos, Step::Identity, Step::Photos, false), "steps__dot steps__dot--done");
        assert_eq!(dot(Step::Eligibility, Step::Identity, Step::Photos, true), "steps__dot");
    }
}
