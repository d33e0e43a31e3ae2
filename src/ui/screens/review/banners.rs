//! What must be known before judging: a seal that does not fit, a version that came meanwhile, an own
//! decision that needs another, duplicates, files that are still on their way.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, Severity, confirmation, key};
use sambang_domain::review::ReviewState;
use sambang_domain::wire::v1::{Duplicate, ReviewNotice, ReviewOutcome};
use sambang_words::claims::all;
use sambang_words::findings;
use sambang_words::format;

use super::conversation::{CaseChip, StateChip, verdict_chip};
use super::judgement::Judgement;
use super::row::Found;
use crate::device::{Case, OwnDecision};
use crate::ui::components::{Button, ButtonKind, Chip, Icon, Notice, NoticeKind};
use crate::ui::i18n::{language, t, t_code, t_with};
use crate::ui::route::Route;

/// Duplicates that are not decided yet.
pub(in crate::ui::screens) fn open_duplicates(case: &Case) -> Vec<Duplicate> {
    let open = |duplicate: &&Duplicate| duplicate.state != ReviewState::Rejected;
    case.duplicates.iter().filter(open).cloned().collect()
}

/// All of them, above the parts.
#[component]
pub(super) fn Banners(
    /// The survey.
    case: Rc<Case>,
    /// Number of a version that came while the page was open.
    newer: Option<u32>,
    /// Shows that version.
    on_newer: EventHandler<()>,
) -> Element {
    let missing = case.attachments.iter().filter(|attachment| !attachment.held).count();
    let duplicates = open_duplicates(&case);
    rsx! {
        if let Some(number) = newer {
            Notice { kind: NoticeKind::Hold, id: "newer", title: t_with("case-newer", &[("number", number.into())]),
                div { class: "stack stack--2",
                    p { {t("case-newer-more")} }
                    div {
                        Button { id: "show-newer", kind: ButtonKind::Second, small: true, icon: "refresh-cw", onclick: move |_| on_newer.call(()), {t("case-newer-show")} }
                    }
                }
            }
        }
        if !case.seal_fits {
            Notice { kind: NoticeKind::Err, id: "seal-broken", title: t("case-seal-broken"), {t_with("case-seal-broken-more", &[("number", format::unbroken(&case.receipt_number).into())])} }
        }
        if case.needs_decision {
            Again { case: case.clone() }
        }
        // With an own decision on its way there is nothing to ask.
        if !duplicates.is_empty() && !is_unsent(&case) {
            Duplicates { case: case.clone(), duplicates }
        }
        if missing > 0 {
            Notice { kind: NoticeKind::Warn, icon: "image-off", id: "files-missing",
                {t_with("case-files-missing", &[("count", missing.into()), ("total", case.attachments.len().into())])}
            }
        }
        Overview { case }
    }
}

/// That the own decision was not applied, and why.
#[component]
fn Again(case: Rc<Case>) -> Element {
    let own = case.own.clone();
    let outcome = own.as_ref().and_then(|own| own.outcome.clone());
    let other = applied(&case).filter(|notice| own.as_ref().is_none_or(|own| notice.review.id != own.review));
    let judged = own.as_ref().and_then(|own| case.reviews.iter().find(|notice| notice.review.id == own.review));
    let newer = judged.is_some_and(|notice| notice.review.revision < case.revision);
    let why = match (outcome, other) {
        (Some(ReviewOutcome::Duplicate), _) => t("case-again-duplicate"),
        (_, Some(notice)) if !newer => t_with(
            "case-again-other",
            &[("name", notice.by.clone().into()), ("verdict", verdict_chip(&notice.review.verdict).word().into())],
        ),
        _ => t_with("case-again-newer", &[("number", case.revision.into())]),
    };
    rsx! {
        Notice { kind: NoticeKind::Hold, id: "needs-decision", title: t("case-again"),
            p { "{why}" }
            if let Some(own) = own {
                p { class: "small", {t_with("case-again-own", &[("verdict", verdict_chip(&own.verdict).word().into())])} }
            }
        }
    }
}

#[component]
fn Duplicates(case: Rc<Case>, duplicates: Vec<Duplicate>) -> Element {
    let navigator = use_navigator();
    let id = case.survey.id.to_string();
    rsx! {
        Notice { kind: NoticeKind::Hold, icon: "copy", id: "duplicates", title: t_with("case-duplicates", &[("count", duplicates.len().into())]),
            div { class: "stack stack--2",
                p { {t("case-duplicates-more")} }
                div {
                    Button {
                        id: "compare", kind: ButtonKind::Second, small: true, icon: "copy",
                        onclick: move |_| { navigator.push(Route::Compare { id: id.clone() }); },
                        {t("case-compare")}
                    }
                }
            }
        }
    }
}

/// State, findings in a word, and how much was judged; findings that belong to no answer in full.
#[component]
fn Overview(case: Rc<Case>) -> Element {
    let judgement = use_context::<Judgement>();
    let claims = all(language(), &case.survey, &case.programme);
    let judged = claims
        .iter()
        .filter(|claim| judgement.ticked(&claim.path) || !judgement.remark(&claim.path).is_empty())
        .count();
    let weighs = |finding: &&Finding| finding.severity != Severity::Note;
    let open: Vec<Finding> = case
        .findings
        .iter()
        .filter(weighs)
        .filter(|finding| confirmation(&case.survey, finding).is_none())
        .cloned()
        .collect();
    let loose: Vec<Finding> =
        case.findings.iter().filter(|finding| !claims.iter().any(|claim| claim.concerns(finding))).cloned().collect();
    let count = case.findings.iter().filter(weighs).count();
    rsx! {
        div { class: "cluster", id: "overview",
            CaseChip { case: case.clone() }
            for finding in open {
                span { key: "{key(&finding)}", class: "chip chip--kembali",
                    Icon { name: "triangle-alert" }
                    {findings::title_and_advice(language(), &finding, &case.programme).0}
                }
            }
            if case.seal_fits {
                span { class: "row small muted", id: "seal-fits",
                    Icon { name: "shield-check" }
                    span { {t("case-seal-fits")} }
                }
            }
            span { class: "small muted", role: "status", id: "judged",
                {t_with("case-judged", &[("findings", count.into()), ("judged", judged.into()), ("total", claims.len().into())])}
            }
        }
        if !loose.is_empty() {
            div { class: "panel stack stack--2",
                for finding in loose {
                    Found { key: "{key(&finding)}", case: case.clone(), finding }
                }
            }
        }
    }
}

/// The decision that holds, with the way to another one.
#[component]
pub(super) fn Decided(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let own = case.own.clone().filter(|own| own.outcome.is_none());
    match own {
        Some(own) => rsx! {
            Chip { kind: verdict_chip(&own.verdict) }
            span { class: "small muted", id: "own-decision", {unsent_words(&own, judgement.offset)} }
        },
        None => rsx! {
            StateChip { state: case.state.clone() }
            span { class: "small muted", id: "own-decision", {decided_words(&case, judgement.offset)} }
        },
    }
}

fn unsent_words(own: &OwnDecision, offset: i32) -> String {
    match &own.blocked {
        Some(reason) => t_code("blocked", reason.as_str()),
        None => {
            t_with("case-own-unsent", &[("time", format::unbroken(&format::moment(own.decided_at, offset)).into())])
        }
    }
}

/// The decision that holds.
fn applied(case: &Case) -> Option<&ReviewNotice> {
    case.reviews.iter().rfind(|notice| notice.outcome == ReviewOutcome::Applied)
}

/// Who decided what holds, and when.
fn decided_words(case: &Case, offset: i32) -> String {
    let Some(notice) = applied(case) else { return String::new() };
    t_with(
        "case-decided-by",
        &[
            ("name", notice.by.clone().into()),
            ("time", format::unbroken(&format::moment(notice.review.decided_at, offset)).into()),
        ],
    )
}

/// Whether the page asks for a decision, or shows one that was made.
pub(super) fn is_open(case: &Case) -> bool {
    case.needs_decision || (!is_unsent(case) && case.state == ReviewState::Received)
}

/// Whether an own decision has no answer from the province yet.
fn is_unsent(case: &Case) -> bool {
    case.own.as_ref().is_some_and(|own| own.outcome.is_none())
}
