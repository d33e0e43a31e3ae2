//! The state of enrolling, from what is typed to the locked device.

use std::sync::Arc;

use dioxus::prelude::*;
use sambang_domain::people::Person;
use sambang_domain::programme::Programme;

use crate::device::{self, Device, Enrolment, Invitation, Pin, Setup};
use crate::ui::door::{Door, enter};
use crate::ui::i18n::t;
use crate::ui::session::{blocking, error_text, use_setup};

/// What the province answered about the code.
#[derive(Clone)]
pub(super) struct Found {
    /// Who will work with this device.
    pub(super) person: Person,
    /// What they may survey for.
    pub(super) programmes: Vec<Programme>,
    /// Letters to compare with the office's letter; none when the invitation told whose server it is.
    pub(super) to_compare: Option<String>,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Code and address are typed, and what the province says is read.
    Form,
    /// The province is asked.
    Asking,
    /// The PIN is chosen.
    Pin,
    /// The device is being locked with it.
    Locking,
}

/// What form, dock and PIN share.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Enrolling {
    /// Address of the province, as typed.
    pub(super) server: Signal<String>,
    /// The code, as typed.
    pub(super) code: Signal<String>,
    /// A pasted invitation, which holds both.
    pub(super) text: Signal<String>,
    /// What the person wants to be greeted with, as typed.
    pub(super) nickname: Signal<String>,
    /// How far it has come.
    pub(super) step: Signal<Step>,
    /// What the province said; none before.
    pub(super) found: Signal<Option<Found>>,
    /// What went wrong, in words.
    pub(super) problem: Signal<Option<String>>,
    /// The person said that it is them.
    pub(super) agreed: Signal<bool>,
    /// They went on without saying so.
    pub(super) pressed_early: Signal<bool>,
    enrolment: Signal<Option<Enrolment>>,
    setup: CopyValue<Arc<Setup>>,
    door: Signal<Door>,
}

/// The state before anything is typed.
pub(super) fn use_enrolling() -> Enrolling {
    let setup = use_setup();
    Enrolling {
        server: use_signal(String::new),
        code: use_signal(String::new),
        text: use_signal(String::new),
        nickname: use_signal(String::new),
        step: use_signal(|| Step::Form),
        found: use_signal(|| None),
        problem: use_signal(|| None),
        agreed: use_signal(|| false),
        pressed_early: use_signal(|| false),
        enrolment: use_signal(|| None),
        setup: use_hook(|| CopyValue::new(setup)),
        door: use_context(),
    }
}

impl Enrolling {
    /// Forgets the province's answer, because code or address was changed.
    pub(super) fn forget(mut self) {
        self.problem.set(None);
        self.found.set(None);
        self.agreed.set(false);
        self.pressed_early.set(false);
    }

    /// Takes address and code out of an invitation.
    pub(super) fn paste(mut self, typed: String) {
        self.forget();
        if let Some(invitation) = Invitation::parse(&typed) {
            self.server.set(invitation.server);
            self.code.set(invitation.code);
        }
        self.text.set(typed);
    }

    /// Asks the province whose code it is.
    pub(super) fn ask(mut self) {
        self.forget();
        let typed = Invitation::alone(self.server.peek().trim(), self.code.peek().trim());
        // What was pasted, unless address or code were changed afterwards.
        let invitation = Invitation::parse(&self.text.peek())
            .filter(|pasted| (&pasted.server, &pasted.code) == (&typed.server, &typed.code))
            .unwrap_or(typed);
        if invitation.server.is_empty() || invitation.code.is_empty() {
            self.problem.set(Some(t("enrol-both")));
            return;
        }
        self.step.set(Step::Asking);
        spawn(async move {
            let setup = self.setup.peek().clone();
            match device::enrol(&setup, &invitation).await {
                Ok(answer) => {
                    let (person, programmes) = (answer.person().clone(), answer.programmes().to_vec());
                    let to_compare = answer.to_compare().map(str::to_owned);
                    self.found.set(Some(Found { person, programmes, to_compare }));
                    self.enrolment.set(Some(answer));
                }
                Err(error) => self.problem.set(Some(error_text(&error))),
            }
            self.step.set(Step::Form);
        });
    }

    /// Goes on to the PIN, once the person said that it is them.
    pub(super) fn go_on(mut self) {
        if *self.agreed.peek() {
            self.step.set(Step::Pin);
        } else {
            self.pressed_early.set(true);
        }
    }

    /// Locks the device with the PIN and opens it.
    pub(super) fn finish(mut self, digits: &str) {
        let enrolment = self.enrolment.take().map(|enrolment| enrolment.with_nickname(&self.nickname.peek()));
        let chosen = enrolment.zip(Pin::parse(digits).ok());
        self.step.set(Step::Locking);
        spawn(async move {
            let setup = self.setup.peek().clone();
            match lock(setup.clone(), chosen).await {
                Ok(device) => enter(self.door, &setup, device, true),
                Err(text) => {
                    self.forget();
                    self.problem.set(Some(text));
                    self.step.set(Step::Form);
                }
            }
        });
    }
}

/// Locks the device with the PIN; the words of the failure otherwise.
async fn lock(setup: Arc<Setup>, chosen: Option<(Enrolment, Pin)>) -> Result<Device, String> {
    let Some((enrolment, pin)) = chosen else { return Err(t("error-other")) };
    match blocking(move || enrolment.finish(&setup, &pin)).await {
        Some(Ok(device)) => Ok(device),
        Some(Err(error)) => Err(error_text(&error)),
        None => Err(t("error-other")),
    }
}
