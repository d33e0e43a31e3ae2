//! Step 5: photos of the business. The card is photographed in step 2, the paper in step 7,
//! a product in its optional section.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::FindingCode;
use sambang_domain::programme::EvidenceRule;
use sambang_domain::survey::{Step, fields};

use crate::ui::components::{Message, MessageKind};
use crate::ui::i18n::{t, t_with, text_of};
use crate::ui::session::blocking;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::photo_tile::PhotoTiles;
use crate::ui::visit::unclaimed::Unclaimed;

/// The step.
#[component]
pub(in crate::ui::visit) fn PhotosStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let here = |rule: &&EvidenceRule| fields::of(&fields::EVIDENCE.of(rule.kind.as_str())).step == Step::Photos;
    let rules = view.programme.evidence.iter().filter(here).cloned();
    let (required, extra): (Vec<EvidenceRule>, Vec<EvidenceRule>) = rules.partition(|rule| rule.minimum > 0);
    let taken = |rule: &EvidenceRule| view.survey.photos(&rule.kind).count().min(rule.minimum as usize);
    let ready: usize = required.iter().map(taken).sum();
    let total: u32 = required.iter().map(|rule| rule.minimum).sum();
    use_true_captions(&view);
    rsx! {
        div { class: "stack stack--5",
            Unclaimed { view: view.clone() }
            div { class: "stack stack--3",
                div { class: "split",
                    h2 { {t("visit-photos-required")} }
                    span { class: "small muted", role: "status",
                        {t_with("visit-photos-ready", &[("ready", ready.into()), ("total", total.into())])}
                    }
                }
                for (index, rule) in required.into_iter().enumerate() {
                    Rule { key: "{rule.kind.as_str()}", view: view.clone(), rule, wide: index == 0 }
                }
            }
            if !extra.is_empty() {
                div { class: "stack stack--3",
                    h2 {
                        {t("visit-photos-extra")}
                        " "
                        span { class: "field__opt", {t("visit-optional")} }
                    }
                    div { class: "photos",
                        for rule in extra {
                            Rule { key: "{rule.kind.as_str()}", view: view.clone(), rule, wide: false }
                        }
                    }
                }
            }
        }
    }
}

/// Burns captions in anew that are no longer true, while nobody waits for it. Finishing does so at the latest.
fn use_true_captions(view: &View) {
    let visit = use_context::<Visit>();
    let (position, village) = (view.survey.position.clone(), view.survey.business_village());
    use_effect(use_reactive!(|(position, village)| {
        let _ = (position, village);
        let (device, id) = (visit.device.clone(), visit.id);
        spawn(async move {
            if let Some(Err(error)) = blocking(move || device.renew_captions(id)).await {
                tracing::warn!(%error, "a caption was not burned in anew");
            }
        });
    }));
}

#[component]
fn Rule(view: Rc<View>, rule: EvidenceRule, wide: bool) -> Element {
    let visit = use_context::<Visit>();
    let path = fields::EVIDENCE.of(rule.kind.as_str());
    let finding =
        view.finding(&path).is_some_and(|found| found.code != FindingCode::PhotoMissing || visit.is_past(Step::Photos));
    let (kind, words) = view.message(&path, finding, "");
    let shape = if wide { "photo--wide" } else { "" };
    let several = rule.maximum > 1;
    rsx! {
        div { class: "stack stack--1",
            h3 { {text_of(&rule.label)} }
            div { class: if several { "photos" } else { "stack" },
                PhotoTiles { view: view.clone(), kind: rule.kind.clone(), shape }
            }
            if kind != MessageKind::Hint {
                div { class: kind.field_class(),
                    Message { kind, text: words }
                }
            }
        }
    }
}
