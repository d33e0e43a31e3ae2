//! Step 3: the business.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::kbli;
use sambang_domain::survey::{Business, Legality, Line, Premises, Step, fields};

use crate::ui::components::{ChoiceOption, Choices, InputMode, Mask, MessageKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::visit::answer::{Answer, Digits, YearField, use_touched};
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::picker::PickField;
use crate::ui::visit::picking::{Choice, PickList};

/// How far back the list of years goes; older businesses are rare and may take the first.
const YEARS: i32 = 70;

fn lines() -> Vec<ChoiceOption> {
    let option = |line: &Line, label: String, icon| ChoiceOption { icon, ..ChoiceOption::new(line.as_str(), label) };
    vec![
        option(&Line::Food, t("line-food"), Some("cooking-pot")),
        option(&Line::Trade, t("line-trade"), Some("store")),
        option(&Line::Service, t("line-service"), Some("wrench")),
        option(&Line::Craft, t("line-craft"), Some("hammer")),
        option(&Line::Fashion, t("line-fashion"), Some("shirt")),
        option(&Line::Farming, t("line-farming"), Some("sprout")),
        option(&Line::Transport, t("line-transport"), Some("package-check")),
        option(&Line::Else, t("line-else"), Some("ellipsis")),
    ]
}

fn premises() -> Vec<ChoiceOption> {
    vec![
        ChoiceOption::new("home", t("premises-home")),
        ChoiceOption::new("stall", t("premises-stall")),
        ChoiceOption::new("mobile", t("premises-mobile")),
        ChoiceOption::new("online", t("premises-online")),
    ]
}

fn papers() -> Vec<ChoiceOption> {
    vec![
        ChoiceOption { sub: Some(t("legality-nib-more")), ..ChoiceOption::new("nib", t("legality-nib")) },
        ChoiceOption { sub: Some(t("legality-sku-more")), ..ChoiceOption::new("sku", t("legality-sku")) },
        ChoiceOption::new("none", t("legality-none")),
    ]
}

/// The step.
#[component]
pub(in crate::ui::visit) fn BusinessStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let business = view.survey.business.clone();
    let is_past = visit.is_past(Step::Business);
    let year = view.last_year();
    let has_paper = matches!(business.legality, Some(Legality::Nib | Legality::Sku));
    let [names, kinds, activities, years, places, papers_of, numbers] = std::array::from_fn(|_| visit.clone());
    rsx! {
        div { class: "stack stack--5",
            Answer {
                view: view.clone(), field: &fields::BUSINESS_NAME, hint: t("visit-business-name-hint"),
                value: business.name, optional: true, input_mode: InputMode::Words,
                on_text: move |text: String| names.save_later("business_name", move |survey| survey.business.name = text),
            }
            Kind { view: view.clone() }
            Choices {
                legend: t("answer-line"), name: "line", options: lines(), selected: business.line.map(String::from),
                message: view.verdict(fields::LINE.path, is_past),
                on_select: move |value: String| kinds.save_now(move |survey| survey.business.line = Some(value.into())),
            }
            Answer {
                view: view.clone(), field: &fields::ACTIVITY, hint: t("visit-activity-hint"),
                value: business.activity, max_len: 160,
                on_text: move |text: String| activities.save_later("activity", move |survey| survey.business.activity = text),
            }
            YearField {
                id: "since_year", label: t("answer-since-year"), years: (year - YEARS, year), selected: business.since_year,
                message: view.message(fields::SINCE_YEAR.path, is_past || business.since_year.is_some(), t("visit-since-hint")),
                on_select: move |year| years.save_now(move |survey| survey.business.since_year = year),
            }
            Choices {
                legend: t("answer-premises"), name: "premises", options: premises(), selected: business.premises.map(String::from),
                message: view.verdict(fields::PREMISES.path, is_past),
                on_select: move |value: String| places.save_now(move |survey| survey.business.premises = Some(Premises::from(value))),
            }
            Workers { view: view.clone() }
            Choices {
                legend: t("answer-legality"), name: "legality", options: papers(), selected: business.legality.clone().map(String::from),
                columns_one: true, message: view.verdict(fields::LEGALITY.path, is_past || business.legality.is_some()),
                on_select: move |value: String| papers_of.save_now(move |survey| survey.business.legality = Some(Legality::from(value))),
            }
            if has_paper {
                Answer {
                    view: view.clone(), field: &fields::LEGALITY_NUMBER,
                    hint: t("visit-legality-number-hint"), value: business.legality_number, optional: true, max_len: 60,
                    on_text: move |text: String| numbers.save_later("legality_number", move |survey| survey.business.legality_number = text),
                }
            }
        }
    }
}

/// What kind of business, found by everyday words. An entry of the list also answers the line of
/// business and, where the owner's words were not asked, the activity.
#[component]
fn Kind(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let kbli = view.survey.business.kbli.clone();
    let shown = kbli.as_ref().map(|kbli| {
        let name = kbli::find(&kbli.code).map_or("", |entry| entry.title);
        (
            name.to_owned(),
            t_with("visit-kbli-code", &[("code", kbli.code.clone().into()), ("edition", kbli.edition.clone().into())]),
        )
    });
    rsx! {
        PickField {
            id: "kbli", label: t("visit-kbli"), list: PickList::Business, optional: true, shown, empty: t("visit-kbli-none"),
            chosen: kbli.map(|kbli| kbli.code), message: (MessageKind::Hint, t("visit-kbli-hint")),
            on_choose: move |choice| visit.save_now(move |survey| take(&mut survey.business, choice)),
        }
    }
}

fn take(business: &mut Business, choice: Choice) {
    match choice {
        Choice::Words(words) => {
            business.kbli = None;
            business.activity = words;
        }
        Choice::Listed(code, typed) => {
            let Some(entry) = kbli::find(&code) else { return };
            // The owner's own words stay; those of an entry picked before do not.
            let before = business.kbli.as_ref().and_then(|kbli| kbli::find(&kbli.code));
            let from_list = before.is_some_and(|before| before.words.contains(&business.activity.as_str()));
            if business.activity.trim().is_empty() || from_list {
                entry.word_for(&typed).clone_into(&mut business.activity);
            }
            business.line = Some(entry.line.clone());
            business.kbli = Some(entry.stored());
        }
    }
}

/// A count of people, typed.
#[component]
fn Workers(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let touched = use_touched();
    let stored = view.survey.business.workers;
    let shown = touched.shown(stored.is_some(), visit.is_past(Step::Business));
    let leaving = visit.clone();
    rsx! {
        Digits {
            id: "workers", label: t("answer-workers"), mask: Mask::Three,
            value: stored.map(|count| count.to_string()).unwrap_or_default(),
            message: match view.message(fields::WORKERS.path, shown, t("visit-workers-hint")) {
                (MessageKind::Error, _) => (MessageKind::Error, t("visit-workers-not-number")),
                message => message,
            },
            on_text: move |text: String| {
                touched.typed();
                let count = text.parse().ok();
                visit.save_later("workers", move |survey| survey.business.workers = count);
            },
            on_left: move |()| {
                leaving.autosave.flush();
                touched.left();
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_answers_line_and_activity_and_leaves_the_owners_words() {
        let mut business = Business::default();
        take(&mut business, Choice::Listed("56104".into(), "goreng".into()));
        assert_eq!((business.line.clone(), business.activity.as_str()), (Some(Line::Food), "gorengan"));
        take(&mut business, Choice::Listed("14120".into(), "jahit".into()));
        assert_eq!((business.line.clone(), business.activity.as_str()), (Some(Line::Fashion), "penjahit"));
        business.activity = "jahit seragam sekolah".into();
        take(&mut business, Choice::Listed("14111".into(), String::new()));
        assert_eq!(business.activity, "jahit seragam sekolah");
        assert_eq!(business.kbli.as_ref().map(|kbli| kbli.code.as_str()), Some("14111"));
        take(&mut business, Choice::Words("ternak jangkrik".into()));
        assert_eq!((business.kbli, business.activity.as_str()), (None, "ternak jangkrik"));
    }
}
