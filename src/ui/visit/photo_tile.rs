//! Photo tiles: empty, on the way, ready, refused. What takes a photo, the page's file input or a
//! button for the phone's own camera, lies over the whole tile, so a finger, a keyboard and a test all
//! reach it.

use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use sambang_domain::ids::Digest;
use sambang_domain::survey::{Attachment, EvidenceKind, fields};
use sambang_words::photos;

use super::context::{View, Visit};
use super::photo_jobs::{Job, job, photograph};
use super::photo_viewer::PhotoViewer;
use crate::ui::components::Icon;
use crate::ui::i18n::{field_name, language, t, t_with, text_of};
use crate::ui::session::{blocking, use_device, use_phone};

/// The troubles that have their own words; any other reads as "not saved".
const TROUBLES: [&str; 11] = [
    "photo.camera_denied",
    "photo.camera_failed",
    "photo.empty",
    "photo.truncated",
    "photo.not_an_image",
    "photo.unsupported",
    "photo.too_large",
    "photo.too_many_pixels",
    "photo.too_small",
    "photo.damaged",
    "photo.unreadable",
];

/// What is wrong with a photo, and what to do.
fn trouble(code: &str) -> (String, String) {
    let known = TROUBLES.contains(&code).then(|| code.replace(['.', '_'], "-"));
    let key = format!("visit-trouble-{}", known.as_deref().unwrap_or("other"));
    (t(&key), t(&format!("{key}-do")))
}

/// All photos of one rule, and the tile that takes another where there is room.
#[component]
pub(super) fn PhotoTiles(
    /// What is stored.
    view: Rc<View>,
    /// Which rule.
    kind: EvidenceKind,
    /// Class of the tiles' shape.
    #[props(default)]
    shape: &'static str,
    /// Show the stored photo instead of its thumbnail.
    #[props(default)]
    full: bool,
) -> Element {
    let visit = use_context::<Visit>();
    let mut opened = use_signal(|| None::<Digest>);
    let photos: Vec<Attachment> = view.survey.photos(&kind).cloned().collect();
    let maximum = view.programme.evidence_rule(&kind).map_or(1, |rule| rule.maximum as usize);
    let job = job(visit.id, &kind);
    let replaced = maximum == 1 && matches!(job, Some(Job::Receiving(_) | Job::Working));
    let room = photos.len() < maximum;
    let looked_at = opened.read().and_then(|sha| photos.iter().find(|photo| photo.sha256 == sha).cloned());
    rsx! {
        if !replaced {
            for photo in photos.iter().cloned() {
                ReadyTile {
                    key: "{photo.sha256}", view: view.clone(), photo, shape, full,
                    on_open: move |sha256| opened.set(Some(sha256)),
                }
            }
        }
        if room || job.is_some() {
            IntakeTile { view: view.clone(), kind: kind.clone(), shape, job, further: !photos.is_empty() }
            GalleryPick { kind: kind.clone() }
        }
        if let Some(photo) = looked_at {
            PhotoViewer { view: view.clone(), photo, retake: !room, on_close: move |()| opened.set(None) }
        }
    }
}

#[component]
fn ReadyTile(
    view: Rc<View>,
    photo: Attachment,
    shape: &'static str,
    full: bool,
    on_open: EventHandler<Digest>,
) -> Element {
    let label = field_name(&view.programme, &fields::EVIDENCE.of(photo.kind.as_str()));
    let sha256 = photo.sha256;
    rsx! {
        button {
            r#type: "button", class: "photo {shape}", "data-photo": photo.kind.as_str(), "data-state": "ready",
            onclick: move |_| on_open.call(sha256),
            span { class: "sr", {t_with("visit-photo-view", &[("label", label.into())])} }
            Picture { sha256, full, class: "photo__fill", alt: "" }
            span { class: "photo__tag",
                Icon { name: "check" }
                {t("visit-photo-ready")}
            }
            if photo.kind.belongs_to_the_visit() {
                span { class: "photo__strip", {photos::taken(language(), &photo, view.offset)} }
            }
        }
    }
}

/// Takes a photo; shows how far it has come, or why it was refused.
#[component]
fn IntakeTile(view: Rc<View>, kind: EvidenceKind, shape: &'static str, job: Option<Job>, further: bool) -> Element {
    let label = field_name(&view.programme, &fields::EVIDENCE.of(kind.as_str()));
    let hint = view.programme.evidence_rule(&kind).map(|rule| text_of(&rule.hint)).unwrap_or_default();
    let action = match (&job, further) {
        (Some(Job::Failed(_)), _) => t("visit-photo-again"),
        (_, true) => t("visit-photo-more"),
        _ => t("visit-photo-take"),
    };
    let sign = if further { "plus" } else { "camera" };
    let (state, class) = match job {
        None => ("empty", "photo--empty"),
        Some(Job::Failed(_)) => ("error", "photo--err"),
        Some(_) => ("busy", "photo--busy"),
    };
    rsx! {
        div { class: "photo {class} {shape}", "data-photo": kind.as_str(), "data-state": state, "aria-busy": (state == "busy").then_some("true"),
            span { class: "photo__mid", role: if state == "empty" { None } else { Some("status") },
                match &job {
                    None => rsx! {
                        Icon { name: sign }
                        b { "{action}" }
                        "{hint}"
                    },
                    Some(Job::Failed(code)) => {
                        let (title, advice) = trouble(code);
                        rsx! {
                            Icon { name: "image-off" }
                            b { "{title}" }
                            "{advice}"
                        }
                    }
                    Some(Job::Receiving(percent)) => rsx! {
                        span { class: "spin", "aria-hidden": "true" }
                        b { {t_with("visit-photo-receiving", &[("percent", (*percent).into())])} }
                    },
                    Some(Job::Working) => rsx! {
                        span { class: "spin", "aria-hidden": "true" }
                        b { {t("visit-photo-working")} }
                        {t("visit-photo-working-more")}
                    },
                }
            }
            if state != "busy" {
                PhotoInput { id: "photo-{kind.as_str()}", kind: kind.clone(), label: t_with("visit-photo-input", &[("action", action.into()), ("label", label.into())]) }
            }
        }
    }
}

/// The transparent control that takes a photo; it covers the whole element around it.
#[component]
pub(super) fn PhotoInput(
    /// Id of the input or button.
    id: String,
    /// What will be photographed.
    kind: EvidenceKind,
    /// Spoken name.
    label: String,
) -> Element {
    let visit = use_context::<Visit>();
    let own_camera = use_phone().brings_files();
    let pressed = kind.clone();
    rsx! {
        if own_camera {
            button {
                r#type: "button", id: "{id}", class: "photo__input", "data-kind": kind.as_str(), "aria-label": label,
                onclick: move |_| photograph(&visit.device, visit.id, &pressed),
            }
        } else {
            FileInput { id, kind, label }
        }
        span { class: "choice__ring" }
    }
}

/// The page's file input.
#[component]
fn FileInput(
    /// Its id.
    id: String,
    /// What will be photographed.
    kind: EvidenceKind,
    /// Spoken name.
    label: String,
) -> Element {
    rsx! {
        input {
            r#type: "file", id: "{id}", class: "photo__input", accept: "image/*",
            "capture": (!from_gallery(&kind)).then_some("environment"), "data-kind": kind.as_str(), "aria-label": label,
        }
    }
}

/// Papers may come from the gallery; a card and a business are photographed on the spot.
fn from_gallery(kind: &EvidenceKind) -> bool {
    !kind.belongs_to_the_visit()
}

/// On a phone, where the tile opens the camera: a paper that was photographed before.
#[component]
fn GalleryPick(kind: EvidenceKind) -> Element {
    if !use_phone().brings_files() || !from_gallery(&kind) {
        return rsx! {};
    }
    rsx! {
        span { class: "btn btn--quiet btn--sm photo-pick",
            Icon { name: "image" }
            span { {t("visit-photo-gallery")} }
            FileInput { id: "gallery-{kind.as_str()}", kind, label: t("visit-photo-gallery") }
            span { class: "choice__ring" }
        }
    }
}

/// A stored picture.
#[component]
pub(super) fn Picture(
    /// Which.
    sha256: Digest,
    /// The whole picture instead of its thumbnail.
    #[props(default)]
    full: bool,
    /// Classes of the image.
    #[props(default)]
    class: String,
    /// What it shows.
    alt: String,
) -> Element {
    let device = use_device();
    let source = use_resource(use_reactive!(|sha256, full| {
        let device = device.clone();
        async move {
            let bytes = blocking(move || if full { device.photo(sha256) } else { device.thumbnail(sha256) }).await;
            bytes.and_then(Result::ok).map(|bytes| format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)))
        }
    }));
    let source = source.read().clone();
    rsx! {
        match source {
            None => rsx! {},
            Some(None) => rsx! { span { class: "photo__mid", Icon { name: "image-off" } } },
            Some(Some(source)) => rsx! { img { class: "{class}", src: "{source}", alt: "{alt}" } },
        }
    }
}
