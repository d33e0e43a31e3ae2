//! One photo in large, with the ways to take it again or to delete it.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::survey::{Attachment, EvidenceKind, fields};
use sambang_words::photos;

use super::context::{View, Visit};
use super::photo_jobs::{Job, job};
use super::photo_tile::{PhotoInput, Picture};
use crate::device::Opened;
use crate::ui::components::{Button, ButtonKind, Icon, Sheet};
use crate::ui::i18n::{field_name, language, t, t_with};

/// The sheet. Showing an identity card here is logged as an opening.
#[component]
pub(super) fn PhotoViewer(
    /// What is stored.
    view: Rc<View>,
    /// Which photo.
    photo: Attachment,
    /// Offer to take it again; elsewhere an empty tile does that.
    retake: bool,
    /// Closed.
    on_close: EventHandler<()>,
) -> Element {
    let visit = use_context::<Visit>();
    let mut asking = use_signal(|| false);
    let label = field_name(&view.programme, &fields::EVIDENCE.of(photo.kind.as_str()));
    let shows_card = photo.kind == EvidenceKind::IdentityCard;
    let opening = visit.clone();
    use_hook(move || {
        if shows_card && opening.device.note_opening(opening.id, Opened::Card).is_err() {
            tracing::warn!("an opening was not recorded");
        }
    });
    // A photo on its way to replace this one: the tile shows how far it has come.
    let replaced = matches!(job(visit.id, &photo.kind), Some(Job::Receiving(_) | Job::Working));
    use_effect(use_reactive!(|replaced| {
        if replaced {
            on_close.call(());
        }
    }));
    let sha256 = photo.sha256;
    let remove = move |_| {
        if visit.device.remove_photo(visit.id, sha256).is_ok() {
            on_close.call(());
        }
    };
    let title =
        if asking() { t_with("visit-photo-remove-ask", &[("label", label.clone().into())]) } else { label.clone() };
    rsx! {
        Sheet { title, on_close,
            if asking() {
                p { {t("visit-photo-remove-more")} }
                Button { id: "photo-remove-confirm", kind: ButtonKind::Danger, icon: "trash-2", block: true, onclick: remove, {t("visit-photo-remove")} }
            } else {
                div { class: "frame frame--zoom", tabindex: "0",
                    Picture { sha256, full: true, alt: t_with("visit-photo-alt", &[("label", label.clone().into())]) }
                }
                p { class: "small muted",
                    {photos::taken(language(), &photo, view.offset)}
                    if let Some(place) = photos::place(language(), &photo, view.offset) {
                        " · {place}"
                    }
                }
                if retake {
                    Retake { id: "photo-again-{photo.kind.as_str()}", kind: photo.kind.clone(), label, block: true }
                }
                Button { id: "photo-remove", kind: ButtonKind::DangerLine, icon: "trash-2", block: true, onclick: move |_| asking.set(true), {t("visit-photo-remove")} }
            }
        }
    }
}

/// "Take it again": looks like a button, is a file input.
#[component]
pub(super) fn Retake(
    /// Id of the file input.
    id: String,
    /// Which photo.
    kind: EvidenceKind,
    /// Its name.
    label: String,
    /// As wide as its column.
    #[props(default)]
    block: bool,
) -> Element {
    let spoken = t_with("visit-photo-input", &[("action", t("visit-photo-again").into()), ("label", label.into())]);
    rsx! {
        span { class: if block { "btn btn--second btn--block photo-pick" } else { "btn btn--quiet btn--sm photo-pick" },
            Icon { name: "camera" }
            span { {t("visit-photo-again")} }
            PhotoInput { id, kind, label: spoken }
        }
    }
}
