//! Step 4: where the business is. A missing position never keeps a visit from being finished.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{Step, fields};

use super::position_fix::{ManualPosition, PositionFix};
use crate::ui::components::{ChoiceOption, Choices};
use crate::ui::i18n::t;
use crate::ui::visit::answer::Answer;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::map::PositionMap;
use crate::ui::visit::village_picker::VillageField;

/// The step.
#[component]
pub(in crate::ui::visit) fn PositionStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let business = view.survey.business.clone();
    let elsewhere = business.same_as_home == Some(false);
    let [answers, landmarks] = std::array::from_fn(|_| visit.clone());
    rsx! {
        div { class: "stack stack--5",
            div { class: "stack stack--2",
                PositionMap { position: view.survey.position.clone() }
                p { class: "small muted", {t("visit-map-note")} }
            }
            PositionFix { view: view.clone() }
            ManualPosition { view: view.clone() }
            Choices {
                legend: t("answer-same-as-home"), name: "same_as_home", columns_one: true,
                options: same_or_not(&view),
                selected: business.same_as_home.map(|same| if same { "yes" } else { "no" }.to_owned()),
                message: view.verdict(fields::SAME_AS_HOME.path, visit.is_past(Step::Position)),
                on_select: move |value: String| answers.save_now(move |survey| survey.business.same_as_home = Some(value == "yes")),
            }
            if elsewhere {
                OtherAddress { view: view.clone() }
            }
            Answer {
                view: view.clone(), field: &fields::LANDMARK, hint: t("visit-landmark-hint"),
                value: business.landmark, optional: true, max_len: 160,
                on_text: move |text: String| landmarks.save_later("landmark", move |survey| survey.business.landmark = text),
            }
        }
    }
}

fn same_or_not(view: &View) -> Vec<ChoiceOption> {
    let identity = &view.survey.identity;
    let home = sambang_domain::statement::address(&identity.address, &identity.rt, &identity.rw, identity.village);
    let typed = !identity.address.trim().is_empty() || identity.village.is_some();
    vec![
        ChoiceOption { sub: typed.then_some(home), ..ChoiceOption::new("yes", t("visit-same")) },
        ChoiceOption {
            sub: view.programme.rules.certificate_when_elsewhere.then(|| t("visit-differs-more")),
            ..ChoiceOption::new("no", t("visit-differs"))
        },
    ]
}

#[component]
fn OtherAddress(view: Rc<View>) -> Element {
    let visit = use_context::<Visit>();
    let business = &view.survey.business;
    let chosen = business.village;
    let villages = visit.clone();
    let is_past = visit.is_past(Step::Position);
    rsx! {
        Answer {
            view: view.clone(), field: &fields::BUSINESS_ADDRESS,
            hint: t("visit-other-address-hint"), value: business.address.clone(), multiline: true, max_len: 200,
            on_text: move |text: String| visit.save_later("business_address", move |survey| survey.business.address = text),
        }
        VillageField {
            id: "business_village", label: t("answer-business-village"), chosen,
            message: view.message(fields::BUSINESS_VILLAGE.path, is_past || chosen.is_some(), t("visit-village-hint")),
            on_choose: move |code| villages.save_now(move |survey| survey.business.village = Some(code)),
        }
    }
}
