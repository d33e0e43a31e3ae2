//! Rejecting: a reason of the ministry's list, and more about it in the supervisor's words.

use dioxus::prelude::*;
use sambang_domain::review::{RejectReason, Verdict};

use super::acts::Acts;
use super::conversation::reason_words;
use super::judgement::Judgement;
use crate::ui::components::{Button, ButtonKind, ChoiceOption, Choices, Dialog, MessageKind, TextField};
use crate::ui::i18n::t;
use crate::ui::sealing::Trouble;

/// The dialog. Reason and note are kept like every remark.
#[component]
pub(super) fn RejectDialog(
    /// Closed without a decision.
    on_close: EventHandler<()>,
) -> Element {
    let judgement = use_context::<Judgement>();
    let acts = use_context::<Acts>();
    let draft = judgement.draft();
    let chosen = draft.reason.clone();
    let sealing = acts.decider.sealing;
    let mut asked = use_signal(|| false);
    let missing = asked() && chosen.is_none();
    let options = RejectReason::KNOWN.iter().map(|reason| ChoiceOption::new(reason.as_str(), reason_words(reason)));
    let [chooses, notes, leaves] = std::array::from_fn(|_| judgement.clone());
    let complete = chosen.is_some();
    rsx! {
        Dialog {
            title: t("case-reject-ask"), wide: true, on_close,
            actions: rsx! {
                Button { id: "reject-cancel", kind: ButtonKind::Second, onclick: move |_| on_close.call(()), {t("cancel")} }
                Button {
                    id: "reject-confirm", kind: ButtonKind::Danger, icon: "x", busy: sealing.busy(),
                    onclick: move |_| if complete { acts.decider.decide(Verdict::Reject) } else { asked.set(true) },
                    {t("case-reject")}
                }
            },
            p { class: "muted", {t("case-reject-more")} }
            Choices {
                legend: t("case-reject-reason"), name: "reject-reason", options: options.collect(), columns_one: false,
                selected: chosen.map(String::from),
                message: missing.then(|| (MessageKind::Error, t("case-reject-missing"))),
                on_select: move |code: String| chooses.change(|draft| draft.reason = Some(RejectReason::from(code))),
            }
            TextField {
                id: "reject-note", label: t("case-note"), value: draft.note.clone(), optional: true, multiline: true, max_len: 500,
                message: (MessageKind::Hint, t("case-note-hint")),
                oninput: move |text: String| notes.change_later(|draft| draft.note = text),
                onblur: move |()| leaves.flush(),
            }
            Trouble { sealing }
        }
    }
}
