//! The decision: reject, return, approve and go on.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::key;
use sambang_domain::review::Verdict;
use sambang_words::findings::title_and_advice;

use super::acts::{Acts, Asking, Open};
use super::banners::{Decided, open_duplicates};
use super::judgement::Judgement;
use super::page_events::keys;
use super::reject::RejectDialog;
use super::return_dialog::ReturnDialog;
use crate::device::Case;
use crate::ui::components::{Button, ButtonKind, Dialog, Notice, NoticeKind};
use crate::ui::i18n::{language, name_or_unnamed, t, t_with};
use crate::ui::screens::keys::KeysDialog;
use crate::ui::sealing::Trouble;

/// The dock.
#[component]
pub(super) fn ReviewDock(
    /// The survey.
    case: Rc<Case>,
    /// A newer version has come.
    newer: bool,
) -> Element {
    let judgement = use_context::<Judgement>();
    let acts = use_context::<Acts>();
    let navigator = use_navigator();
    let mut again = acts.again;
    let sealing = acts.decider.sealing;
    let hindrance = acts.hindrance(&case, newer);
    let Open { unchecked: left, remarks, .. } = Open::of(&case, &judgement);
    let compares = !open_duplicates(&case).is_empty();
    let [rejects, returns, approves] = std::array::from_fn(|_| acts.clone());
    let judged = case.clone();
    rsx! {
        footer { class: "dock dock--review",
            Trouble { sealing }
            if judgement.failed() {
                Notice { kind: NoticeKind::Err, {t("case-draft-failed")} }
            }
            match hindrance {
                Some(why) if !why.is_empty() => rsx! {
                    p { class: "dock__note", role: "status", "{why}" }
                },
                Some(_) => rsx! {
                    div { class: "dock__wide",
                        div { class: "cluster", Decided { case: case.clone() } }
                        Button { id: "decide-again", kind: ButtonKind::Second, icon: "pen-line", onclick: move |_| again.set(true), {t("case-decide-again")} }
                    }
                },
                None => rsx! {
                    div { class: "dock__wide",
                        div { class: "acts",
                            Button { id: "reject", kind: ButtonKind::DangerLine, icon: "x", onclick: move |_| rejects.ask(Asking::Reject), {t("case-reject")} }
                            Button { id: "return", kind: ButtonKind::Second, class: "btn--warn-line", icon: "undo-2", onclick: move |_| returns.ask(Asking::Return),
                                {t_with("case-return", &[("count", remarks.into())])}
                            }
                        }
                        div { class: "row dock__go",
                            span { class: "small muted", id: "left", {t_with("case-left", &[("count", left.into())])} }
                            if compares {
                                Button { id: "approve", icon: "copy", busy: sealing.busy(), onclick: move |_| approves.approve(&judged, &judgement, navigator), {t("case-compare-first")} }
                            } else {
                                Button { id: "approve", icon: "check", busy: sealing.busy(), disabled: !case.seal_fits, onclick: move |_| approves.approve(&judged, &judgement, navigator), {t("case-approve")} }
                            }
                        }
                    }
                },
            }
        }
        Questions { case }
    }
}

/// The dialogs.
#[component]
fn Questions(case: Rc<Case>) -> Element {
    let mut asking = use_context::<Acts>().asking;
    let close = use_callback(move |()| asking.set(None));
    match asking() {
        Some(Asking::Reject) => rsx! { RejectDialog { on_close: close } },
        Some(Asking::Return) => rsx! { ReturnDialog { case, on_close: close } },
        Some(Asking::ApproveOpen) => rsx! { ApproveOpen { case, on_close: close } },
        Some(Asking::Keys) => rsx! { KeysDialog { keys: keys(), on_close: close } },
        None => rsx! {},
    }
}

/// Approving although something is open: what it is stands in the question.
#[component]
fn ApproveOpen(case: Rc<Case>, on_close: EventHandler<()>) -> Element {
    let judgement = use_context::<Judgement>();
    let acts = use_context::<Acts>();
    let Open { findings, unchecked, remarks } = Open::of(&case, &judgement);
    let sealing = acts.decider.sealing;
    let name = name_or_unnamed(&case.survey.identity.name);
    rsx! {
        Dialog {
            title: t_with("case-approve-open", &[("name", name.into())]), on_close,
            actions: rsx! {
                Button { id: "approve-keep", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("cancel")} }
                Button { id: "approve-confirm", icon: "check", busy: sealing.busy(), onclick: move |_| acts.decider.decide(Verdict::Approve), {t("case-approve")} }
            },
            if !findings.is_empty() {
                div { class: "stack stack--1", id: "open-findings",
                    p { {t_with("case-approve-findings", &[("count", findings.len().into())])} }
                    ul {
                        for finding in findings {
                            li { key: "{key(&finding)}", {title_and_advice(language(), &finding, &case.programme).0} }
                        }
                    }
                }
            }
            if unchecked > 0 {
                p { id: "open-fields", {t_with("case-approve-unchecked", &[("count", unchecked.into())])} }
            }
            if remarks > 0 {
                p { {t_with("case-approve-remarked", &[("count", remarks.into())])} }
                p { class: "small muted", {t("case-approve-remarked-more")} }
            }
            Trouble { sealing }
        }
    }
}
