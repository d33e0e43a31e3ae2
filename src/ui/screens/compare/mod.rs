//! Duplicates (dugaan ganda): surveys with one NIK in one programme beside each other. Both are kept
//! until somebody decides which stands.

mod dock;
mod rows;

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::nik;
use sambang_domain::review::ReviewState;
use sambang_domain::survey::{Attachment, EvidenceKind};
use sambang_domain::wire::v1::Duplicate;
use sambang_words::claims::business_photos;

use self::dock::CompareDock;
use self::rows::{CompareRow, rows};
use super::review::{CaseChip, Gone, PhotoTile, StateChip, note, open_duplicates, read};
use crate::device::{Case, Opened};
use crate::ui::components::{Bar, Icon, Notice, NoticeKind, Screen, Segment, Segments};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{use_device, use_notices, use_setup};

/// The screen.
#[component]
pub fn CompareScreen(
    /// The id of one of them.
    id: String,
) -> Element {
    let tick = use_notices();
    let device = use_device();
    let case = use_memo(use_reactive!(|id, tick| {
        let _ = tick;
        id.parse::<SurveyId>().ok().and_then(|id| read(&device, id))
    }));
    match case() {
        Some(case) => rsx! {
            for case in [case] {
                Comparing { key: "{case.survey.id}", case }
            }
        },
        None => rsx! { Gone {} },
    }
}

#[component]
fn Comparing(case: Rc<Case>) -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let offset = use_setup().clock.local_offset_minutes();
    let id = case.survey.id;
    let opened = device.clone();
    use_hook(move || note(&opened, id, Opened::Nik));
    // The rejected ones stay reachable, after the open ones.
    let decided = case.duplicates.iter().filter(|duplicate| duplicate.state == ReviewState::Rejected).cloned();
    let duplicates: Vec<Duplicate> = open_duplicates(&case).into_iter().chain(decided).collect();
    let mut chosen = use_signal(|| None::<SurveyId>);
    let duplicate =
        duplicates.iter().find(|duplicate| Some(duplicate.survey) == chosen()).or(duplicates.first()).cloned();
    let Some(duplicate) = duplicate else {
        return rsx! {
            Screen {
                name: "compare", wide: true,
                bar: rsx! { Bar { title: t("compare-none"), on_back: move |()| leave(&navigator) } },
                Notice { kind: NoticeKind::Ok, {t("compare-none-more")} }
            }
        };
    };
    let other = if duplicate.in_area { read(&device, duplicate.survey) } else { None };
    let options = duplicates.iter().enumerate().map(|(n, duplicate)| {
        let value = duplicate.survey.to_string();
        Segment::new(format!("other-{n}"), value, duplicate.receipt_number.clone())
    });
    let options: Vec<Segment> = options.collect();
    let several = options.len() > 1;
    let table = rows(&case, &duplicate, other.as_deref(), offset);
    let (open, total) = (table.iter().filter(|row| row.differs).count(), table.len());
    rsx! {
        Screen {
            name: "compare", wide: true, subject: format!("{id} {}", duplicate.survey),
            bar: rsx! {
                Bar {
                    title: t_with("compare-title", &[("count", (duplicates.len() + 1).into())]),
                    subtitle: t("compare-subtitle"),
                    on_back: move |()| leave(&navigator),
                }
            },
            dock: rsx! { CompareDock { a: case.clone(), duplicate: duplicate.clone(), b: other.clone() } },
            div { class: "stack",
                p { class: "cluster",
                    span { class: "nik-text", {t_with("compare-nik", &[("nik", nik::group(&case.survey.identity.nik).into())])} }
                    span { class: "small muted", {t("case-nik-logged")} }
                }
                if several {
                    Segments {
                        label: t("compare-other"), options, selected: duplicate.survey.to_string(),
                        on_select: move |value: String| chosen.set(value.parse().ok()),
                    }
                }
                if other.is_none() {
                    Notice { kind: NoticeKind::Plain, id: "outside", title: t("compare-other-area"),
                        {t_with("compare-outside", &[("name", duplicate.facilitator_name.clone().into())])}
                    }
                }
                div { class: "panel panel--flush",
                    table { class: "compare", role: "table",
                        thead { role: "rowgroup",
                            tr { role: "row",
                                th { scope: "col", role: "columnheader", class: "compare__corner",
                                    span { class: "small muted", {t_with("compare-differing", &[("count", open.into()), ("total", total.into())])} }
                                }
                                th { scope: "col", role: "columnheader", Head { letter: "A", state: case.state.clone(), case: Some(case.clone()) } }
                                th { scope: "col", role: "columnheader", Head { letter: "B", state: duplicate.state.clone(), case: other.clone() } }
                            }
                        }
                        tbody { role: "rowgroup",
                            for row in table {
                                TableRow { key: "{row.label}", row }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[component]
fn TableRow(row: CompareRow) -> Element {
    let class = if row.differs { "differs" } else { "" };
    let cell = |text: String| {
        rsx! {
            td { class, role: "cell",
                if row.differs {
                    Icon { name: "equal-not" }
                    span { class: "sr", {t("compare-differs")} }
                }
                if text.trim().is_empty() {
                    {t("visit-kv-missing")}
                } else {
                    "{text}"
                }
            }
        }
    };
    rsx! {
        tr { role: "row", "data-differs": if row.differs { "yes" } else { "no" },
            th { scope: "row", role: "rowheader", "{row.label}" }
            {cell(row.a.clone())}
            if let Some(b) = row.b {
                {cell(b)}
            } else {
                td { role: "cell", class: "small muted", {t("compare-unknown")} }
            }
        }
    }
}

/// Letter, state and the first photos of one survey.
#[component]
fn Head(letter: &'static str, state: ReviewState, case: Option<Rc<Case>>) -> Element {
    let photos = case.as_deref().map(first_photos).unwrap_or_default();
    rsx! {
        div { class: "stack stack--2",
            span { class: "split",
                b { {t_with("compare-survey", &[("letter", letter.into())])} }
                if let Some(case) = case.clone() {
                    CaseChip { case }
                } else {
                    StateChip { state }
                }
            }
            if let Some(case) = case {
                div { class: "photos photos--2",
                    for photo in photos {
                        PhotoTile { key: "{photo.sha256}", case: case.clone(), photo }
                    }
                }
            }
        }
    }
}

/// The identity card and the first photo of the business.
fn first_photos(case: &Case) -> Vec<Attachment> {
    let kinds = business_photos(&case.survey, &case.programme);
    let card = case.survey.photos(&EvidenceKind::IdentityCard).take(1).cloned();
    let shop = kinds.iter().flat_map(|kind| case.survey.photos(kind)).take(1).cloned();
    card.chain(shop).collect()
}
