//! Making a backup file, and taking one over from the phone before this one.

use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dioxus::prelude::*;
use serde::Deserialize;

use super::gate::PinEntry;
use super::share::share;
use crate::device::{Device, DeviceError, Pin, TakenOver};
use crate::platform::phone::{Handover, PhoneEvent};
use crate::ui::components::meter::percent;
use crate::ui::components::{Bar, Button, ButtonKind, Icon, Meter, Notice, NoticeKind, Screen};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{blocking, error_text, use_device, use_phone, use_phone_events};

/// The listener in the page.
const PAGE: &str = include_str!("backup.js");

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Piece {
    size: u64,
    start: u64,
    data: String,
    last: bool,
    trouble: bool,
    stopped: bool,
}

/// What is going on.
#[derive(Clone, PartialEq)]
enum Work {
    Nothing,
    Saving,
    /// The chosen file is read, in percent.
    Reading(u8),
    /// The file is here; its PIN is asked for.
    Pin(PathBuf),
    Restoring,
}

/// The screen.
#[component]
pub fn BackupScreen() -> Element {
    let device = use_device();
    let navigator = use_navigator();
    let mut work = use_signal(|| Work::Nothing);
    let mut told = use_signal(|| None::<(NoticeKind, String)>);
    let reader = device.clone();
    use_hook(move || {
        let page = document::eval(PAGE);
        spawn(read_in(page, reader, work, told));
    });
    let leaving = device.clone();
    use_drop(move || leaving.drop_backup());

    let phone = use_phone();
    let (saver, giver) = (device.clone(), phone.clone());
    let save = move |_| {
        let (device, phone) = (saver.clone(), giver.clone());
        told.set(None);
        work.set(Work::Saving);
        spawn(async move {
            let saved = blocking(move || device.save_backup()).await;
            work.set(Work::Nothing);
            told.set(Some(match saved {
                Some(Ok(path)) => (NoticeKind::Ok, share(&*phone, &path)),
                Some(Err(error)) => (NoticeKind::Err, error_text(&error)),
                None => (NoticeKind::Err, t("error-other")),
            }));
        });
    };
    let reached = device.clone();
    use_phone_events(move |event| {
        let PhoneEvent::Document { outcome } = event else { return };
        match outcome {
            Handover::Taken => work.set(Work::Pin(reached.incoming_backup())),
            Handover::Closed => work.set(Work::Nothing),
            Handover::Denied | Handover::Failed => {
                work.set(Work::Nothing);
                told.set(Some((NoticeKind::Err, t("error-backup-unreadable"))));
            }
        }
    });
    let chooser = device.clone();
    let mut restore = move |(file, digits): (PathBuf, String)| {
        let (device, done) = (device.clone(), device.clone());
        let Ok(pin) = Pin::parse(&digits) else {
            told.set(Some((NoticeKind::Err, t("error-backup-wrong-pin"))));
            return;
        };
        work.set(Work::Restoring);
        spawn(async move {
            let kept = file.clone();
            let taken = blocking(move || device.restore_backup(&file, &pin)).await;
            if matches!(&taken, Some(Ok(_))) {
                done.drop_backup();
            }
            let wrong_pin = matches!(&taken, Some(Err(error)) if error.code() == "backup.wrong_pin");
            work.set(if wrong_pin { Work::Pin(kept) } else { Work::Nothing });
            told.set(Some(outcome(taken)));
        });
    };
    if let Work::Pin(file) = work() {
        return rsx! {
            div { id: "backup-screen",
                PinEntry {
                    title: t("backup-pin"),
                    subtitle: t("backup-pin-which"),
                    error: told().map(|(_, text)| text),
                    on_done: move |digits| restore((file.clone(), digits)),
                    div { class: "gate__foot",
                        Button { id: "backup-cancel", kind: ButtonKind::Quiet, onclick: move |_| { told.set(None); work.set(Work::Nothing); }, {t("cancel")} }
                    }
                }
            }
        };
    }
    let busy = work() != Work::Nothing;
    rsx! {
        Screen {
            name: "backup",
            bar: rsx! {
                Bar { title: t("backup-title"), on_back: move |()| leave(&navigator) }
            },
            div { class: "stack stack--5", id: "backup-screen",
                if let Some((kind, text)) = told() {
                    div { role: "status",
                        Notice { kind, id: "backup-told", "{text}" }
                    }
                }
                section { class: "stack stack--3",
                    h2 { {t("backup-save-title")} }
                    p { {t("backup-save-about")} }
                    Button { id: "backup-save", icon: "download", block: true, busy: work() == Work::Saving, disabled: busy && work() != Work::Saving, onclick: save, {t("backup-save")} }
                }
                section { class: "stack stack--3",
                    h2 { {t("backup-restore-title")} }
                    p { {t("backup-restore-about")} }
                    match work() {
                        Work::Reading(share) => rsx! {
                            Meter { percent: share, label: t_with("backup-reading", &[("percent", share.into())]) }
                        },
                        Work::Restoring => rsx! {
                            p { class: "row", role: "status",
                                span { class: "spin", "aria-hidden": "true" }
                                span { {t("backup-restoring")} }
                            }
                        },
                        _ if phone.brings_files() => rsx! {
                            Button {
                                id: "backup-choose", kind: ButtonKind::Second, icon: "upload", block: true, disabled: busy,
                                onclick: move |_| {
                                    told.set(None);
                                    chooser.choose_backup();
                                },
                                {t("backup-choose")}
                            }
                        },
                        _ => rsx! {
                            label { class: "btn btn--second btn--block backup-file", r#for: "backup-file",
                                Icon { name: "upload" }
                                span { {t("backup-choose")} }
                                input { r#type: "file", id: "backup-file", accept: ".sambang", disabled: busy, "aria-label": t("backup-choose") }
                            }
                        },
                    }
                }
            }
        }
    }
}

fn outcome(taken: Option<Result<TakenOver, DeviceError>>) -> (NoticeKind, String) {
    match taken {
        Some(Ok(taken)) => {
            let counts = [
                ("drafts", taken.drafts.into()),
                ("waiting", taken.waiting.into()),
                ("received", taken.received.into()),
                ("known", taken.known.into()),
            ];
            (NoticeKind::Ok, t_with("backup-restored", &counts))
        }
        Some(Err(error)) => (NoticeKind::Err, error_text(&error)),
        None => (NoticeKind::Err, t("error-other")),
    }
}

/// Writes the pieces of the chosen file down until the screen is left.
async fn read_in(
    mut page: document::Eval,
    device: Device,
    mut work: Signal<Work>,
    mut told: Signal<Option<(NoticeKind, String)>>,
) {
    let mut file = None;
    while let Ok(piece) = page.recv::<Piece>().await {
        if piece.stopped {
            return;
        }
        if piece.last {
            told.set(None);
            work.set(file.take().map_or(Work::Nothing, Work::Pin));
            continue;
        }
        let bytes = STANDARD.decode(&piece.data).ok().filter(|_| !piece.trouble);
        let stored = bytes.map(|bytes| device.take_in_backup(piece.start == 0, &bytes));
        match stored {
            Some(Ok(path)) if page.send(true).is_ok() => {
                file = Some(path);
                work.set(Work::Reading(percent(piece.start, piece.size)));
            }
            Some(Err(error)) => {
                work.set(Work::Nothing);
                told.set(Some((NoticeKind::Err, error_text(&error))));
            }
            _ => {
                work.set(Work::Nothing);
                told.set(Some((NoticeKind::Err, t("error-backup-unreadable"))));
            }
        }
    }
}
