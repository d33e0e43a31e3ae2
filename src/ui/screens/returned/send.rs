//! The foot of a returned survey: how far it is, all answers, and sending it again.

use dioxus::prelude::*;
use sambang_domain::check::Severity;

use super::{Returned, correct};
use crate::device::Point;
use crate::ui::components::{Button, ButtonKind, Dock, Notice, NoticeKind, Sheet};
use crate::ui::i18n::{t, t_with};
use crate::ui::sealing::{Trouble, use_sealing};
use crate::ui::session::use_device;
use crate::ui::visit::photo_under_way;

/// The dock. Sending is gated like finishing a visit: by errors alone, once something was done.
#[component]
pub(super) fn SendDock(
    /// The survey.
    found: Returned,
    /// Where trouble is shown.
    problem: Signal<Option<String>>,
) -> Element {
    let device = use_device();
    let mut asking = use_signal(|| false);
    let id = found.survey.id;
    let points = &found.correction.points;
    let done = points.iter().filter(|point| point.is_settled()).count();
    let progress = [("done", done.into()), ("total", points.len().into())];
    let note = match (photo_under_way(id), done) {
        (true, _) => t("visit-finish-photo-busy"),
        (false, 0) => t_with("returned-progress-none", &progress),
        (false, _) => t_with("returned-progress", &progress),
    };
    let findings = device.findings(id).inspect_err(|error| tracing::error!(%error, "cannot check")).unwrap_or_default();
    let errors: Vec<_> = findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    let first = points.first().map(|point| point.path.clone()).unwrap_or_default();
    let (all, repair) = (device.clone(), device);
    rsx! {
        Dock { note,
            Button { id: "returned-all", kind: ButtonKind::Second, onclick: move |_| correct(&all, id, &first, problem), {t("returned-all")} }
            if let Some(error) = errors.first().map(|error| error.path.clone()).filter(|_| found.correction.begun) {
                Button { id: "repair", onclick: move |_| correct(&repair, id, &error, problem),
                    {t_with("visit-repair", &[("count", errors.len().into())])}
                }
            } else {
                Button {
                    id: "send-again", icon: "check", busy: photo_under_way(id), disabled: !found.correction.begun,
                    onclick: move |_| asking.set(true), {t("returned-send")}
                }
            }
        }
        if asking() && errors.is_empty() {
            SendSheet { found, on_close: move |()| asking.set(false) }
        }
    }
}

#[component]
fn SendSheet(found: Returned, on_close: EventHandler<()>) -> Element {
    let device = use_device();
    let sealing = use_sealing();
    let id = found.survey.id;
    let left = found.correction.points.iter().filter(|point: &&Point| !point.is_settled()).count();
    let send = move |_| {
        let device = device.clone();
        // On success the screen leaves by itself: nothing is returned any more.
        sealing.run(move || device.finish(id), drop);
    };
    rsx! {
        Sheet { title: t("returned-send-ask"), on_close,
            p { {t("returned-send-more")} }
            if left > 0 {
                Notice { kind: NoticeKind::Warn, {t_with("returned-send-left", &[("n", left.into())])} }
            }
            Trouble { sealing, title: t("visit-finish-failed") }
            Button { id: "send-confirm", icon: "check", block: true, busy: sealing.busy(), onclick: send, {t("returned-send")} }
            Button { id: "send-look", kind: ButtonKind::Second, block: true, onclick: move |_| on_close.call(()), {t("returned-look")} }
        }
    }
}
