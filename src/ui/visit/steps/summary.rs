//! Step 8: what is in the way, what deserves a look, and everything that was answered.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, Severity, confirmation, key};
use sambang_words::findings;

use super::summary_data::SummaryData;
use super::visit_day::VisitDay;
use crate::device::Opened;
use crate::ui::components::{Button, ButtonKind, Dialog, Icon, Notice, NoticeKind};
use crate::ui::i18n::{language, t, t_with};
use crate::ui::visit::confirming::ConfirmSheet;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::sections::SectionList;

/// The step.
#[component]
pub(in crate::ui::visit) fn SummaryStep(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let has_nik = !view.survey.identity.nik.is_empty();
    use_hook(move || {
        if has_nik && visit.device.note_opening(visit.id, Opened::Nik).is_err() {
            tracing::warn!("an opening was not recorded");
        }
    });
    let of = |severity| view.findings.iter().filter(|found| found.severity == severity).cloned().collect::<Vec<_>>();
    let confirmed = |found: &Finding| confirmation(&view.survey, found).is_some();
    let (settled, warnings): (Vec<_>, Vec<_>) = of(Severity::Warning).into_iter().partition(confirmed);
    let (errors, notes) = (of(Severity::Error), [settled, of(Severity::Note)].concat());
    rsx! {
        div { class: "stack stack--5",
            if errors.is_empty() && warnings.is_empty() {
                div { class: "gut",
                    Notice { kind: NoticeKind::Ok, title: t("visit-all-good"), {t("visit-all-good-more")} }
                }
            }
            if !errors.is_empty() {
                section {
                    div { class: "sum-h",
                        h2 { {t_with("visit-errors", &[("count", errors.len().into())])} }
                    }
                    Findings { view: view.clone(), findings: errors }
                }
            }
            if !warnings.is_empty() {
                section {
                    div { class: "sum-h",
                        h2 { {t_with("visit-warnings", &[("count", warnings.len().into())])} }
                        span { class: "small muted", {t("visit-may-go-on")} }
                    }
                    Findings { view: view.clone(), findings: warnings }
                }
            }
            if !notes.is_empty() {
                section {
                    div { class: "sum-h",
                        h2 { {t("visit-notes")} }
                    }
                    Findings { view: view.clone(), findings: notes }
                }
            }
            VisitDay { view: view.clone() }
            SectionList { view: view.clone() }
            SummaryData { view: view.clone() }
            // The correction of a sealed survey cannot be discarded.
            if view.points.is_empty() {
                div { class: "gut", Discard {} }
            }
        }
    }
}

/// Each finding leads to its field; a warning can also be confirmed here.
#[component]
fn Findings(view: Rc<View>, findings: Vec<Finding>) -> Element {
    rsx! {
        ul { class: "list",
            for finding in findings {
                Row { key: "{key(&finding)}", view: view.clone(), finding }
            }
        }
    }
}

#[component]
fn Row(view: Rc<View>, finding: Finding) -> Element {
    let visit = use_context::<Visit>();
    let mut asking = use_signal(|| false);
    let (title, advice) = findings::title_and_advice(language(), &finding, &view.programme);
    let kept = confirmation(&view.survey, &finding).cloned();
    let (severity, class, icon) = look(finding.severity, kept.is_some());
    let act = if kept.is_some() { t("confirm-change") } else { t("confirm-open") };
    let confirms = finding.severity == Severity::Warning;
    let target = finding.clone();
    rsx! {
        li { class: if confirms { "finding-row" } else { "" },
            button {
                r#type: "button", class,
                "data-finding": finding.code.as_str(), "data-path": finding.path.clone(), "data-severity": severity,
                onclick: move |_| visit.go_to_finding(&target),
                Icon { name: icon }
                span {
                    b { "{title}" }
                    br {}
                    if let Some(kept) = &kept {
                        span { class: "small", {findings::confirmed(language(), kept)} }
                    } else {
                        span { class: "small muted", "{advice}" }
                    }
                    br {}
                    span { class: "finding__fix", {findings::link(language(), &finding)} }
                }
            }
            if confirms {
                div { class: "finding-row__act",
                    Button {
                        id: "confirm-{key(&finding)}", kind: ButtonKind::Second, small: true, icon: "check",
                        label: format!("{act}: {title}"),
                        onclick: move |_| asking.set(true),
                        "{act}"
                    }
                }
            }
            if asking() {
                ConfirmSheet { view: view.clone(), finding: finding.clone(), on_close: move |()| asking.set(false) }
            }
        }
    }
}

/// Name for tests, class and icon.
fn look(severity: Severity, confirmed: bool) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "finding finding--err", "circle-alert"),
        Severity::Warning if confirmed => ("confirmed", "finding finding--ok", "circle-check"),
        Severity::Warning => ("warning", "finding finding--warn", "triangle-alert"),
        Severity::Note => ("note", "finding", "info"),
    }
}

/// Deleting the draft: quiet, at the very end, and asked again.
#[component]
fn Discard() -> Element {
    let mut asking = use_signal(|| false);
    rsx! {
        Button { id: "discard", kind: ButtonKind::DangerLine, icon: "trash-2", small: true, onclick: move |_| asking.set(true), {t("visit-discard")} }
        if asking() {
            DiscardDialog { on_close: move |()| asking.set(false) }
        }
    }
}

#[component]
fn DiscardDialog(on_close: EventHandler<()>) -> Element {
    let visit = use_context::<Visit>();
    let mut failed = use_signal(|| false);
    let discard = move |_| {
        visit.autosave.flush();
        // Once it is gone the visit leaves by itself.
        if visit.device.discard_draft(visit.id).is_err() {
            failed.set(true);
        }
    };
    rsx! {
        Dialog {
            title: t("visit-discard-ask"), on_close,
            actions: rsx! {
                Button { id: "discard-keep", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("visit-discard-keep")} }
                Button { id: "discard-confirm", kind: ButtonKind::Danger, onclick: discard, {t("visit-discard")} }
            },
            p { {t("visit-discard-more")} }
            if failed() {
                Notice { kind: NoticeKind::Err, {t("visit-discard-failed")} }
            }
        }
    }
}
