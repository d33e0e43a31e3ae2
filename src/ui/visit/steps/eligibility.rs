//! Step 6: the programme's questions, one fact each. No answer is chosen beforehand, and none is
//! refused: who may be proposed is for the supervisor to decide.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::programme::Question;
use sambang_domain::survey::{Answer, Step, fields};

use crate::ui::components::{ChoiceOption, Choices, MessageKind, Notice, NoticeKind};
use crate::ui::i18n::{t, text_of};
use crate::ui::visit::answer::YearField;
use crate::ui::visit::context::{View, Visit};

/// The first year in which the grant was paid.
const FIRST_YEAR: i32 = 2020;

/// How many questions have no answer.
pub(in crate::ui::visit) fn unanswered(view: &View) -> usize {
    view.programme.questions.iter().filter(|question| !view.survey.eligibility.contains_key(&question.id)).count()
}

/// The step.
#[component]
pub(in crate::ui::visit) fn EligibilityStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    rsx! {
        div { class: "stack stack--5",
            p { class: "muted", {t("visit-ask-each")} }
            for question in view.programme.questions.clone() {
                Asked { key: "{question.id}", view: view.clone(), question }
            }
        }
    }
}

#[component]
fn Asked(view: Rc<View>, question: Question) -> Element {
    let visit = use_context::<Visit>();
    let answer = view.survey.eligibility.get(&question.id).cloned();
    let path = fields::ELIGIBILITY.of(&question.id);
    let unanswered = answer.is_none() && visit.is_past(Step::Eligibility);
    let hint = text_of(&question.hint);
    // Only a missing answer is said here; a missing year is said at the year, a doubt in the notice.
    let message = match view.message(&path, unanswered, hint) {
        (MessageKind::Hint, words) if words.is_empty() => None,
        (MessageKind::Error, _) => Some((MessageKind::Error, t("finding-required-choice-do"))),
        message => Some(message),
    };
    let excluded = answer.as_ref().is_some_and(|answer| question.eligible.is_some_and(|fits| fits != answer.yes));
    let asks_year = question.asks_year && answer.as_ref().is_some_and(|answer| answer.yes);
    let id = question.id.clone();
    rsx! {
        div { class: "stack stack--2",
            Choices {
                legend: text_of(&question.ask), name: "q-{question.id}", message,
                options: vec![ChoiceOption::new("yes", t("visit-yes")), ChoiceOption::new("no", t("visit-no"))],
                selected: answer.as_ref().map(|answer| if answer.yes { "yes" } else { "no" }.to_owned()),
                on_select: move |value: String| {
                    let id = id.clone();
                    visit.save_now(move |survey| {
                        let answer = survey.eligibility.entry(id).or_insert_with(blank);
                        answer.yes = value == "yes";
                        if !answer.yes {
                            answer.year = None;
                        }
                    });
                },
            }
            if asks_year {
                YearOf { view: view.clone(), question: question.clone() }
            }
            if excluded {
                Notice { kind: NoticeKind::Warn, title: t("visit-not-eligible"), {text_of(&question.warning)} }
            }
        }
    }
}

fn blank() -> Answer {
    Answer { yes: true, year: None, unknown: serde_json::Map::new() }
}

#[component]
fn YearOf(view: Rc<View>, question: Question) -> Element {
    let visit = use_context::<Visit>();
    let path = fields::ELIGIBILITY.of(&question.id);
    let selected = view.survey.eligibility.get(&question.id).and_then(|answer| answer.year);
    let found = view.survey.eligibility.contains_key(&question.id)
        && view.finding(&path).is_some_and(|found| found.code.topic() == "year");
    let shown = found && (selected.is_some() || visit.is_past(Step::Eligibility));
    let id = question.id.clone();
    rsx! {
        YearField {
            id: "year-{question.id}", label: t("visit-ask-year"), selected,
            years: (FIRST_YEAR, view.last_year()),
            message: view.message(&path, shown, t("visit-ask-year-hint")),
            on_select: move |year| {
                let id = id.clone();
                visit.save_now(move |survey| survey.eligibility.entry(id).or_insert_with(blank).year = year);
            },
        }
    }
}
