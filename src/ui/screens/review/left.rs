//! A decided survey whose documents left the tablet: what is known of it still, and how they come back.

use dioxus::prelude::*;
use sambang_domain::wire::v1::ReviewNotice;
use sambang_words::format;

use super::conversation::{StateChip, reason_words, verdict_chip};
use crate::device::LeftCase;
use crate::ui::components::{Bar, Button, ButtonKind, Chip, KvRow, Notice, NoticeKind, Screen};
use crate::ui::i18n::{name_or_unnamed, t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{error_text, use_device, use_setup};

/// The page.
#[component]
pub(super) fn Left(
    /// What is left.
    left: LeftCase,
    /// The documents are here again.
    on_fetched: EventHandler<()>,
) -> Element {
    let navigator = use_navigator();
    let device = use_device();
    let offset = use_setup().clock.local_offset_minutes();
    let mut busy = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let survey = left.survey;
    let fetch = move |_| {
        let device = device.clone();
        busy.set(true);
        spawn(async move {
            match device.fetch_left_case(survey).await {
                Ok(()) => on_fetched.call(()),
                Err(error) => {
                    problem.set(Some(error_text(&error)));
                    busy.set(false);
                }
            }
        });
    };
    let area = left.area;
    rsx! {
        Screen {
            name: "review-left", wide: true, subject: survey.to_string(),
            bar: rsx! { Bar { title: name_or_unnamed(&left.name), on_back: move |()| leave(&navigator) } },
            div { class: "stack stack--5",
                Notice { kind: NoticeKind::Info, id: "case-left", title: t("case-documents-left-title"),
                    {t_with("case-documents-left", &[("time", format::unbroken(&format::moment(left.left_at, offset)).into())])}
                }
                if let Some(text) = problem() {
                    Notice { kind: NoticeKind::Err, "{text}" }
                }
                section { class: "panel stack stack--3",
                    p { StateChip { state: area.state.clone() } }
                    dl { class: "kv",
                        KvRow { term: t("case-receipt"), span { class: "num", "{area.receipt_number}" } }
                        KvRow { term: t("case-first-received"), {format::moment(area.first_received_at, offset)} }
                        KvRow { term: t("case-documents-left-by"), "{area.facilitator_name}" }
                    }
                    Button { id: "case-fetch", kind: ButtonKind::Second, disabled: busy(), onclick: fetch, {t("case-documents-left-fetch")} }
                }
                section { class: "panel stack stack--3",
                    h2 { {t("case-part-history")} }
                    for notice in area.reviews {
                        Decided { key: "{notice.review.id}", notice, offset }
                    }
                }
            }
        }
    }
}

#[component]
fn Decided(notice: ReviewNotice, offset: i32) -> Element {
    let ReviewNotice { review, by, .. } = notice;
    let time = format::unbroken(&format::moment(review.decided_at, offset));
    let about =
        t_with("case-said-by", &[("name", by.into()), ("time", time.into()), ("number", review.revision.into())]);
    rsx! {
        div { class: "stack stack--2",
            p { class: "cluster",
                Chip { kind: verdict_chip(&review.verdict) }
                span { class: "small muted", "{about}" }
            }
            if let Some(reason) = &review.reason {
                p { {reason_words(reason)} }
            }
            if !review.note.trim().is_empty() {
                p { "{review.note}" }
            }
        }
    }
}
