//! Photos of which nobody knows whose they are: shown on the step of photos, for the person to say.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use sambang_domain::survey::{EvidenceKind, Step, fields};

use super::context::{View, Visit};
use crate::device::UnclaimedPhoto;
use crate::ui::components::{Button, ButtonKind, Notice, NoticeKind};
use crate::ui::i18n::{t, t_with, text_of};
use crate::ui::session::{blocking, error_text};

/// All of them, with a button for each kind of photo that is taken here.
#[component]
pub(super) fn Unclaimed(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let photos = visit.device.unclaimed_photos().unwrap_or_default();
    rsx! {
        for photo in photos {
            One { key: "{photo.name}", view: view.clone(), photo }
        }
    }
}

#[component]
fn One(view: Rc<View>, photo: UnclaimedPhoto) -> Element {
    let visit = use_context::<Visit>();
    let mut trouble = use_signal(|| None::<String>);
    let (looking, name) = (visit.device.clone(), photo.name.clone());
    let picture = use_resource(move || {
        let (device, name) = (looking.clone(), name.clone());
        async move { blocking(move || device.unclaimed_thumbnail(&name)).await?.ok() }
    });
    let source =
        picture.read().clone().flatten().map(|jpeg| format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)));
    let rules = view.programme.evidence.iter().filter(|rule| taken_here(&rule.kind)).cloned();
    let keep = {
        let (device, id, name) = (visit.device.clone(), visit.id, photo.name.clone());
        move |kind: EvidenceKind| {
            let (device, name) = (device.clone(), name.clone());
            spawn(async move {
                let kept = blocking(move || device.claim_photo(&name, id, kind)).await;
                trouble.set(kept.and_then(Result::err).map(|error| error_text(&error)));
            });
        }
    };
    let remove = move |_| {
        let removed = visit.device.discard_unclaimed(&photo.name);
        trouble.set(removed.err().map(|error| error_text(&error)));
    };
    rsx! {
        Notice { kind: NoticeKind::Warn, title: t("visit-unclaimed"),
            div { class: "stack stack--3",
                p { {t("visit-unclaimed-more")} }
                if let Some(source) = source {
                    img { class: "thumb", src: source, alt: t("visit-unclaimed") }
                }
                div { class: "cluster",
                    for rule in rules {
                        Button {
                            id: "claim-{rule.kind.as_str()}", kind: ButtonKind::Second, small: true,
                            onclick: {
                                let (keep, kind) = (keep.clone(), rule.kind.clone());
                                move |_| keep(kind.clone())
                            },
                            {t_with("visit-unclaimed-use", &[("kind", text_of(&rule.label).into())])}
                        }
                    }
                    Button { id: "unclaimed-remove", kind: ButtonKind::Quiet, icon: "trash-2", small: true, onclick: remove, {t("visit-unclaimed-remove")} }
                }
                if let Some(words) = trouble() {
                    p { role: "alert", "{words}" }
                }
            }
        }
    }
}

fn taken_here(kind: &EvidenceKind) -> bool {
    fields::of(&fields::EVIDENCE.of(kind.as_str())).step == Step::Photos
}
