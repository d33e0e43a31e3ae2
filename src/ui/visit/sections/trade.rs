//! Turnover, and how the business is doing.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields;

use super::parts::{Amount, YesNo, options};
use crate::ui::components::{Choices, Message, MessageKind};
use crate::ui::i18n::t;
use crate::ui::visit::answer::Answer;
use crate::ui::visit::context::{View, Visit};

/// The page.
#[component]
pub(super) fn Turnover(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let turnover = view.survey.sections.turnover.clone();
    let (kind, words) = view.message(fields::TURNOVER.path, true, "");
    let [before, after, doing, changed, from] = std::array::from_fn(|_| visit.clone());
    rsx! {
        Amount {
            id: "before_rupiah", label: t("answer-before-rupiah"), amount: turnover.before_rupiah,
            on_amount: move |amount| before.save_later("before_rupiah", move |survey| survey.sections.turnover.before_rupiah = amount),
        }
        Amount {
            id: "now_rupiah", label: t("answer-now-rupiah"), amount: turnover.now_rupiah,
            on_amount: move |amount| after.save_later("now_rupiah", move |survey| survey.sections.turnover.now_rupiah = amount),
        }
        if kind != MessageKind::Hint {
            div { class: kind.field_class(), Message { kind, text: words } }
        }
        Choices {
            legend: t("answer-doing"), name: "doing", selected: turnover.doing.map(String::from),
            options: options(&fields::DOING),
            on_select: move |value: String| doing.save_now(move |survey| survey.sections.turnover.doing = Some(value.into())),
        }
        YesNo {
            field: &fields::CHANGED, answer: turnover.changed,
            on_answer: move |yes| changed.save_now(move |survey| {
                let turnover = &mut survey.sections.turnover;
                turnover.changed = Some(yes);
                if !yes {
                    turnover.changed_from.clear();
                }
            }),
        }
        if turnover.changed == Some(true) {
            Answer {
                view, field: &fields::CHANGED_FROM,
                hint: t("section-changed-from-hint"), value: turnover.changed_from, optional: true,
                on_text: move |text: String| from.save_later("changed_from", move |survey| survey.sections.turnover.changed_from = text),
            }
        }
    }
}
