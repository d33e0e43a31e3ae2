//! Finishing: gated by errors only, confirmed once, then sealed and queued.

use std::rc::Rc;

use dioxus::prelude::*;
use sambang_domain::check::Severity;
use sambang_words::format;

use crate::ui::components::{Beads, Button, ButtonKind, Dock, Sheet};
use crate::ui::i18n::{t, t_with};
use crate::ui::sealing::{Trouble, use_sealing};
use crate::ui::visit::context::{View, Visit};
use crate::ui::visit::photo_jobs;

/// The dock of the summary.
#[component]
pub(in crate::ui::visit) fn SummaryDock(
    /// What is stored.
    view: Rc<View>,
) -> Element {
    let visit = use_context::<Visit>();
    let mut asking = use_signal(|| false);
    let errors = view.errors();
    let first = view.findings.iter().find(|found| found.severity == Severity::Error).cloned();
    let photo_busy = photo_jobs::busy(visit.id);
    let note = if photo_busy { t("visit-finish-photo-busy") } else { t("visit-draft-safe") };
    rsx! {
        Dock { note,
            if let Some(first) = first {
                Button {
                    id: "finish", kind: ButtonKind::Second, disabled: true, onclick: |_| {},
                    label: t_with("visit-finish-blocked", &[("count", errors.into())]),
                    {t("visit-finish")}
                }
                Button {
                    id: "repair",
                    onclick: move |_| visit.go_to_finding(&first),
                    {t_with("visit-repair", &[("count", errors.into())])}
                }
            } else {
                Button { id: "finish", icon: "check", busy: photo_busy, onclick: move |_| asking.set(true), {t("visit-finish")} }
            }
        }
        if asking() && errors == 0 {
            FinishSheet { view: view.clone(), on_close: move |()| asking.set(false) }
        }
    }
}

#[component]
fn FinishSheet(view: Rc<View>, on_close: EventHandler<()>) -> Element {
    let visit = use_context::<Visit>();
    let sealing = use_sealing();
    let count = u32::try_from(view.survey.evidence.len()).unwrap_or(u32::MAX);
    let bytes = view.survey.evidence.iter().map(|photo| photo.size_bytes).sum();
    let finish = move |_| {
        visit.autosave.flush();
        let (device, id) = (visit.device.clone(), visit.id);
        // On success the visit leaves by itself: it is no draft any more.
        sealing.run(move || device.finish(id), drop);
    };
    rsx! {
        Sheet { title: t("visit-finish-ask"), on_close,
            p { {t("visit-finish-more")} }
            p { class: "row",
                Beads { done: count, total: count }
                span { class: "small", {t_with("visit-finish-files", &[("count", count.into()), ("size", format::bytes(bytes).into())])} }
            }
            Trouble { sealing, title: t("visit-finish-failed") }
            Button { id: "finish-confirm", icon: "check", block: true, busy: sealing.busy(), onclick: finish, {t("visit-finish-confirm")} }
            Button { id: "finish-look", kind: ButtonKind::Second, block: true, onclick: move |_| on_close.call(()), {t("visit-finish-look")} }
        }
    }
}
