//! What the screen does: show words, write a backup, wait for a file, take it over.

use std::path::PathBuf;

use dioxus::prelude::*;
use sambang_domain::ids::DeviceId;

use crate::device::{Device, DeviceError, OpenedBy, Passphrase, Secret, TakenOver, look_at_backup};
use crate::platform::phone::{Handover, PhoneEvent};
use crate::ui::components::NoticeKind;
use crate::ui::i18n::{t, t_with};
use crate::ui::screens::share::share;
use crate::ui::session::{blocking, error_text, use_device, use_phone, use_phone_events};

/// What is going on.
#[derive(Clone, PartialEq)]
pub(super) enum Work {
    Nothing,
    /// The words for the next backup are shown, to be written down.
    Words(Passphrase),
    Saving,
    /// The chosen file is read, in percent.
    Reading(u8),
    /// The file is here; what opens it is asked for.
    Ask(Chosen),
    Restoring,
}

/// A backup to be taken over.
#[derive(Clone, PartialEq)]
pub(super) struct Chosen {
    pub(super) file: PathBuf,
    pub(super) opened_by: OpenedBy,
    /// The device that wrote it, for the office.
    pub(super) device: DeviceId,
}

/// With what a backup is to be opened.
#[derive(Clone)]
pub(super) enum With {
    Secret(Secret),
    /// A recovery code from the office.
    Code(String),
}

type Told = Signal<Option<(NoticeKind, String)>>;

/// What the parts of the screen share.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Backup {
    /// What is going on.
    pub(super) work: Signal<Work>,
    /// The result of the last action.
    pub(super) told: Told,
    /// The words typed so far; a refusal takes none of them away.
    pub(super) typed: Signal<String>,
    /// Writes a backup that these words lock, and shares it.
    pub(super) save: Callback<Passphrase>,
    /// Takes the file over.
    pub(super) restore: Callback<(Chosen, With)>,
}

/// The state before any work. A chosen file that was not taken over is removed when the screen is left.
pub(super) fn use_backup() -> Backup {
    let device = use_device();
    let (work, told, typed) = (use_signal(|| Work::Nothing), use_signal(|| None), use_signal(String::new));
    let (save, restore) = (use_save(&device, work, told), use_restore(&device, work, told));
    let backup = Backup { work, told, typed, save, restore };
    let leaving = device.clone();
    use_drop(move || leaving.drop_backup());
    use_phone_events(move |event| {
        let PhoneEvent::Document { outcome } = event else { return };
        let mut work = backup.work;
        match outcome {
            Handover::Taken => backup.take_in(device.incoming_backup()),
            Handover::Closed => work.set(Work::Nothing),
            Handover::Denied | Handover::Failed => backup.end(NoticeKind::Err, t("error-backup-unreadable")),
        }
    });
    backup
}

impl Backup {
    /// Shows the words for the next backup.
    pub(super) fn begin(mut self) {
        self.told.set(None);
        self.work.set(Work::Words(Passphrase::random()));
    }

    /// Asks for what opens a file that is here now.
    pub(super) fn take_in(mut self, file: PathBuf) {
        match look_at_backup(&file) {
            Ok(look) => {
                self.told.set(None);
                self.typed.set(String::new());
                self.work.set(Work::Ask(Chosen { file, opened_by: look.opened_by, device: look.device }));
            }
            Err(error) => self.end(NoticeKind::Err, error_text(&error.into())),
        }
    }

    /// Ends the work and shows its result.
    pub(super) fn end(mut self, kind: NoticeKind, text: String) {
        self.work.set(Work::Nothing);
        self.told.set(Some((kind, text)));
    }

    /// Ends the work without a message.
    pub(super) fn cancel(mut self) {
        self.told.set(None);
        self.work.set(Work::Nothing);
    }
}

fn use_save(device: &Device, mut work: Signal<Work>, mut told: Told) -> Callback<Passphrase> {
    let (device, phone) = (device.clone(), use_phone());
    use_callback(move |words: Passphrase| {
        let (device, phone) = (device.clone(), phone.clone());
        told.set(None);
        work.set(Work::Saving);
        spawn(async move {
            let saved = blocking(move || device.save_backup(&words)).await;
            work.set(Work::Nothing);
            told.set(Some(match saved {
                Some(Ok(path)) => (NoticeKind::Ok, share(&*phone, &path)),
                Some(Err(error)) => (NoticeKind::Err, error_text(&error)),
                None => (NoticeKind::Err, t("error-other")),
            }));
        });
    })
}

fn use_restore(device: &Device, mut work: Signal<Work>, mut told: Told) -> Callback<(Chosen, With)> {
    let device = device.clone();
    use_callback(move |(chosen, with): (Chosen, With)| {
        let (device, done) = (device.clone(), device.clone());
        told.set(None);
        work.set(Work::Restoring);
        spawn(async move {
            let file = chosen.file.clone();
            let taken = match with {
                With::Secret(secret) => blocking(move || device.restore_backup(&file, &secret)).await,
                With::Code(code) => Some(device.restore_backup_with_code(&file, &code).await),
            };
            match taken {
                Some(Ok(taken)) => {
                    done.drop_backup();
                    work.set(Work::Nothing);
                    told.set(Some((NoticeKind::Ok, restored(taken, chosen.opened_by))));
                }
                // The file is still here, so another try needs no choosing.
                Some(Err(error)) => {
                    let again = is_worth_another_try(&error);
                    work.set(if again { Work::Ask(chosen) } else { Work::Nothing });
                    told.set(Some((NoticeKind::Err, error_text(&error))));
                }
                None => {
                    work.set(Work::Nothing);
                    told.set(Some((NoticeKind::Err, t("error-other"))));
                }
            }
        });
    })
}

/// Something else typed, or the network back, may open it.
fn is_worth_another_try(error: &DeviceError) -> bool {
    let code = error.code();
    matches!(error, DeviceError::Network(_) | DeviceError::RecoveryWaits)
        || matches!(code.as_str(), "backup.wrong_pin" | "backup.wrong_words")
}

fn restored(taken: TakenOver, opened_by: OpenedBy) -> String {
    let counts = [
        ("drafts", taken.drafts.into()),
        ("waiting", taken.waiting.into()),
        ("received", taken.received.into()),
        ("known", taken.known.into()),
    ];
    let told = t_with("backup-restored", &counts);
    match opened_by {
        OpenedBy::Words => told,
        OpenedBy::Pin => format!("{told} {}", t("backup-weak")),
    }
}
