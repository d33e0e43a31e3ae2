//! Credit, other aid, and the cooperative.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields;
use sambang_domain::survey::sections::{CreditKind, RegionalAid};

use super::parts::{YesNo, options};
use crate::ui::components::{CheckChoice, Choices, Message, MessageKind, TextField};
use crate::ui::i18n::{t, t_code};
use crate::ui::visit::answer::Answer;
use crate::ui::visit::context::{View, Visit};

/// Credit and other aid.
#[component]
pub(super) fn Aid(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let aid = view.survey.sections.aid.clone();
    let (kind, words) = view.message(fields::AID.path, true, "");
    let [runs, training, social, regional, named] = std::array::from_fn(|_| visit.clone());
    rsx! {
        YesNo {
            field: &fields::HAS_CREDIT, answer: aid.has_credit,
            on_answer: move |yes| runs.save_now(move |survey| {
                let aid = &mut survey.sections.aid;
                aid.has_credit = Some(yes);
                if !yes {
                    aid.credits.clear();
                }
            }),
        }
        if aid.has_credit == Some(true) {
            fieldset { class: "field", id: "credits",
                legend { class: "field__label field__legend", {t("answer-credits")} }
                div { class: "stack stack--2",
                    for kind in CreditKind::KNOWN {
                        Loan { key: "{kind.as_str()}", view: view.clone(), kind: kind.clone() }
                    }
                }
            }
        }
        if kind != MessageKind::Hint {
            div { class: kind.field_class(), Message { kind, text: words } }
        }
        Choices {
            legend: t("answer-prakerja"), name: "prakerja", columns_one: true, selected: aid.prakerja.map(String::from),
            options: options(&fields::PRAKERJA),
            on_select: move |value: String| training.save_now(move |survey| survey.sections.aid.prakerja = Some(value.into())),
        }
        YesNo {
            field: &fields::KEMENSOS, answer: aid.kemensos,
            on_answer: move |yes| social.save_now(move |survey| survey.sections.aid.kemensos = Some(yes)),
        }
        Choices {
            legend: t("answer-regional"), name: "regional", columns_one: true, selected: aid.regional.clone().map(String::from),
            options: options(&fields::REGIONAL),
            on_select: move |value: String| regional.save_now(move |survey| {
                let aid = &mut survey.sections.aid;
                aid.regional = Some(value.into());
                if aid.regional == Some(RegionalAid::None) {
                    aid.regional_name.clear();
                }
            }),
        }
        if matches!(aid.regional, Some(RegionalAid::Cart | RegionalAid::Else)) {
            Answer {
                view, field: &fields::REGIONAL_NAME,
                hint: t("section-regional-name-hint"), value: aid.regional_name, optional: true,
                on_text: move |text: String| named.save_later("regional_name", move |survey| survey.sections.aid.regional_name = text),
            }
        }
    }
}

/// One kind of loan: a box, and who lent once it is ticked.
#[component]
fn Loan(view: Rc<View>, kind: CreditKind) -> Element {
    let visit = use_context::<Visit>();
    let loan = view.survey.sections.aid.credit(&kind).cloned();
    let (naming, leaving) = (visit.clone(), visit.clone());
    let (ticked, lent_by) = (kind.clone(), kind.clone());
    rsx! {
        CheckChoice {
            id: "credit-{kind.as_str()}", label: t_code("credit", kind.as_str()), checked: loan.is_some(),
            onchange: move |on| {
                let kind = ticked.clone();
                visit.save_now(move |survey| survey.sections.aid.set_credit(kind, on));
            },
        }
        if let Some(loan) = loan {
            TextField {
                id: "lender-{kind.as_str()}", label: t("section-lender"), value: loan.lender, optional: true, max_len: 80,
                message: Some((MessageKind::Hint, t("section-lender-hint"))),
                oninput: move |text: String| {
                    let kind = lent_by.clone();
                    let change = move |survey: &mut sambang_domain::survey::Survey| {
                        let credits = survey.sections.aid.credits.iter_mut();
                        for credit in credits.filter(|credit| credit.kind.as_ref() == Some(&kind)) {
                            credit.lender.clone_from(&text);
                        }
                    };
                    naming.autosave.save_later(&format!("lender-{}", lent_by.as_str()), Box::new(change));
                },
                onblur: move |()| leaving.autosave.flush(),
            }
        }
    }
}

/// The cooperative.
#[component]
pub(super) fn Cooperative(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let cooperative = view.survey.sections.cooperative.clone();
    let [who, belongs, names, cards] = std::array::from_fn(|_| visit.clone());
    rsx! {
        Choices {
            legend: t("answer-respondent"), name: "respondent", selected: cooperative.respondent.map(String::from),
            options: options(&fields::RESPONDENT),
            on_select: move |value: String| who.save_now(move |survey| survey.sections.cooperative.respondent = Some(value.into())),
        }
        YesNo {
            field: &fields::MEMBER, answer: cooperative.member,
            on_answer: move |yes| belongs.save_now(move |survey| {
                let cooperative = &mut survey.sections.cooperative;
                cooperative.member = Some(yes);
                if !yes {
                    cooperative.name.clear();
                    cooperative.card_number.clear();
                }
            }),
        }
        if cooperative.member == Some(true) {
            Answer {
                view: view.clone(), field: &fields::COOPERATIVE_NAME,
                hint: t("section-cooperative-name-hint"), value: cooperative.name, optional: true,
                on_text: move |text: String| names.save_later("cooperative_name", move |survey| survey.sections.cooperative.name = text),
            }
            Answer {
                view, field: &fields::COOPERATIVE_CARD,
                hint: t("section-cooperative-card-hint"), value: cooperative.card_number, optional: true, max_len: 40,
                on_text: move |text: String| cards.save_later("cooperative_card", move |survey| survey.sections.cooperative.card_number = text),
            }
        }
    }
}
