//! One answer with its verdict: it fits, or a remark on it. What was found about it, and what
//! changed since the version before, stand with it.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, Severity, confirmation, key};
use sambang_domain::review::FieldChange;
use sambang_domain::survey::fields;
use sambang_words::claims::Claim;
use sambang_words::findings;

use super::history::Changed;
use super::judgement::Judgement;
use crate::device::Case;
use crate::ui::components::{Button, ButtonKind, Icon, MessageKind, TextField};
use crate::ui::i18n::{language, t, t_with};

/// The rows of a part.
#[component]
pub(super) fn Rows(
    /// The survey.
    case: Rc<Case>,
    /// Its answers in this part.
    claims: Vec<Claim>,
) -> Element {
    rsx! {
        for claim in claims {
            Row { key: "{claim.path}", case: case.clone(), claim }
        }
    }
}

/// What changed in the answer with the newest version; nothing in a first one.
fn changes<'a>(case: &'a Case, claim: &'a Claim) -> impl Iterator<Item = &'a FieldChange> {
    let newest = case.history.last().filter(|_| case.revision > 1);
    newest.into_iter().flat_map(|revision| &revision.changes).filter(|change| claim.holds(&change.path))
}

/// One answer.
#[component]
pub(super) fn Row(
    /// The survey.
    case: Rc<Case>,
    /// The answer.
    claim: Claim,
    /// More about it, below its words.
    #[props(default = VNode::empty())]
    children: Element,
) -> Element {
    let findings: Vec<Finding> = case.findings.iter().filter(|finding| claim.concerns(finding)).cloned().collect();
    let changes: Vec<FieldChange> = changes(&case, &claim).cloned().collect();
    let is_nik = claim.path == fields::NIK.path;
    let changed = if changes.is_empty() { "no" } else { "yes" };
    rsx! {
        div { class: "check-row", "data-path": "{claim.path}", "data-changed": changed,
            div {
                span { class: "k", "{claim.label}" }
                span { class: if claim.warns { "v v--warn" } else { "v" },
                    if is_nik {
                        span { class: "nik-text nik-text--xl", "{claim.value}" }
                    } else {
                        "{claim.value}"
                    }
                }
                {children}
                for finding in findings {
                    Found { key: "{key(&finding)}", case: case.clone(), finding }
                }
                if !changes.is_empty() {
                    Changed { case: case.clone(), changes: changes.clone(), of: claim.path.clone() }
                }
            }
            Verdict { path: claim.path.clone(), label: claim.label.clone() }
            Remark { path: claim.path.clone(), label: claim.label.clone() }
        }
    }
}

/// A finding with its words, and why the facilitator confirmed the answer.
#[component]
pub(super) fn Found(
    /// The survey.
    case: Rc<Case>,
    /// What was found.
    finding: Finding,
) -> Element {
    let (title, advice) = findings::title_and_advice(language(), &finding, &case.programme);
    let confirmed = confirmation(&case.survey, &finding).map(|kept| findings::confirmed(language(), kept));
    let (class, icon) = match finding.severity {
        Severity::Error => ("found found--err", "circle-alert"),
        Severity::Warning if confirmed.is_some() => ("found found--ok", "circle-check"),
        Severity::Warning => ("found found--warn", "triangle-alert"),
        Severity::Note => ("found", "info"),
    };
    rsx! {
        span { class, "data-finding": finding.code.as_str(),
            Icon { name: icon }
            span {
                b { "{title}" }
                " "
                {confirmed.unwrap_or(advice)}
            }
        }
    }
}

#[component]
fn Verdict(path: String, label: String) -> Element {
    let judgement = use_context::<Judgement>();
    let (ticked, said, open) = (judgement.ticked(&path), !judgement.remark(&path).is_empty(), judgement.is_open(&path));
    let pressed = |on: bool| if on { "true" } else { "false" };
    let (ticks, says) = (judgement.clone(), judgement);
    let (ticked_path, said_path) = (path.clone(), path.clone());
    rsx! {
        div { class: "verdict", role: "group", "aria-label": "{label}",
            button {
                r#type: "button", class: "yes", id: "yes-{path}", "aria-pressed": pressed(ticked), disabled: said,
                "aria-label": if said { t("case-fits-after") } else { t("case-fits") },
                onclick: move |_| ticks.tick(&ticked_path),
                Icon { name: "check" }
            }
            button {
                r#type: "button", class: "say", id: "say-{path}", "aria-pressed": pressed(said), "aria-expanded": pressed(open),
                "aria-label": t("case-say"),
                onclick: move |_| says.toggle(&said_path),
                Icon { name: "message-square" }
            }
        }
    }
}

/// The box for a remark, below the answer while it is open.
#[component]
fn Remark(path: String, label: String) -> Element {
    let judgement = use_context::<Judgement>();
    if !judgement.is_open(&path) {
        return rsx! {};
    }
    let text = judgement.remark(&path);
    let empty = text.is_empty();
    let (says, leaves, drops) = (judgement.clone(), judgement.clone(), judgement);
    let (said, dropped) = (path.clone(), path.clone());
    rsx! {
        div { class: "check-row__say",
            TextField {
                id: "remark-{path}", label: t_with("case-remark-on", &[("field", label.into())]), value: text, multiline: true,
                max_len: 500, autofocus: empty, message: (MessageKind::Hint, t("case-remark-hint")),
                oninput: move |text: String| says.say(&said, &text),
                onblur: move |()| leaves.flush(),
            }
            Button { kind: ButtonKind::Quiet, small: true, icon: "trash-2", onclick: move |_| drops.take_back(&dropped), {t("case-remark-remove")} }
        }
    }
}
