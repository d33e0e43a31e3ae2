//! A problem or a complaint, and how far it is.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields;
use sambang_domain::survey::sections::ProblemStatus;

use super::parts::options;
use crate::ui::components::Choices;
use crate::ui::i18n::t;
use crate::ui::visit::answer::Answer;
use crate::ui::visit::context::{View, Visit};

/// The page. The status is asked once there is something to have one.
#[component]
pub(super) fn Problem(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let problem = view.survey.sections.problem.clone();
    let said = !problem.text.trim().is_empty();
    let [words, states, offices] = std::array::from_fn(|_| visit.clone());
    rsx! {
        Answer {
            view: view.clone(), field: &fields::PROBLEM_TEXT,
            hint: t("section-problem-hint"), value: problem.text, optional: true, multiline: true, max_len: 600,
            on_text: move |text: String| words.save_later("problem", move |survey| survey.sections.problem.say(text)),
        }
        if said {
            Choices {
                legend: t("answer-problem-status"), name: "problem_status", columns_one: true,
                selected: problem.status.clone().map(String::from),
                options: options(&fields::PROBLEM_STATUS),
                on_select: move |value: String| states.save_now(move |survey| survey.sections.problem.status = Some(value.into())),
            }
            if problem.status == Some(ProblemStatus::PassedOn) {
                Answer {
                    view, field: &fields::PASSED_TO,
                    hint: t("section-passed-to-hint"), value: problem.passed_to, optional: true,
                    on_text: move |text: String| offices.save_later("passed_to", move |survey| survey.sections.problem.passed_to = text),
                }
            }
        }
    }
}
