//! Making a backup file, and taking one over from the phone before this one.

mod incoming;
mod work;

use dioxus::prelude::*;

use self::incoming::read_in;
use self::work::{Backup, Work, use_backup};
use super::gate::PinEntry;
use crate::ui::components::{Bar, Button, ButtonKind, Icon, Meter, Notice, Screen};
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
    if let Work::Pin(file) = work {
        return rsx! {
            div { id: "backup-screen",
                PinEntry {
                    title: t("backup-pin"),
                    subtitle: t("backup-pin-which"),
                    error: told.map(|(_, text)| text),
                    on_done: move |digits| backup.restore.call((file.clone(), digits)),
                    div { class: "gate__foot",
                        Button { id: "backup-cancel", kind: ButtonKind::Quiet, onclick: move |_| backup.cancel(), {t("cancel")} }
                    }
                }
            }
        };
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
                    Button { id: "backup-save", icon: "download", block: true, busy: saving, disabled: !idle && !saving, onclick: move |_| backup.save.call(()), {t("backup-save")} }
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
            label { class: "btn btn--second btn--block backup-file", r#for: "backup-file",
                Icon { name: "upload" }
                span { {t("backup-choose")} }
                input { r#type: "file", id: "backup-file", accept: ".sambang", disabled, "aria-label": t("backup-choose") }
            }
        }
    }
}
