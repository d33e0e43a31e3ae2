//! A product photo that the office may show: the consent is asked before the photo is taken.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{EvidenceKind, fields};

use super::parts::YesNo;
use crate::ui::components::{Message, MessageKind};
use crate::ui::i18n::{field_name, t};
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::photo_tile::PhotoTiles;

/// The page.
#[component]
pub(super) fn Promotion(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let promotion = &view.survey.sections.promotion;
    let kind = EvidenceKind::ProductPhoto;
    let taken = view.survey.photos(&kind).next().is_some();
    let agreed = promotion.consent == Some(true);
    let (message, words) = view.message(fields::PRODUCT_PHOTO.path, true, "");
    let (consents, galleries) = (visit.clone(), visit);
    rsx! {
        p { {t("section-consent-read")} }
        YesNo {
            field: &fields::CONSENT, answer: promotion.consent,
            on_answer: move |yes| {
                let at = consents.device.now();
                consents.save_now(move |survey| {
                    let promotion = &mut survey.sections.promotion;
                    promotion.consent = Some(yes);
                    promotion.answered_at = Some(at);
                    if !yes {
                        promotion.gallery = None;
                    }
                });
            },
        }
        if agreed || taken {
            div { class: "stack stack--2",
                h2 { {field_name(&view.programme, &fields::EVIDENCE.of(kind.as_str()))} }
                div { class: "photos",
                    PhotoTiles { view: view.clone(), kind }
                }
                if message != MessageKind::Hint {
                    div { class: message.field_class(), Message { kind: message, text: words } }
                }
            }
        }
        if agreed {
            YesNo {
                field: &fields::GALLERY, answer: promotion.gallery,
                on_answer: move |yes| galleries.save_now(move |survey| survey.sections.promotion.gallery = Some(yes)),
            }
        }
    }
}
