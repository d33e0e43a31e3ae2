//! Deciding and going on to the next survey.

use dioxus::prelude::*;
use dioxus::router::Navigator;
use sambang_domain::review::Verdict;

use super::judgement::Judgement;
use super::order::Order;
use super::shown::Shown;
use super::toast::say_held;
use crate::ui::i18n::{name_or_unnamed, t_with};
use crate::ui::route::{Route, leave};
use crate::ui::screens::queue::QueueMemory;
use crate::ui::sealing::{Sealing, use_sealing};

/// The way to a decision; shared by dock and dialogs.
#[derive(Clone)]
pub(super) struct Decider {
    judgement: Judgement,
    shown: Shown,
    memory: QueueMemory,
    navigator: Navigator,
    /// The decision being sealed.
    pub(super) sealing: Sealing,
}

/// "CONTOH Siti disetujui."
pub(in crate::ui::screens) fn decided_words(name: &str, verdict: &Verdict) -> String {
    let name = [("name", name_or_unnamed(name).into())];
    match verdict {
        Verdict::Approve => t_with("case-decided-approve", &name),
        Verdict::Return => t_with("case-decided-return", &name),
        _ => t_with("case-decided-reject", &name),
    }
}

impl PartialEq for Decider {
    fn eq(&self, other: &Self) -> bool {
        self.judgement.id == other.judgement.id
    }
}

/// Decides about the survey on the judgement, as the page shows it.
pub(super) fn use_decider(judgement: &Judgement, shown: Shown) -> Decider {
    Decider {
        judgement: judgement.clone(),
        shown,
        memory: use_context(),
        navigator: use_navigator(),
        sealing: use_sealing(),
    }
}

impl Decider {
    /// Decides what the judgement holds. On success the next waiting survey comes, or the queue, with the way
    /// back for a moment.
    pub(super) fn decide(&self, verdict: Verdict) {
        let Self { judgement, shown, memory, navigator, sealing } = self.clone();
        if sealing.busy() {
            return;
        }
        judgement.flush();
        let (device, id, digest) = (judgement.device, judgement.id, *shown.judged.peek());
        let words = decided_words(&shown.peek().survey.identity.name, &verdict);
        let filter = memory.filter().peek().clone();
        let work = move || {
            let order = Order::waiting(&device, filter);
            device.hold(&[(id, digest, verdict)]).map(|()| order.next(id))
        };
        sealing.run(work, move |next| {
            say_held(words, vec![id]);
            match next {
                Some(next) => drop(navigator.replace(Route::Review { id: next.to_string() })),
                None => leave(&navigator),
            }
        });
    }
}
