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
use crate::ui::session::{blocking, error_text, vibrate};

/// The way to a decision; shared by dock and dialogs.
#[derive(Clone)]
pub(super) struct Decider {
    judgement: Judgement,
    /// The bytes that were on the page.
    judged: Signal<Digest>,
    memory: QueueMemory,
    navigator: Navigator,
    /// A decision is being sealed.
    pub(super) busy: Signal<bool>,
    /// Why the last one was not.
    pub(super) trouble: Signal<Option<String>>,
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
        busy: use_signal(|| false),
        trouble: use_signal(|| None),
    }
}

impl Decider {
    /// Seals what the judgement holds. On success the next waiting survey comes, or the queue.
    pub(super) fn decide(&self, verdict: Verdict) {
        let Self { judgement, judged, memory, navigator, mut busy, mut trouble } = self.clone();
        if *busy.peek() {
            return;
        }
        judgement.flush();
        busy.set(true);
        trouble.set(None);
        spawn(async move {
            let (device, id, digest) = (judgement.device.clone(), judgement.id, *judged.peek());
            let filter = memory.filter().peek().clone();
            let done = blocking(move || {
                let order = Order::waiting(&device, filter);
                device.decide(id, digest, verdict).map(|_| order.next(id))
            });
            match done.await {
                Some(Ok(next)) => {
                    say_line(t("case-decided"));
                    match next {
                        Some(next) => drop(navigator.replace(Route::Review { id: next.to_string() })),
                        None => leave(&navigator),
                    }
                }
                failed => {
                    vibrate(200);
                    busy.set(false);
                    let why = failed.and_then(Result::err).map(|error| error_text(&error));
                    trouble.set(Some(why.unwrap_or_else(|| t("error-other"))));
                }
            }
        });
    }
}
