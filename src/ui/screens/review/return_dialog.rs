//! Returning: which answers are to be corrected, and what is to be done about each.

use std::collections::BTreeSet;
use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::review::{Comment, Verdict};
use sambang_domain::survey::fields;
use sambang_words::claims::{Claim, all};

use super::acts::Acts;
use super::judgement::Judgement;
use crate::device::Case;
use crate::ui::components::{Button, ButtonKind, CheckChoice, Dialog, Message, MessageKind, TextField};
use crate::ui::i18n::{field_name, language, t, t_with};
use crate::ui::sealing::Trouble;

/// The dialog.
#[component]
pub(super) fn ReturnDialog(
    /// The survey.
    case: Rc<Case>,
    /// Closed without a decision.
    on_close: EventHandler<()>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let acts = use_context::<Acts>();
    let mut current = use_signal(|| judgement.remarks().first().map(|comment| comment.path.clone()));
    let mut left_out = use_signal(BTreeSet::<String>::new);
    let mut adding = use_signal(|| judgement.remarks().is_empty());
    let mut asked = use_signal(|| false);
    let remarks = judgement.remarks();
    let wanted = remarks.iter().filter(|comment| !left_out.read().contains(&comment.path)).count();
    let sealing = acts.decider.sealing;
    let returns = {
        let judgement = judgement.clone();
        move |_| {
            if wanted == 0 {
                asked.set(true);
                return;
            }
            judgement.change(|draft| draft.comments.retain(|comment| !left_out.peek().contains(&comment.path)));
            left_out.write().clear();
            acts.decider.decide(Verdict::Return);
        }
    };
    rsx! {
        Dialog {
            title: t_with("case-return-ask", &[("name", case.facilitator_name.clone().into())]), wide: true, on_close,
            actions: rsx! {
                Button { id: "return-cancel", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("cancel")} }
                Button { id: "return-confirm", icon: "undo-2", busy: sealing.busy(), onclick: returns, {t_with("case-return-confirm", &[("count", wanted.into())])} }
            },
            p { class: "muted", {t("case-return-more")} }
            div { class: "review review--halves",
                div { class: "stack stack--3",
                    h3 { {t("case-return-list")} }
                    if remarks.is_empty() {
                        p { class: "small muted", {t("case-return-none")} }
                    }
                    for comment in remarks {
                        Wanted {
                            key: "{comment.path}", case: case.clone(), comment: comment.clone(),
                            on: !left_out.read().contains(&comment.path),
                            current: current() == Some(comment.path.clone()),
                            on_tick: { let path = comment.path.clone(); move |on: bool| {
                                if on { left_out.write().remove(&path); } else { left_out.write().insert(path.clone()); }
                            } },
                            on_edit: { let path = comment.path.clone(); move |()| current.set(Some(path.clone())) },
                        }
                    }
                    div {
                        Button { id: "return-add", kind: ButtonKind::Quiet, small: true, icon: "plus", onclick: move |_| adding.toggle(), {t("case-return-add")} }
                    }
                    if adding() {
                        Fields { case: case.clone(), on_choose: move |path: String| { current.set(Some(path)); adding.set(false); } }
                    }
                    if asked() && wanted == 0 {
                        Message { kind: MessageKind::Error, text: t("case-return-missing") }
                    }
                }
                if let Some(path) = current() {
                    // A loop over one element, because Dioxus compares keys only in lists: another field gets
                    // a box of its own.
                    for path in [path] {
                        Words { key: "{path}", case: case.clone(), path }
                    }
                }
            }
            Trouble { sealing }
        }
    }
}

/// A commented answer; without its tick it is left out.
#[component]
fn Wanted(
    case: Rc<Case>,
    comment: Comment,
    on: bool,
    current: bool,
    on_tick: EventHandler<bool>,
    on_edit: EventHandler<()>,
) -> Element {
    let label = name(&case, &comment.path);
    rsx! {
        div {
            CheckChoice { id: "return-{comment.path}", label: label.clone(), sub: comment.text.clone(), checked: on, onchange: move |on| on_tick.call(on) }
            if !current {
                Button {
                    kind: ButtonKind::Quiet, small: true, icon: "pencil-line", label: t_with("case-remark-edit-of", &[("field", label.into())]),
                    onclick: move |_| on_edit.call(()), {t("case-remark-edit")}
                }
            }
        }
    }
}

/// The name of a field as the page writes it.
fn name(case: &Case, path: &str) -> String {
    let claims = all(language(), &case.survey, &case.programme);
    let claim = claims.into_iter().find(|claim| claim.path == path);
    claim.map_or_else(|| field_name(&case.programme, path), |claim| claim.label)
}

/// The answers without a remark, and the survey as a whole.
#[component]
fn Fields(case: Rc<Case>, on_choose: EventHandler<String>) -> Element {
    let judgement = use_context::<Judgement>();
    let whole = (String::new(), t("answer-whole"));
    let claims =
        all(language(), &case.survey, &case.programme).into_iter().map(|Claim { path, label, .. }| (path, label));
    let free: Vec<_> = claims.chain([whole]).filter(|(path, _)| judgement.remark(path).is_empty()).collect();
    rsx! {
        div { class: "cluster", role: "group", "aria-label": t("case-return-add"),
            for (path, label) in free {
                button {
                    key: "{path}", r#type: "button", class: "chip chip--btn", "data-field": "{path}",
                    onclick: move |_| on_choose.call(path.clone()),
                    "{label}"
                }
            }
        }
    }
}

/// The remark on one answer, with phrases that are often needed.
#[component]
fn Words(case: Rc<Case>, path: String) -> Element {
    let judgement = use_context::<Judgement>();
    let text = judgement.remark(&path);
    let photo = fields::photo(&path).is_some();
    let phrases = if photo {
        vec![t("case-phrase-unclear"), t("case-phrase-cut"), t("case-phrase-other")]
    } else {
        vec![t("case-phrase-card"), t("case-phrase-ask"), t("case-phrase-incomplete")]
    };
    let (says, leaves) = (judgement.clone(), judgement.clone());
    let said = path.clone();
    rsx! {
        div { class: "stack stack--3",
            TextField {
                id: "return-words", label: t_with("case-remark-on", &[("field", name(&case, &path).into())]), value: text.clone(), multiline: true,
                max_len: 500, autofocus: text.is_empty(), message: (MessageKind::Hint, t("case-remark-hint")),
                oninput: move |text: String| says.say(&said, &text),
                onblur: move |()| leaves.flush(),
            }
            div { class: "cluster",
                for phrase in phrases {
                    button {
                        key: "{phrase}", r#type: "button", class: "chip chip--btn",
                        onclick: { let (judgement, path, phrase) = (judgement.clone(), path.clone(), phrase.clone()); move |_| {
                            let text = judgement.remark(&path);
                            let joined = if text.trim().is_empty() { phrase.clone() } else { format!("{} {phrase}", text.trim_end()) };
                            judgement.say(&path, &joined);
                            judgement.flush();
                        } },
                        "{phrase}"
                    }
                }
            }
        }
    }
}
