//! Approving several surveys at once: only those without findings, and only after a dialog has shown how
//! many.

use dioxus::prelude::*;
use sambang_domain::ids::SurveyId;

use super::QueueMemory;
use super::memory::filters_on;
use crate::device::{FindingsFilter, QueueFilter, QueueGroup};
use crate::ui::components::{Banner, Button, ButtonKind, Dialog};
use crate::ui::i18n::{t, t_with};
use crate::ui::screens::review::say_held;
use crate::ui::screens::rows::read;
use crate::ui::sealing::{Sealing, use_sealing};
use crate::ui::session::{Tick, use_device};

/// How far it has come; what is being sealed and what went wrong is told by [`Sealing`].
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Resting,
    Asking { clean: Vec<SurveyId>, skipped: usize },
}

/// What button and dialog share.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Approving {
    memory: QueueMemory,
    step: Signal<Step>,
    sealing: Sealing,
    /// Waiting ones without findings that the filters leave.
    count: Memo<u32>,
}

/// Counts what could be approved.
pub(super) fn use_approving(memory: QueueMemory) -> Approving {
    let device = use_device();
    let tick = use_context::<Tick>().0;
    let count = use_memo(move || {
        tick();
        let clean = clean(memory);
        device.queue_total(&clean).inspect_err(|error| tracing::error!(%error, "cannot count")).unwrap_or(0)
    });
    Approving { memory, step: use_signal(|| Step::Resting), sealing: use_sealing(), count }
}

/// The queue's filter, narrowed to waiting surveys without findings.
fn clean(memory: QueueMemory) -> QueueFilter {
    let findings = FindingsFilter::Without;
    QueueFilter { group: QueueGroup::Waiting, findings, offset: 0, limit: u32::MAX, ..(memory.filter())() }
}

/// The button with its count; nothing when there is none to approve.
#[component]
pub(super) fn ApproveButton(
    /// Shared with the dialog.
    approving: Approving,
) -> Element {
    let device = use_device();
    let Approving { memory, mut step, sealing, count } = approving;
    let ask = move |_| {
        if sealing.busy() {
            return;
        }
        let rows = read("the queue", device.queue(&clean(memory)));
        let all = rows.len();
        let alone = rows.into_iter().filter(|row| row.duplicates == 0 && !row.needs_decision);
        let clean: Vec<_> = alone.map(|row| row.survey).collect();
        let skipped = all.saturating_sub(clean.len());
        sealing.forget_trouble();
        step.set(Step::Asking { clean, skipped });
    };
    rsx! {
        if count() > 0 || sealing.busy() {
            Button { id: "approve-clean", kind: ButtonKind::Second, icon: "check", busy: sealing.busy(), onclick: ask,
                {t_with("approve-clean", &[("n", count().into())])}
            }
        }
    }
}

/// The question, and afterwards what came of it.
#[component]
pub(super) fn ApproveDialog(
    /// Shared with the button.
    approving: Approving,
) -> Element {
    let device = use_device();
    let Approving { memory, mut step, sealing, .. } = approving;
    let filter = memory.filter();
    let approve = use_callback(move |surveys: Vec<SurveyId>| {
        let device = device.clone();
        step.set(Step::Resting);
        let held = surveys.clone();
        let approved = move |count: u32| {
            sealing.rest();
            say_held(t_with("approve-clean-done", &[("n", count.into())]), held);
        };
        sealing.run(move || device.hold_clean(&surveys), approved);
    });
    let narrowed = filters_on(&filter.read()) > 0 || !filter.read().text.trim().is_empty();
    match step() {
        Step::Resting => rsx! {
            if let Some(trouble) = sealing.trouble() {
                Banner { "{trouble}" }
            }
        },
        Step::Asking { clean, skipped } => {
            let n = clean.len();
            rsx! {
                Dialog {
                    title: t_with("approve-clean-ask", &[("n", n.into())]),
                    on_close: move |()| step.set(Step::Resting),
                    actions: rsx! {
                        Button { id: "approve-clean-cancel", kind: ButtonKind::Second, onclick: move |_| step.set(Step::Resting), {t("cancel")} }
                        if n > 0 {
                            Button { id: "approve-clean-go", icon: "check", onclick: move |_| approve.call(clean.clone()),
                                {t_with("approve-clean-go", &[("n", n.into())])}
                            }
                        }
                    },
                    p { {t("approve-clean-about")} }
                    if skipped > 0 {
                        p { {t_with("approve-clean-skipped", &[("n", skipped.into())])} }
                    }
                    if narrowed {
                        p { class: "muted", {t("approve-clean-filter")} }
                    }
                }
            }
        }
    }
}
