//! Work that seals a survey or a decision: in the background, once at a time, and a failure told in
//! words.

use dioxus::prelude::*;

use super::components::{Notice, NoticeKind};
use super::i18n::t;
use super::session::{BUZZ_MS, blocking, error_text, vibrate};
use crate::device::DeviceError;

/// The state of such work, for the button that starts it and the notice about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sealing {
    busy: Signal<bool>,
    trouble: Signal<Option<String>>,
}

/// The state before anything is sealed.
pub fn use_sealing() -> Sealing {
    Sealing { busy: use_signal(|| false), trouble: use_signal(|| None) }
}

impl Sealing {
    /// Whether the work is under way; the button spins.
    #[must_use]
    pub fn busy(self) -> bool {
        (self.busy)()
    }

    /// Why the last attempt failed, in words.
    #[must_use]
    pub fn trouble(self) -> Option<String> {
        (self.trouble)()
    }

    /// Forgets the last failure.
    pub fn forget_trouble(mut self) {
        self.trouble.set(None);
    }

    /// Makes it ready for the next work, on a screen that stays after a success.
    pub fn rest(mut self) {
        self.busy.set(false);
    }

    /// Does `work` in the background and passes its result to `done`. A second tap meanwhile does nothing.
    /// After a success it stays busy, because the screen leaves; after a failure the phone buzzes and
    /// [`Trouble`] says why.
    pub fn run<T: Send + 'static>(
        self,
        work: impl FnOnce() -> Result<T, DeviceError> + Send + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        let Self { mut busy, mut trouble } = self;
        if *busy.peek() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        spawn(async move {
            match blocking(work).await {
                Some(Ok(result)) => done(result),
                failed => {
                    vibrate(BUZZ_MS);
                    busy.set(false);
                    let why = failed.and_then(Result::err).map(|error| error_text(&error));
                    trouble.set(Some(why.unwrap_or_else(|| t("error-other"))));
                }
            }
        });
    }
}

/// Why nothing was sealed, while the last attempt failed.
#[component]
pub fn Trouble(
    /// The work.
    sealing: Sealing,
    /// First line, heavier.
    title: Option<String>,
) -> Element {
    rsx! {
        if let Some(why) = sealing.trouble() {
            Notice { kind: NoticeKind::Err, title, "{why}" }
        }
    }
}
