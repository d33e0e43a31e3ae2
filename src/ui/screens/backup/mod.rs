//! Making a backup file, and taking one over from the phone before this one.

mod incoming;
mod words;
mod work;

use dioxus::prelude::*;

use self::incoming::read_in;
use self::words::{AskWords, ShowWords};
use self::work::{Backup, Chosen, With, Work, use_backup};
use super::gate::PinEntry;
use crate::device::{OpenedBy, Pin, Secret};
use crate::ui::components::{Bar, Button, ButtonKind, FileButton, Meter, Notice, NoticeKind, Screen};
use crate::ui::i18n::{t, t_with};
use crate::ui::route::leave;
use crate::ui::session::{use_device, use_phone};

/// The screen.
#[component]
pub fn BackupScreen() -> Element {
    let navigator = use_navigator();
    let device = use_device();
    let backup = use_backup();
    use_hook(move || spawn(read_in(backup, device)));
    let work = (backup.work)();
    let told = (backup.told)();
    match &work {
        Work::Words(words) => {
            return rsx! {
                ShowWords { backup, words: words.clone() }
            };
        }
        Work::Ask(chosen) if chosen.opened_by == OpenedBy::Words => {
            return rsx! {
                AskWords { backup, chosen: chosen.clone() }
            };
        }
        Work::Ask(chosen) => {
            return rsx! {
                AskPin { backup, chosen: chosen.clone(), error: told.map(|(_, text)| text) }
            };
        }
        _ => {}
    }
    let idle = work == Work::Nothing;
    let saving = work == Work::Saving;
    rsx! {
        Screen {
            name: "backup",
            bar: rsx! {
                Bar { title: t("backup-title"), on_back: move |()| leave(&navigator) }
            },
            div { class: "stack stack--5", id: "backup-screen",
                if let Some((kind, text)) = told {
                    div { role: "status",
                        Notice { kind, id: "backup-told", "{text}" }
                    }
                }
                section { class: "stack stack--3",
                    h2 { {t("backup-save-title")} }
                    p { {t("backup-save-about")} }
                    Button { id: "backup-save", icon: "download", block: true, busy: saving, disabled: !idle && !saving, onclick: move |_| backup.begin(), {t("backup-save")} }
                }
                section { class: "stack stack--3",
                    h2 { {t("backup-restore-title")} }
                    p { {t("backup-restore-about")} }
                    match work {
                        Work::Reading(share) => rsx! {
                            Meter { percent: share, label: t_with("backup-reading", &[("percent", share.into())]) }
                        },
                        Work::Restoring => rsx! {
                            p { class: "row", role: "status",
                                span { class: "spin", "aria-hidden": "true" }
                                span { {t("backup-restoring")} }
                            }
                        },
                        _ => rsx! {
                            Choose { backup, disabled: !idle }
                        },
                    }
                }
            }
        }
    }
}

/// Asks for the PIN of a backup that an older app made.
#[component]
fn AskPin(backup: Backup, chosen: Chosen, error: Option<String>) -> Element {
    let mut told = backup.told;
    let entered = move |digits: String| match Pin::parse(&digits) {
        Ok(pin) => backup.restore.call((chosen.clone(), With::Secret(Secret::Pin(pin)))),
        Err(_) => told.set(Some((NoticeKind::Err, t("error-backup-wrong-pin")))),
    };
    rsx! {
        div { id: "backup-screen",
            PinEntry {
                title: t("backup-pin"),
                subtitle: t("backup-pin-which"),
                error,
                on_done: entered,
                div { class: "gate__foot",
                    Button { id: "backup-cancel", kind: ButtonKind::Quiet, onclick: move |_| backup.cancel(), {t("cancel")} }
                }
            }
        }
    }
}

/// Opens the phone's own file picker, or the page's where the phone brings none.
#[component]
fn Choose(backup: Backup, disabled: bool) -> Element {
    let device = use_device();
    let Backup { mut told, .. } = backup;
    rsx! {
        if use_phone().brings_files() {
            Button {
                id: "backup-choose", kind: ButtonKind::Second, icon: "upload", block: true, disabled,
                onclick: move |_| {
                    told.set(None);
                    device.choose_backup();
                },
                {t("backup-choose")}
            }
        } else {
            FileButton { id: "backup-file", accept: ".sambang", icon: "upload", disabled, label: t("backup-choose") }
        }
    }
}
