//! Sealing a decision and going on to the next survey.

use dioxus::prelude::*;
use dioxus::router::Navigator;
use sambang_domain::ids::Digest;
use sambang_domain::review::Verdict;

use super::judgement::Judgement;
use super::order::Order;
use super::toast::say_line;
use crate::ui::i18n::t;
use crate::ui::route::{Route, leave};
use crate::ui::screens::queue::QueueMemory;
use crate::ui::sealing::{Sealing, use_sealing};

/// The way to a decision; shared by dock and dialogs.
#[derive(Clone)]
pub(super) struct Decider {
    judgement: Judgement,
    /// The bytes that were on the page.
    judged: Signal<Digest>,
    memory: QueueMemory,
    navigator: Navigator,
    /// The decision being sealed.
    pub(super) sealing: Sealing,
}

impl PartialEq for Decider {
    fn eq(&self, other: &Self) -> bool {
        self.judgement.id == other.judgement.id
    }
}

/// Decides about the survey on the judgement, as the page showed it.
pub(super) fn use_decider(judgement: &Judgement, judged: Signal<Digest>) -> Decider {
    Decider {
        judgement: judgement.clone(),
        judged,
        memory: use_context(),
        navigator: use_navigator(),
        sealing: use_sealing(),
    }
}

impl Decider {
    /// Seals what the judgement holds. On success the next waiting survey comes, or the queue.
    pub(super) fn decide(&self, verdict: Verdict) {
        let Self { judgement, judged, memory, navigator, sealing } = self.clone();
        if sealing.busy() {
            return;
        }
        judgement.flush();
        let (device, id, digest) = (judgement.device, judgement.id, *judged.peek());
        let filter = memory.filter().peek().clone();
        let work = move || {
            let order = Order::waiting(&device, filter);
            device.decide(id, digest, verdict).map(|_| order.next(id))
        };
        sealing.run(work, move |next| {
            say_line(t("case-decided"));
            match next {
                Some(next) => drop(navigator.replace(Route::Review { id: next.to_string() })),
                None => leave(&navigator),
            }
        });
    }
}
