//! What the screen does: write a backup, wait for a file, take it over.

use std::path::PathBuf;

use dioxus::prelude::*;

use crate::device::{Device, DeviceError, Pin, TakenOver};
use crate::platform::phone::{Handover, PhoneEvent};
use crate::ui::components::NoticeKind;
use crate::ui::i18n::{t, t_with};
use crate::ui::screens::share::share;
use crate::ui::session::{blocking, error_text, use_device, use_phone, use_phone_events};

/// What is going on.
#[derive(Clone, PartialEq)]
pub(super) enum Work {
    Nothing,
    Saving,
    /// The chosen file is read, in percent.
    Reading(u8),
    /// The file is here; its PIN is asked for.
    Pin(PathBuf),
    Restoring,
}

/// What the parts of the screen share.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Backup {
    /// What is going on.
    pub(super) work: Signal<Work>,
    /// The result of the last action.
    pub(super) told: Signal<Option<(NoticeKind, String)>>,
    /// Writes a backup and shares it.
    pub(super) save: Callback<()>,
    /// Takes the file over with the PIN typed.
    pub(super) restore: Callback<(PathBuf, String)>,
}

/// The state before any work. A chosen file that was not taken over is removed when the screen is left.
pub(super) fn use_backup() -> Backup {
    let device = use_device();
    let (work, told) = (use_signal(|| Work::Nothing), use_signal(|| None));
    let backup = Backup { work, told, save: use_save(&device, work, told), restore: use_restore(&device, work, told) };
    let leaving = device.clone();
    use_drop(move || leaving.drop_backup());
    use_phone_events(move |event| {
        let PhoneEvent::Document { outcome } = event else { return };
        let mut work = backup.work;
        match outcome {
            Handover::Taken => work.set(Work::Pin(device.incoming_backup())),
            Handover::Closed => work.set(Work::Nothing),
            Handover::Denied | Handover::Failed => backup.end(NoticeKind::Err, t("error-backup-unreadable")),
        }
    });
    backup
}

impl Backup {
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

type Told = Signal<Option<(NoticeKind, String)>>;

fn use_save(device: &Device, mut work: Signal<Work>, mut told: Told) -> Callback<()> {
    let (device, phone) = (device.clone(), use_phone());
    use_callback(move |()| {
        let (device, phone) = (device.clone(), phone.clone());
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
    })
}

fn use_restore(device: &Device, mut work: Signal<Work>, mut told: Told) -> Callback<(PathBuf, String)> {
    let device = device.clone();
    use_callback(move |(file, digits): (PathBuf, String)| {
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
    })
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
