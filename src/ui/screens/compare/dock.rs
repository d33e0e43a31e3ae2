//! Deciding which of two surveys with one NIK stands, or that they are two people.

use std::rc::Rc;

use dioxus::prelude::*;
use dioxus::router::Navigator;
use sambang_domain::Language;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::review::{RejectReason, ReviewState, Verdict};
use sambang_domain::survey::fields;
use sambang_domain::wire::v1::Duplicate;
use sambang_words::texts;

use crate::device::{Case, Device, DeviceError};
use crate::ui::components::{Button, ButtonKind, CheckChoice, Dialog, Message, MessageKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::screens::review::{decided_words, say, say_held};
use crate::ui::sealing::{Trouble, use_sealing};
use crate::ui::session::use_device;

/// The question that is asked before a decision is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    /// The first survey stands.
    First,
    /// The other one stands.
    Other,
    /// They are two people.
    TwoPeople,
}

/// The dock.
#[component]
pub(super) fn CompareDock(
    /// The first survey.
    a: Rc<Case>,
    /// What is known of the other.
    duplicate: Duplicate,
    /// The other one, when it is of the area.
    b: Option<Rc<Case>>,
) -> Element {
    let mut asking = use_signal(|| None::<Asking>);
    let both = b.is_some();
    let fits = a.seal_fits && b.as_ref().is_none_or(|b| b.seal_fits);
    let other_stands = duplicate.state == ReviewState::Approved;
    let close = use_callback(move |()| asking.set(None));
    let (first, other) =
        if both { (t("compare-use-a"), t("compare-use-b")) } else { (t("compare-approve-a"), t("compare-reject-a")) };
    // The primary button keeps the survey that is approved already.
    let (first_kind, other_kind) = if other_stands {
        (ButtonKind::Second, ButtonKind::Primary)
    } else {
        (ButtonKind::Primary, ButtonKind::Second)
    };
    rsx! {
        footer { class: "dock dock--review",
            div { class: "dock__wide",
                Button { id: "two-people", kind: ButtonKind::Second, icon: "users", onclick: move |_| asking.set(Some(Asking::TwoPeople)), {t("compare-two-people")} }
                div { class: "acts",
                    Button { id: "use-a", kind: first_kind, disabled: !fits || (!both && other_stands), onclick: move |_| asking.set(Some(Asking::First)), "{first}" }
                    Button { id: "use-b", kind: other_kind, disabled: both && !fits, onclick: move |_| asking.set(Some(Asking::Other)), "{other}" }
                }
            }
        }
        match asking() {
            None => rsx! {},
            Some(Asking::TwoPeople) => rsx! { TwoPeople { a, b, on_close: close } },
            Some(which) => rsx! { Stands { a, duplicate, b, first: which == Asking::First, on_close: close } },
        }
    }
}

/// Says what was decided, and goes back.
fn decided(navigator: Navigator, words: String, surveys: Vec<SurveyId>) {
    say_held(words, surveys);
    leave(&navigator);
}

/// Asks once more which survey stands, before the decisions are sealed.
#[component]
fn Stands(a: Rc<Case>, duplicate: Duplicate, b: Option<Rc<Case>>, first: bool, on_close: EventHandler<()>) -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let sealing = use_sealing();
    // The revisions shown when the question was asked: a newer one that arrives meanwhile must not be decided
    // unseen.
    let shown = use_hook(|| ((a.survey.id, a.digest), b.as_ref().map(|b| (b.survey.id, b.digest))));
    let number = if first { a.receipt_number.clone() } else { duplicate.receipt_number.clone() };
    let (title, more, verb) = match (&b, first) {
        (Some(_), true) => (t("compare-use-a-ask"), t("compare-use-more"), t("compare-use-a")),
        (Some(_), false) => (t("compare-use-b-ask"), t("compare-use-more"), t("compare-use-b")),
        (None, true) => (t("compare-approve-a-ask"), t("compare-approve-a-more"), t("compare-approve-a")),
        (None, false) => (t("compare-reject-a-ask"), t("compare-reject-a-more"), t("compare-reject-a")),
    };
    let stays = if first { Some(&a) } else { b.as_ref() };
    let said = match stays {
        Some(stays) => decided_words(&stays.survey.identity.name, &Verdict::Approve),
        None => decided_words(&a.survey.identity.name, &Verdict::Reject),
    };
    // Only an approval rejects nothing.
    let kind = if b.is_none() && first { ButtonKind::Primary } else { ButtonKind::Danger };
    let work = move |_| {
        let (device, (a, b)) = (device.clone(), shown);
        let words = said.clone();
        let note = t_with("compare-note", &[("number", duplicate.receipt_number.clone().into())]);
        // Sealed in Indonesian: whoever reads it may have another language than this tablet.
        let standing = texts::text_with(Language::Id, "compare-note-stands", &[("number", number.clone().into())]);
        let decide = move || match (b, first) {
            (Some(b), true) => device.hold_duplicate(a, &[b], &standing),
            (Some(b), false) => device.hold_duplicate(b, &[a], &standing),
            (None, true) => device.hold(&[(a.0, a.1, Verdict::Approve)]),
            (None, false) => reject_as_duplicate(&device, a.0, a.1, note),
        };
        let surveys = [Some(a), b].into_iter().flatten().map(|(survey, _)| survey).collect();
        sealing.run(decide, move |()| decided(navigator, words, surveys));
    };
    rsx! {
        Dialog {
            title, on_close,
            actions: rsx! {
                Button { id: "stands-cancel", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("cancel")} }
                Button { id: "stands-confirm", kind, busy: sealing.busy(), onclick: work, "{verb}" }
            },
            p { "{more}" }
            Trouble { sealing }
        }
    }
}

/// Rejects a survey because one outside the area has its NIK.
fn reject_as_duplicate(device: &Device, id: SurveyId, judged: Digest, note: String) -> Result<(), DeviceError> {
    let mut draft = device.case_draft(id)?;
    draft.reason = Some(RejectReason::NikDouble);
    draft.note = note;
    device.set_case_draft(id, &draft)?;
    device.hold(&[(id, judged, Verdict::Reject)])
}

/// The NIK of one or both was typed wrong: they go back with the comment that says so.
#[component]
fn TwoPeople(a: Rc<Case>, b: Option<Rc<Case>>, on_close: EventHandler<()>) -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let sealing = use_sealing();
    // As they were on the page when it was asked.
    let (a, b) = use_hook(|| (a, b));
    let both = b.is_some();
    let mut chosen = use_signal(move || (!both, false));
    let mut asked = use_signal(|| false);
    let nothing = chosen() == (false, false);
    let name =
        |case: &Case, letter: &str| format!("{letter}: {} · {}", case.survey.identity.name, case.facilitator_name);
    let (first, other) = (name(&a, "A"), b.as_ref().map(|b| name(b, "B")));
    let returns = move |_| {
        if nothing {
            asked.set(true);
            return;
        }
        let wanted = [Some(a.clone()).filter(|_| chosen.peek().0), b.clone().filter(|_| chosen.peek().1)];
        let cases: Vec<(SurveyId, _)> =
            wanted.into_iter().flatten().map(|case| (case.survey.id, case.digest)).collect();
        let (device, words) = (device.clone(), t("compare-nik-comment"));
        let surveys: Vec<_> = cases.iter().map(|(survey, _)| *survey).collect();
        let said = t_with("case-decided-returned", &[("count", surveys.len().into())]);
        let returned = move || {
            for (id, _) in &cases {
                let mut draft = device.case_draft(*id)?;
                say(&mut draft, fields::NIK.path, &words);
                device.set_case_draft(*id, &draft)?;
            }
            let wanted: Vec<_> = cases.into_iter().map(|(id, digest)| (id, digest, Verdict::Return)).collect();
            device.hold(&wanted)
        };
        sealing.run(returned, move |()| decided(navigator, said, surveys));
    };
    rsx! {
        Dialog {
            title: t("compare-two-people"), on_close,
            actions: rsx! {
                Button { id: "people-cancel", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("cancel")} }
                Button { id: "people-confirm", icon: "undo-2", busy: sealing.busy(), onclick: returns, {t("compare-return")} }
            },
            p { {t("compare-two-people-more")} }
            div { class: "choices choices--1",
                CheckChoice { id: "wrong-a", label: first, checked: chosen().0, onchange: move |on| chosen.write().0 = on }
                if let Some(other) = other {
                    CheckChoice { id: "wrong-b", label: other, checked: chosen().1, onchange: move |on| chosen.write().1 = on }
                }
            }
            p { class: "small muted", {t_with("compare-comment-is", &[("words", t("compare-nik-comment").into())])} }
            if asked() && nothing {
                Message { kind: MessageKind::Error, text: t("compare-which") }
            }
            Trouble { sealing }
        }
    }
}
