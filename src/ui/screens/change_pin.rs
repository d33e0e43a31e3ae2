//! Another PIN: the old one, then the other twice.

use dioxus::prelude::*;

use super::gate::{NewPin, PinEntry};
use crate::device::{Pin, UnlockError};
use crate::ui::components::{Button, ButtonKind};
use crate::ui::i18n::t;
use crate::ui::route::leave;
use crate::ui::session::{blocking, error_text, use_device};

/// The screen.
#[component]
pub fn ChangePin() -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let mut old = use_signal(|| None::<String>);
    let mut working = use_signal(|| false);
    let mut problem = use_signal(|| None::<String>);
    let chosen = move |digits: String| {
        let device = device.clone();
        let earlier = old.take().and_then(|digits| Pin::parse(&digits).ok());
        let Some((earlier, chosen)) = earlier.zip(Pin::parse(&digits).ok()) else {
            problem.set(Some(t("pin-wrong")));
            return;
        };
        working.set(true);
        spawn(async move {
            let outcome = blocking(move || device.change_pin(&earlier, &chosen)).await;
            working.set(false);
            match outcome {
                Some(Ok(())) => leave(&navigator),
                Some(Err(UnlockError::WrongPin { .. })) => problem.set(Some(t("pin-wrong"))),
                Some(Err(UnlockError::TooSoon { .. })) => problem.set(Some(t("pin-later"))),
                Some(Err(UnlockError::Device(error))) => problem.set(Some(error_text(&error))),
                Some(Err(_)) | None => problem.set(Some(t("error-other"))),
            }
        });
    };
    let cancel = rsx! {
        div { class: "gate__foot",
            Button { id: "change-pin-cancel", kind: ButtonKind::Quiet, onclick: move |_| leave(&navigator), {t("cancel")} }
        }
    };
    if working() || old.read().is_some() {
        return rsx! {
            NewPin { busy: working().then(|| t("pin-locking")), on_chosen: chosen, {cancel} }
        };
    }
    rsx! {
        PinEntry {
            title: t("pin-old"),
            error: problem(),
            on_done: move |digits| {
                problem.set(None);
                old.set(Some(digits));
            },
            {cancel}
        }
    }
}
