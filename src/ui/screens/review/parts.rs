//! The parts of the page: evidence at the left, what was claimed at the right.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::geo::metres;
use sambang_domain::region::RegionTable;
use sambang_domain::survey::{Attachment, EvidenceKind, Position, fields};
use sambang_words::answers;
use sambang_words::claims::{Claim, Part, business_photos, claims};
use sambang_words::format;

use super::judgement::Judgement;
use super::photos::{FullPhoto, PhotoTile};
use super::row::{Row, Rows};
use crate::device::Case;
use crate::ui::components::{Button, ButtonKind, Dialog, Notice, NoticeKind};
use crate::ui::i18n::{language, t, t_with};
use crate::ui::visit::map::{Around, PositionMap};
use crate::ui::visit::nik_reading::{BirthReading, read};
use crate::ui::visit::sign_pad::path;

/// How many neighbours are named below the map.
const NEAREST: usize = 3;

/// The identity card beside what was typed from it.
#[component]
pub(super) fn IdentityPart(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let cards: Vec<Attachment> = case.survey.photos(&EvidenceKind::IdentityCard).cloned().collect();
    let reading = nik_words(&case);
    rsx! {
        section { id: "identity", class: "review review-part", "aria-label": t("case-part-identity"),
            div { class: "stack stack--2",
                if cards.is_empty() {
                    Notice { kind: NoticeKind::Warn, {t("case-card-missing")} }
                }
                for card in cards {
                    div { key: "{card.sha256}", class: "panel panel--flush",
                        FullPhoto { case: case.clone(), photo: card, label: t("visit-card-photo"), id: "card" }
                    }
                }
            }
            div { class: "panel panel--rows",
                for claim in claims(language(), Part::Identity, &case.survey, &case.programme) {
                    Row { key: "{claim.path}", case: case.clone(), claim: claim.clone(),
                        if claim.path == fields::NIK.path {
                            span { class: "small muted", {t_with("case-nik-says", &[("reading", reading.clone().into())])} }
                            span { class: "small muted", {t("case-nik-logged")} }
                        }
                    }
                }
                if case.same_family_card > 0 {
                    p { class: "small muted", id: "same-family-card", {t_with("case-same-family-card", &[("count", case.same_family_card.into())])} }
                }
            }
        }
    }
}

/// What the digits of the NIK say.
fn nik_words(case: &Case) -> String {
    let survey = &case.survey;
    let reading = read(&survey.identity.nik, survey.visited_on);
    let birth = match reading.birth {
        BirthReading::Read(date, sex, _) => answers::joined([format::date(date), answers::sex(language(), sex)]),
        BirthReading::Impossible => t("visit-nik-birth-bad"),
        BirthReading::Unread => String::new(),
    };
    let place = reading.region.rsplit(" › ").next().unwrap_or_default().to_owned();
    [place, birth].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The business and its photos.
#[component]
pub(super) fn BusinessPart(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let kinds = business_photos(&case.survey, &case.programme);
    rsx! {
        section { id: "business", class: "review review-part", "aria-label": t("case-part-business"),
            Photos { case: case.clone(), kinds }
            div { class: "panel panel--rows",
                Rows { case: case.clone(), claims: claims(language(), Part::Business, &case.survey, &case.programme) }
            }
        }
    }
}

#[component]
fn Photos(case: Rc<Case>, kinds: Vec<EvidenceKind>) -> Element {
    let photos: Vec<Attachment> = kinds.iter().flat_map(|kind| case.survey.photos(kind)).cloned().collect();
    rsx! {
        div { class: "photos photos--2",
            for photo in photos {
                PhotoTile { key: "{photo.sha256}", case: case.clone(), photo }
            }
        }
    }
}

/// Where it is, by what is around it.
#[component]
pub(super) fn PlacePart(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let position = case.survey.position.clone();
    let village = case.survey.business_village().and_then(|code| RegionTable::shipped().find(code));
    let village = village.map_or_else(|| t("answer-village"), |region| region.name.to_owned());
    let around = Around {
        middle: case.village_middle.map(|middle| (village.clone(), middle)),
        others: case.neighbours.iter().map(|near| (near.latitude, near.longitude)).collect(),
    };
    let from_middle = position.as_ref().zip(case.village_middle).map(|(position, middle)| {
        let away = format::distance(metres(position.spot(), middle));
        t_with("case-from-middle", &[("distance", away.into()), ("village", village.clone().into())])
    });
    let near = case.neighbours.iter().take(NEAREST).map(|neighbour| {
        (neighbour.survey, format!("{} · {}", format::distance(neighbour.distance_m), neighbour.name))
    });
    let near: Vec<_> = near.collect();
    rsx! {
        section { id: "place", class: "review review-part", "aria-label": t("case-part-place"),
            div { class: "stack stack--2",
                PositionMap { position: position.clone(), around }
                if let Some(position) = &position {
                    p { class: "small muted num", {fix_words(position)} }
                }
            }
            div { class: "panel panel--rows",
                for claim in claims(language(), Part::Place, &case.survey, &case.programme) {
                    Row { key: "{claim.path}", case: case.clone(), claim: claim.clone(),
                        if claim.path == fields::POSITION.path {
                            if let Some(words) = from_middle.clone() {
                                span { class: "small", id: "from-middle", "{words}" }
                            }
                            if !near.is_empty() {
                                span { class: "small muted", {t("case-nearest")} }
                                for (survey, words) in near.clone() {
                                    span { key: "{survey}", class: "small muted", "{words}" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn fix_words(position: &Position) -> String {
    format::coordinates(position.latitude, position.longitude)
}

/// The statement on paper and on the screen.
#[component]
pub(super) fn StatementPart(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let mut reading = use_signal(|| false);
    let statement = case.survey.statement.clone();
    let signed = statement.as_ref().and_then(|statement| statement.signed_at);
    let drawn = statement.as_ref().filter(|statement| !statement.signature.is_empty());
    let papers: Vec<Attachment> = case.survey.photos(&EvidenceKind::SignedStatement).cloned().collect();
    let text = statement.as_ref().map(|statement| statement.text.clone()).filter(|text| !text.is_empty());
    rsx! {
        section { id: "statement", class: "review review-part", "aria-label": t("case-part-statement"),
            div { class: "stack stack--2",
                div { class: "photos photos--2",
                    for photo in papers {
                        PhotoTile { key: "{photo.sha256}", case: case.clone(), photo }
                    }
                    if let Some(statement) = drawn {
                        div { class: "sign sign--shown", role: "img", "aria-label": t("evidence-drawn-signature"),
                            svg { view_box: "0 0 300 110", preserve_aspect_ratio: "none", "aria-hidden": "true",
                                path { d: path(&statement.signature), fill: "none", stroke: "#141B2D", stroke_width: "2.6", stroke_linecap: "round", stroke_linejoin: "round" }
                            }
                            span { class: "sign__base" }
                            if let Some(at) = signed {
                                span { class: "sign__hint num", {format::unbroken(&format::moment(at, judgement.offset))} }
                            }
                        }
                    }
                }
                if text.is_some() {
                    div {
                        Button { id: "read-statement", kind: ButtonKind::Quiet, small: true, icon: "file-text", onclick: move |_| reading.set(true), {t("case-read-statement")} }
                    }
                }
            }
            div { class: "panel panel--rows",
                Rows { case: case.clone(), claims: claims(language(), Part::Statement, &case.survey, &case.programme) }
            }
        }
        if reading() {
            StatementText { text: text.unwrap_or_default(), on_close: move |()| reading.set(false) }
        }
    }
}

/// The whole text as it was signed.
#[component]
fn StatementText(text: String, on_close: EventHandler<()>) -> Element {
    rsx! {
        Dialog {
            title: t("case-statement-signed"), wide: true, on_close,
            actions: rsx! {
                Button { id: "statement-close", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("close")} }
            },
            div { class: "stack stack--2 small", id: "statement-text",
                for (n, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
                    p { key: "{n}", "{line}" }
                }
            }
        }
    }
}

/// Answers without a picture, two beside each other.
#[component]
pub(super) fn PlainPart(
    /// The survey.
    case: Rc<Case>,
    /// Id on the page.
    id: String,
    /// Heading.
    title: String,
    /// The answers.
    claims: Vec<Claim>,
) -> Element {
    rsx! {
        section { id: "{id}", class: "panel stack stack--2 review-part",
            h2 { "{title}" }
            div { class: "rows-2",
                Rows { case, claims }
            }
        }
    }
}
