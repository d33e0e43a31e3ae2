//! Step 8: what is in the way, what deserves a look, and everything that was answered.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::{Finding, Severity};

use super::summary_data::SummaryData;
use crate::device::Opened;
use crate::ui::components::{Button, ButtonKind, Dialog, Icon, Notice, NoticeKind};
use crate::ui::i18n::{t, t_with};
use crate::ui::session::use_back;
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::findings::{fix_of, step_of, target_of, words};

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
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
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
            SummaryData { view: view.clone() }
            div { class: "gut", Discard {} }
        }
    }
}

/// Each finding is one target that leads to its field.
#[component]
fn Findings(view: Rc<View>, findings: Vec<Finding>) -> Element {
    let visit = use_context::<Visit>();
    let rows = findings.into_iter().map(|found| {
        let words = words(&found, &view.programme);
        (format!("{} {}", found.path, found.code), look(found.severity), found, words, visit.clone())
    });
    rsx! {
        ul { class: "list",
            for (key, (severity, class, icon), found, (title, advice), visit) in rows {
                li { key: "{key}",
                    button {
                        r#type: "button", class,
                        "data-finding": found.code, "data-path": found.path.clone(),
                        "data-severity": severity,
                        onclick: {
                            let found = found.clone();
                            move |_| visit.go_to_field(step_of(&found.path), &target_of(&found))
                        },
                        Icon { name: icon }
                        span {
                            b { "{title}" }
                            br {}
                            span { class: "small muted", "{advice}" }
                            br {}
                            span { class: "finding__fix", {fix_of(&found)} }
                        }
                    }
                }
            }
        }
    }
}

/// Name for tests, class and icon.
fn look(severity: Severity) -> (&'static str, &'static str, &'static str) {
    match severity {
        Severity::Error => ("error", "finding finding--err", "circle-alert"),
        Severity::Warning => ("warning", "finding finding--warn", "triangle-alert"),
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
    use_back(move || {
        on_close.call(());
        true
    });
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
