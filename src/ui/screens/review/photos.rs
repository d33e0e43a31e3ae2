//! Photos of a survey under judgement: small ones at once, whole ones from the tablet or else from
//! the province. Opening an identity card is logged.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::{Attachment, fields};
use sambang_words::{format, photos};

use super::photo_zoom::PhotoZoom;
use crate::device::{Case, Device, Opened};
use crate::ui::components::{Button, ButtonKind, Dialog, Icon};
use crate::ui::i18n::{field_name, language, t, t_with};
use crate::ui::screens::thumb::{Thumb, ThumbSize, data_url};
use crate::ui::session::{blocking, error_text, use_device, use_setup};

/// Logs what is shown in full.
pub(in crate::ui::screens) fn note(device: &Device, survey: SurveyId, what: Opened) {
    if let Err(error) = device.note_opening(survey, what) {
        tracing::warn!(%error, "an opening was not recorded");
    }
}

/// A photo as a tile; a tap opens it.
#[component]
pub(in crate::ui::screens) fn PhotoTile(
    /// The survey.
    case: Rc<Case>,
    /// Which photo.
    photo: Attachment,
) -> Element {
    let mut open = use_signal(|| false);
    let offset = use_setup().clock.local_offset_minutes();
    let label = field_name(&case.programme, &fields::EVIDENCE.of(photo.kind.as_str()));
    let arrived = held(&case, photo.sha256);
    rsx! {
        button {
            r#type: "button", class: "photo", "data-photo": photo.kind.as_str(),
            onclick: move |_| open.set(true),
            Thumb { digest: photo.sha256, size: ThumbSize::Tile }
            span { class: "photo__tag", "{label}" }
            if !arrived {
                span { class: "photo__strip", {t("case-photo-not-arrived")} }
            } else {
                span { class: "photo__strip", {photos::taken(language(), &photo, offset)} }
            }
        }
        if open() {
            PhotoDialog { case: case.clone(), photo: photo.clone(), label: label.clone(), on_close: move |()| open.set(false) }
        }
    }
}

/// Whether the province has all bytes of a photo.
fn held(case: &Case, sha256: Digest) -> bool {
    case.attachments.iter().find(|attachment| attachment.sha256 == sha256).is_none_or(|attachment| attachment.held)
}

/// A photo in large, over the page.
#[component]
fn PhotoDialog(case: Rc<Case>, photo: Attachment, label: String, on_close: EventHandler<()>) -> Element {
    rsx! {
        Dialog {
            title: label.clone(), wide: true, on_close,
            actions: rsx! {
                Button { id: "photo-close", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("close")} }
            },
            FullPhoto { case, photo, label, id: "large" }
        }
    }
}

/// How far a whole photo is.
#[derive(Clone, PartialEq)]
enum Full {
    Ready {
        picture: String,
        /// It is an identity card, and its opening is logged.
        card: bool,
    },
    /// The tablet does not have it and there is no signal.
    Offline,
    Failed(String),
}

async fn load(device: Device, photo: Attachment, survey: SurveyId) -> Full {
    let (near, sha256) = (device.clone(), photo.sha256);
    let bytes = match blocking(move || near.case_photo(sha256)).await {
        Some(Ok(Some(bytes))) => Ok(bytes),
        _ => device.fetch_case_photo(sha256).await,
    };
    match bytes {
        Ok(bytes) => {
            let near = device.clone();
            // What cannot be told is logged as a card.
            let card = blocking(move || near.shows_card(&photo)).await.is_none_or(|shows| shows.unwrap_or(true));
            if card {
                note(&device, survey, Opened::Card);
            }
            Full::Ready { picture: data_url(&bytes), card }
        }
        Err(error) if error.code() == "trouble.offline" => Full::Offline,
        Err(error) => Full::Failed(error_text(&error)),
    }
}

/// A whole photo that can be zoomed: from the tablet, else fetched, else the reason and "try again".
#[component]
pub(super) fn FullPhoto(
    /// The survey.
    case: Rc<Case>,
    /// Which photo.
    photo: Attachment,
    /// Its name.
    label: String,
    /// Prefix of the ids.
    id: String,
) -> Element {
    let device = use_device();
    let survey = case.survey.id;
    let offset = use_setup().clock.local_offset_minutes();
    let wanted = photo.clone();
    let mut source = use_resource(use_reactive!(|wanted| load(device.clone(), wanted, survey)));
    let now = source.read().clone();
    let taken = photos::taken(language(), &photo, offset);
    let place = photos::place(language(), &photo, offset);
    match now {
        Some(Full::Ready { picture, card }) => rsx! {
            PhotoZoom {
                label: label.clone(), id,
                foot: rsx! {
                    span { class: "small muted", "data-opening": if card { "card" } else { "" },
                        {format::unbroken(&taken)}
                        if let Some(place) = place {
                            " · {place}"
                        }
                        if card {
                            " · "
                            {t("case-opening-logged")}
                        }
                    }
                },
                img { src: "{picture}", alt: "{label}", draggable: "false" }
            }
        },
        // Having no signal is no error: the small picture is shown until there is one.
        Some(Full::Offline) => rsx! {
            span { class: "photo photo--card",
                Thumb { digest: photo.sha256, size: ThumbSize::Tile, alt: label.clone() }
            }
            div { class: "lens__tools", "data-offline": "{id}",
                span { class: "row small muted", role: "status",
                    Icon { name: "cloud-off" }
                    span { {if held(&case, photo.sha256) { t("case-photo-offline") } else { t("case-photo-offline-not-arrived") }} }
                }
                Button { id: "{id}-again", kind: ButtonKind::Quiet, small: true, icon: "refresh-cw", onclick: move |_| source.restart(), {t("case-photo-again")} }
            }
        },
        Some(Full::Failed(why)) => rsx! {
            span { class: "photo photo--card photo--err",
                span { class: "photo__mid",
                    Icon { name: "cloud-off" }
                    b { "{label}" }
                    span { role: "alert", "{why}" }
                }
            }
            div { class: "lens__tools",
                Button { id: "{id}-again", kind: ButtonKind::Quiet, small: true, icon: "refresh-cw", onclick: move |_| source.restart(), {t("case-photo-again")} }
            }
        },
        None => rsx! {
            span { class: "photo photo--card photo--busy",
                Thumb { digest: photo.sha256, size: ThumbSize::Tile, alt: label.clone() }
                span { class: "photo__mid", role: "status",
                    span { class: "spin", "aria-hidden": "true" }
                    b { {t_with("case-photo-fetching", &[("size", format::bytes(photo.size_bytes).into())])} }
                }
            }
        },
    }
}
