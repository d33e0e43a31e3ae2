//! The invitation as a picture: photographed with the phone's camera, or chosen in the page on a desktop.

use std::path::PathBuf;

use dioxus::prelude::*;

use super::enrolling::Enrolling;
use crate::device;
use crate::platform::phone::{Handover, PhoneEvent};
use crate::ui::components::chosen_file::{Part, read_chosen};
use crate::ui::components::{Button, ButtonKind, FieldMessage, FileButton, Message, MessageKind};
use crate::ui::i18n::t;
use crate::ui::session::{blocking, error_text, use_phone, use_phone_events, use_setup};

/// The button, and what came of the last picture.
#[component]
pub(super) fn Scan(enrolling: Enrolling) -> Element {
    let setup = use_setup();
    let reading = use_signal(|| false);
    let mut told = use_signal(|| None::<FieldMessage>);
    let folder = setup.folder.clone();
    let read = use_callback(move |()| read(enrolling, folder.clone(), reading, told));
    use_phone_events(move |event| {
        let PhoneEvent::Photo { outcome } = event else { return };
        match outcome {
            Handover::Taken => read.call(()),
            Handover::Closed => {}
            Handover::Denied => told.set(Some((MessageKind::Error, t("enrol-scan-denied")))),
            Handover::Failed => told.set(Some((MessageKind::Error, t("enrol-scan-failed")))),
        }
    });
    let folder = setup.folder.clone();
    use_hook(move || {
        let take = move |part| match part {
            Part::Piece { start, bytes, .. } => match device::take_in_scan(&folder, start == 0, &bytes) {
                Ok(()) => true,
                Err(error) => {
                    told.set(Some((MessageKind::Error, error_text(&error))));
                    false
                }
            },
            Part::Whole => {
                read.call(());
                true
            }
            Part::Broken => {
                device::forget_scan(&folder);
                told.set(Some((MessageKind::Error, t("enrol-scan-failed"))));
                false
            }
        };
        spawn(read_chosen("enrol-scan-file", "enrol-scan-field", take))
    });
    let folder = setup.folder.clone();
    use_drop(move || device::forget_scan(&folder));
    let (kind, text) = told().unwrap_or_else(|| (MessageKind::Hint, t("enrol-scan-hint")));
    let open = move |_| {
        told.set(None);
        if let Err(error) = device::open_scanner(&setup) {
            told.set(Some((MessageKind::Error, error_text(&error))));
        }
    };
    let words = if reading() { t("enrol-scan-reading") } else { t("enrol-scan") };
    rsx! {
        div { class: "field {kind.field_class()}", id: "enrol-scan-field",
            if use_phone().brings_files() {
                Button { id: "enrol-scan", kind: ButtonKind::Second, icon: "camera", block: true, busy: reading(), onclick: open, {words} }
            } else {
                FileButton { id: "enrol-scan-file", accept: "image/*", icon: "camera", disabled: reading(), label: words }
            }
            Message { id: "enrol-scan-message", kind, text }
        }
    }
}

/// Reads the picture off the screen's thread, and goes on as with a text that was pasted.
fn read(enrolling: Enrolling, folder: PathBuf, mut reading: Signal<bool>, mut told: Signal<Option<FieldMessage>>) {
    if *reading.peek() {
        return;
    }
    reading.set(true);
    told.set(None);
    spawn(async move {
        let found = blocking(move || device::read_scan(&folder)).await;
        reading.set(false);
        told.set(Some(match found {
            Some(Ok(invitation)) => {
                enrolling.paste(invitation.to_string());
                (MessageKind::Ok, t("enrol-scan-done"))
            }
            Some(Err(error)) => (MessageKind::Error, error_text(&error)),
            None => (MessageKind::Error, t("error-photo-internal")),
        }));
    });
}
