//! The conversation about a survey: decisions with their comments, the facilitator's answers, and the remarks
//! that are not sealed yet.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::ids::Timestamp;
use sambang_domain::letters::shown;
use sambang_domain::review::{Comment, RejectReason, ReviewState, Verdict};
use sambang_domain::wire::v1::{ReviewNotice, ReviewOutcome};
use sambang_words::format;

use super::judgement::Judgement;
use crate::device::Case;
use crate::ui::components::{Chip, ChipKind};
use crate::ui::i18n::{field_name, t, t_code, t_with};

/// Word of a verdict as a chip.
#[must_use]
pub(in crate::ui::screens) fn verdict_chip(verdict: &Verdict) -> ChipKind {
    match verdict {
        Verdict::Approve => ChipKind::Approved,
        Verdict::Return => ChipKind::Returned,
        Verdict::Reject => ChipKind::Rejected,
        Verdict::Other(_) => ChipKind::Held,
    }
}

/// Chip of where a survey stands; "waiting" has words of its own.
#[component]
pub(in crate::ui::screens) fn StateChip(
    /// Where it stands.
    state: ReviewState,
) -> Element {
    match state {
        ReviewState::Returned => rsx! { Chip { kind: ChipKind::Returned } },
        ReviewState::Approved => rsx! { Chip { kind: ChipKind::Approved } },
        ReviewState::Rejected => rsx! { Chip { kind: ChipKind::Rejected } },
        ReviewState::Received | ReviewState::Other(_) => {
            rsx! { Chip { kind: ChipKind::Queued, text: t("case-state-received") } }
        }
    }
}

/// Chip of where a survey stands on this tablet: an own decision counts before it is sent.
#[component]
pub(in crate::ui::screens) fn CaseChip(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    match case.own.as_ref().filter(|own| own.outcome.is_none()) {
        Some(own) => {
            let kind = verdict_chip(&own.verdict);
            let verdict = kind.word();
            rsx! { Chip { kind, text: t_with("case-state-unsent", &[("verdict", verdict.into())]) } }
        }
        None => rsx! { StateChip { state: case.state.clone() } },
    }
}

/// The ministry's words for a reason.
#[must_use]
pub(in crate::ui::screens) fn reason_words(reason: &RejectReason) -> String {
    t_code("reject-reason", &reason.as_str().to_lowercase())
}

/// What became of a decision; nothing for one that holds.
pub(super) fn outcome_words(outcome: &ReviewOutcome) -> Option<String> {
    Some(match outcome {
        ReviewOutcome::Applied => return None,
        ReviewOutcome::Stale => t("case-outcome-stale"),
        ReviewOutcome::HandedOver => t("case-outcome-handed-over"),
        ReviewOutcome::Duplicate => t("case-outcome-duplicate"),
        ReviewOutcome::Other(_) => t("case-outcome-other"),
    })
}

/// The part.
#[component]
pub(super) fn Conversation(
    /// The survey.
    case: Rc<Case>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let drafted = judgement.remarks();
    let unsent = case.own.clone().filter(|own| own.outcome.is_none());
    let silent = case.reviews.is_empty() && drafted.is_empty() && unsent.is_none();
    rsx! {
        section { id: "conversation", class: "panel stack stack--3 review-part",
            h2 { {t("case-part-conversation")} }
            if silent {
                p { class: "small muted", {t("case-conversation-none")} }
            }
            for notice in case.reviews.iter().cloned() {
                Said { key: "{notice.review.id}", case: case.clone(), notice }
            }
            if let Some(own) = unsent {
                div { class: "stack stack--2", "data-said": "unsent",
                    p { class: "cluster",
                        Chip { kind: verdict_chip(&own.verdict) }
                        span { class: "small muted", {t_with("case-own-unsent", &[("time", format::unbroken(&format::moment(own.decided_at, judgement.offset)).into())])} }
                    }
                    Reason { reason: own.reason.clone(), note: own.note.clone() }
                    for comment in own.comments.clone() {
                        Bubble { key: "{comment.path}", who: t("case-you"), mine: true, field: field_name(&case.programme, &comment.path), text: comment.text }
                    }
                }
            }
            if !drafted.is_empty() {
                div { class: "stack stack--2", "data-said": "draft",
                    p { class: "small muted", {t("case-conversation-draft")} }
                    for comment in drafted {
                        Bubble { key: "{comment.path}", who: t("case-you"), mine: true, field: field_name(&case.programme, &comment.path), text: comment.text }
                    }
                }
            }
        }
    }
}

/// One decision with its comments and what was answered to each.
#[component]
fn Said(case: Rc<Case>, notice: ReviewNotice) -> Element {
    let judgement = use_context::<Judgement>();
    let review = notice.review.clone();
    let at = format::moment(review.decided_at, judgement.offset);
    let about = t_with(
        "case-said-by",
        &[
            ("name", notice.by.clone().into()),
            ("time", format::unbroken(&at).into()),
            ("number", review.revision.into()),
        ],
    );
    let outcome = outcome_words(&notice.outcome);
    rsx! {
        div { class: "stack stack--2", "data-said": "{review.id}",
            p { class: "cluster",
                Chip { kind: verdict_chip(&review.verdict) }
                span { class: "small muted", "{about}" }
            }
            if let Some(outcome) = outcome {
                p { class: "small muted", "{outcome}" }
            }
            Reason { reason: review.reason.clone(), note: review.note.clone() }
            for comment in review.comments.clone() {
                Thread { key: "{comment.path}", case: case.clone(), notice: notice.clone(), comment }
            }
        }
    }
}

#[component]
fn Reason(reason: Option<RejectReason>, note: String) -> Element {
    rsx! {
        if let Some(reason) = reason {
            p { {reason_words(&reason)} }
        }
        if !note.trim().is_empty() {
            p { "{note}" }
        }
    }
}

/// A comment and its answers.
#[component]
fn Thread(case: Rc<Case>, notice: ReviewNotice, comment: Comment) -> Element {
    let replies: Vec<_> = case
        .survey
        .replies
        .iter()
        .filter(|reply| reply.review == notice.review.id && reply.path == comment.path)
        .cloned()
        .collect();
    rsx! {
        Bubble { who: notice.by.clone(), mine: true, field: field_name(&case.programme, &comment.path), text: comment.text.clone() }
        for (n, reply) in replies.into_iter().enumerate() {
            div { key: "{n}", class: "comment-reply",
                Bubble { who: case.facilitator_name.clone(), mine: false, field: t("case-reply"), text: reply.text, at: reply.at }
            }
        }
    }
}

#[component]
fn Bubble(who: String, mine: bool, field: String, text: String, at: Option<Timestamp>) -> Element {
    let judgement = use_context::<Judgement>();
    let time = at.map(|at| format::unbroken(&format::moment(at, judgement.offset)));
    rsx! {
        div { class: "comment",
            span { class: if mine { "avatar avatar--me" } else { "avatar" }, "aria-hidden": "true", {initials(&who)} }
            div { class: "comment__body",
                p { class: "comment__who",
                    b { "{who}" }
                    " · {field}"
                    if let Some(time) = time {
                        " · {time}"
                    }
                }
                {shown(&text).into_owned()}
            }
        }
    }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter(|word| *word != "CONTOH").filter_map(|word| word.chars().next());
    let first = words.next();
    first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_drawn_as_two_letters() {
        assert_eq!(initials("CONTOH Dewi Lestari"), "DL");
        assert_eq!(initials("Yulianti"), "Y");
        assert_eq!(initials("CONTOH dewi ayu lestari"), "DL");
        assert_eq!(initials(""), "");
    }
}
