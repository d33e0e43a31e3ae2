//! The receipt of one survey: what the province has, file by file.

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;
use sambang_domain::review::Verdict;
use sambang_domain::wire::v1::ReviewNotice;
use sambang_words::format;

use super::closed::{ClosedWords, use_closed};
use crate::device::{LocalCopy, ReceiptView};
use crate::ui::components::{Art, Bar, Button, Dock, Empty, Notice, NoticeKind, Receipt, ReceiptFile, Screen};
use crate::ui::i18n::{t, t_code, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::session::{use_device, use_notices, use_setup};

/// The receipt, or that there is none yet.
#[component]
pub fn ReceiptScreen(
    /// The survey's id.
    id: String,
) -> Element {
    use_notices();
    let device = use_device();
    let navigator = use_navigator();
    let closed = use_closed();
    let found = id.parse::<SurveyId>().ok().and_then(|id| {
        device.receipt(id).inspect_err(|error| tracing::error!(%error, "cannot read the receipt")).ok().flatten()
    });
    let decision = id.parse::<SurveyId>().ok().and_then(|id| {
        device.decided(id).inspect_err(|error| tracing::error!(%error, "cannot read the decision")).ok().flatten()
    });
    let name = found.as_ref().map(|receipt| receipt.name.clone());
    rsx! {
        Screen {
            name: "receipt",
            bar: rsx! {
                Bar { title: t("receipt-title"), subtitle: name, on_back: move |()| leave(&navigator) }
            },
            dock: rsx! {
                Dock {
                    Button { id: "receipt-done", onclick: move |_| { navigator.replace(Route::Home {}); }, {t("receipt-done")} }
                }
            },
            if let Some(closed) = closed.filter(|_| found.is_none()) {
                ClosedWords { closed }
            } else if let Some(receipt) = found {
                div { class: "stack stack--5",
                    if let Some(notice) = decision {
                        Decided { notice }
                    }
                    Confirmed { receipt }
                }
            } else {
                Empty { art: Art::NoSignal, title: t("receipt-none-title"),
                    p { {t("receipt-none")} }
                }
            }
        }
    }
}

/// What the supervisor decided; a returned survey has its own screen.
#[component]
fn Decided(notice: ReviewNotice) -> Element {
    let setup = use_setup();
    let (kind, icon, title) = match notice.review.verdict {
        Verdict::Approve => (NoticeKind::Ok, "check", t("decision-approved")),
        Verdict::Reject => (NoticeKind::Err, "x", t("decision-rejected")),
        _ => return rsx! {},
    };
    let reason = notice.review.reason.as_ref().map(|reason| t_code("reject-reason", &reason.as_str().to_lowercase()));
    let day = format::unbroken(&format::day(notice.received_at, setup.clock.local_offset_minutes()));
    let note = notice.review.note.trim();
    rsx! {
        Notice { kind, icon, id: "decision", title,
            if let Some(reason) = reason {
                p { "{reason}" }
            }
            if !note.is_empty() {
                p { "{note}" }
            }
            p { class: "small", {t_with("decision-by", &[("name", notice.by.clone().into()), ("day", day.into())])} }
        }
    }
}

#[component]
fn Confirmed(receipt: ReceiptView) -> Element {
    let setup = use_setup();
    let at = format::unbroken(&format::moment(receipt.received_at, setup.clock.local_offset_minutes()));
    let count = [("done", receipt.held.into()), ("total", receipt.total.into()), ("when", at.into())];
    let file = |(kind, bytes, held): &(sambang_domain::survey::EvidenceKind, u64, bool)| ReceiptFile {
        label: t_code("evidence", kind.as_str()),
        size: format::bytes(*bytes),
        held: *held,
    };
    rsx! {
        Receipt {
            complete: receipt.complete,
            title: match (receipt.lost, receipt.complete) {
                (true, _) => t("receipt-lost"),
                (false, true) => t("receipt-complete"),
                (false, false) => t("receipt-partial"),
            },
            summary: t_with("receipt-summary", &count),
            name: receipt.name.clone(),
            nik: receipt.nik_masked.clone(),
            number: receipt.number.clone(),
            match_code: receipt.match_code.clone(),
            files: receipt.files.iter().map(file).collect::<Vec<_>>(),
        }
        if receipt.lost {
            Notice { kind: NoticeKind::Hold, id: "receipt-lost", {t("receipt-lost-about")} }
        }
        Notice { kind: NoticeKind::Plain, icon: "shield-check",
            {t_with("receipt-signed", &[("office", receipt.office.into())])}
        }
        p { class: "small muted", id: "receipt-local", {local_copy(receipt.local)} }
    }
}

fn local_copy(local: LocalCopy) -> String {
    match local {
        LocalCopy::Stays => t("receipt-local-stays"),
        LocalCopy::LeavesIn(0) => t("receipt-local-leaves-soon"),
        LocalCopy::LeavesIn(days) => t_with("receipt-local-leaves", &[("n", days.into())]),
        LocalCopy::WaitsForBackup => t("receipt-local-waits"),
        LocalCopy::Left => t("receipt-local-left"),
    }
}
