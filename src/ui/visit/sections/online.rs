//! Selling online, bringing goods, and what the applicant wants.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::fields;
use sambang_domain::survey::sections::{Channel, GoodsDelivery, Interest, PlutService};

use super::parts::{Several, options, tick, ticked};
use crate::ui::i18n::t;
use crate::ui::visit::context::{View, Visit};

/// Digital tools and delivery.
#[component]
pub(super) fn Digital(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let (tools, ways) = (use_context::<Visit>(), use_context::<Visit>());
    let digital = &view.survey.sections.digital;
    rsx! {
        Several {
            name: "channels", legend: t("answer-channels"), options: options(&fields::CHANNELS),
            ticked: ticked(digital.channels.as_ref(), Channel::as_str),
            on_tick: move |change| tools.save_now(move |survey| tick(&mut survey.sections.digital.channels, change)),
        }
        Several {
            name: "delivery", legend: t("answer-delivery"),
            options: options(&fields::DELIVERY),
            ticked: ticked(digital.delivery.as_ref(), GoodsDelivery::as_str),
            on_tick: move |change| ways.save_now(move |survey| tick(&mut survey.sections.digital.delivery, change)),
        }
    }
}

/// Programmes and services wanted.
#[component]
pub(super) fn Interests(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let (programmes, services) = (use_context::<Visit>(), use_context::<Visit>());
    let interests = &view.survey.sections.interests;
    rsx! {
        Several {
            name: "interests", legend: t("answer-interests"),
            options: options(&fields::PROGRAMMES),
            ticked: ticked(interests.programmes.as_ref(), Interest::as_str),
            on_tick: move |change| programmes.save_now(move |survey| tick(&mut survey.sections.interests.programmes, change)),
        }
        Several {
            name: "plut", legend: t("answer-plut"), options: options(&fields::PLUT),
            ticked: ticked(interests.plut.as_ref(), PlutService::as_str),
            on_tick: move |change| services.save_now(move |survey| tick(&mut survey.sections.interests.plut, change)),
        }
    }
}
