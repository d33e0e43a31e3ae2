//! Photos that arrive although the app was killed while the camera was open.
//!
//! Before the camera opens, the survey and the tile it was opened for are written down, and the file that the
//! camera is to write. What the platform hands over, at once or at the next start, lies as a file in the folder
//! `inbox`; it is attached where it belongs and removed only after the store has it. A file that comes too late,
//! or for a survey that is gone, belongs to nobody: the person is asked, see `unclaimed.rs`. What must lie there is
//! sealed, see `inbox_seal.rs`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};
use serde::{Deserialize, Serialize};

use super::inbox_seal::{FOLDER, LARGEST, alone, files};
use super::unclaimed::UNCLAIMED;
use super::{Device, DeviceError, PhotoError};
use crate::platform::{UNFINISHED, new_id};
use crate::store::{Key, Stage, StoreError};

/// What the camera was opened for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingPhoto {
    /// The draft.
    pub survey: SurveyId,
    /// What is photographed.
    pub kind: EvidenceKind,
    /// When, by the device's clock.
    pub asked_at: Timestamp,
    /// Name of the file that the phone's camera was told to write; empty where the page's chooser opened.
    #[serde(default)]
    pub file: String,
}

/// What the inbox held.
#[derive(Debug, Default)]
pub struct Collected {
    /// Photos that were attached.
    pub added: usize,
    /// Why the last of the others is no usable photo.
    pub refused: Option<PhotoError>,
    /// Photos that were set aside because they belong to nobody.
    pub unclaimed: usize,
}

impl Device {
    /// Opens the phone's own camera for this tile. When it closes,
    /// [`Photo`](crate::platform::phone::PhoneEvent::Photo) is told and [`Device::collect_inbox`]
    /// attaches what came.
    ///
    /// # Errors
    /// When the store or the file system fails; the camera stays closed then.
    pub fn photograph(&self, survey: SurveyId, kind: EvidenceKind) -> Result<(), DeviceError> {
        std::fs::create_dir_all(self.inbox()).map_err(StoreError::from)?;
        let file = format!("{}.jpg", new_id(self.now()));
        self.expect_file(survey, kind, &file)?;
        self.inner.phone.photograph(&self.inbox().join(file));
        Ok(())
    }

    /// Writes down that the camera opens for this tile. It holds until a photo for it is stored, the
    /// chooser is closed, or the camera opens for another one.
    pub fn expect_photo(&self, survey: SurveyId, kind: EvidenceKind) -> Result<(), DeviceError> {
        self.expect_file(survey, kind, "")
    }

    fn expect_file(&self, survey: SurveyId, kind: EvidenceKind, file: &str) -> Result<(), DeviceError> {
        // What lies there was taken for another tile, or for one that nobody knows any more.
        self.set_aside(&self.inbox_files(is_photo)?)?;
        let pending = PendingPhoto { survey, kind, asked_at: self.now(), file: file.to_owned() };
        Ok(self.inner.store.set_value(Key::PendingPhoto, &Some(pending))?)
    }

    /// What the camera was opened for and has not brought.
    pub fn pending_photo(&self) -> Result<Option<PendingPhoto>, DeviceError> {
        Ok(self.inner.store.value::<Option<PendingPhoto>>(Key::PendingPhoto)?.flatten())
    }

    /// The chooser was closed without a photo.
    pub fn forget_photo(&self) -> Result<(), DeviceError> {
        match self.pending_photo()? {
            Some(_) => Ok(self.inner.store.set_value(Key::PendingPhoto, &None::<PendingPhoto>)?),
            None => Ok(()),
        }
    }

    /// Adds a photo, and only then takes out the oldest ones of its kind beyond what the programme
    /// wants. Takes about a second on a phone: not on the screen's thread.
    ///
    /// # Errors
    /// As [`Device::add_photo`].
    pub fn take_photo(&self, id: SurveyId, kind: EvidenceKind, original: &[u8]) -> Result<Attachment, DeviceError> {
        self.take_shot(id, kind, original, false)
    }

    fn take_shot(
        &self,
        id: SurveyId,
        kind: EvidenceKind,
        original: &[u8],
        by_camera: bool,
    ) -> Result<Attachment, DeviceError> {
        let added = self.add_shot(id, kind.clone(), original, by_camera)?;
        let survey = self.survey(id)?;
        let maximum = self.programme_of(&survey)?.evidence_rule(&kind).map_or(1, |rule| rule.maximum as usize);
        let others: Vec<_> =
            survey.photos(&kind).map(|photo| photo.sha256).filter(|sha256| *sha256 != added.sha256).collect();
        let too_many = (others.len() + 1).saturating_sub(maximum.max(1));
        for sha256 in others.into_iter().take(too_many) {
            self.remove_photo(id, sha256)?;
        }
        if self.pending_photo()?.is_some_and(|pending| pending.survey == id && pending.kind == kind) {
            self.forget_photo()?;
        }
        Ok(added)
    }

    /// Where the platform puts photos for the next start.
    #[must_use]
    pub fn inbox(&self) -> PathBuf {
        self.inner.folder.join(FOLDER)
    }

    /// Attaches what lies in the inbox to the draft the camera was opened for. A file that is no usable
    /// photo is removed, and the tile stays empty. One that cannot be stored for another reason stays
    /// for the next time. What was taken for another tile, or for a draft that is gone, is set aside. Takes about
    /// a second a photo on a phone: not on the screen's thread.
    ///
    /// # Errors
    /// When the store or the file system fails.
    pub fn collect_inbox(&self) -> Result<Collected, DeviceError> {
        let mut collected = Collected::default();
        let Some(pending) = self.pending_photo()? else {
            self.seal_inbox()?;
            return Ok(collected);
        };
        let (asked_for, others): (Vec<_>, Vec<_>) =
            self.inbox_files(is_photo)?.into_iter().partition(|file| self.is_asked_for(file, &pending));
        collected.unclaimed = self.set_aside(&others)?;
        if !asked_for.is_empty() && !self.may_take(pending.survey)? {
            collected.unclaimed += self.set_aside(&asked_for)?;
            self.forget_photo()?;
            return Ok(collected);
        }
        for file in asked_for {
            if let Err(error) = self.collect(&file, &pending, &mut collected) {
                self.seal_inbox()?;
                return Err(error);
            }
        }
        if collected.added > 0 {
            tracing::info!(added = collected.added, "photos from the inbox were attached");
        }
        Ok(collected)
    }

    fn collect(&self, file: &Path, pending: &PendingPhoto, collected: &mut Collected) -> Result<(), DeviceError> {
        let _alone = alone();
        let usable = std::fs::metadata(file).map_err(StoreError::from)?.len() <= LARGEST;
        let bytes = if usable { self.read_inbox(file)? } else { Vec::new() };
        // The app may have been killed between storing and removing it.
        let bytes = self.readable(&bytes);
        let source = Digest::of(&bytes);
        let known = self.survey(pending.survey)?.photos(&pending.kind).any(|photo| photo.source_sha256 == source);
        if !known {
            match self.take_shot(pending.survey, pending.kind.clone(), &bytes, true) {
                Ok(_) => collected.added += 1,
                Err(DeviceError::Photo(error)) => {
                    tracing::warn!(code = error.code(), "a file in the inbox is no photo");
                    collected.refused = Some(error);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(std::fs::remove_file(file).map_err(StoreError::from)?)
    }

    /// Whether the camera was opened for this file. The page's chooser names no file: what lies there came after it
    /// was opened, unless a phone's own camera brings files here, which then were taken for another tile.
    fn is_asked_for(&self, file: &Path, pending: &PendingPhoto) -> bool {
        if pending.file.is_empty() {
            return !self.inner.phone.brings_files();
        }
        file.file_name().is_some_and(|name| name == pending.file.as_str())
    }

    /// Whether the survey is a draft of this device.
    fn may_take(&self, survey: SurveyId) -> Result<bool, DeviceError> {
        match self.inner.store.stage(survey) {
            Ok(stage) => Ok(stage == Stage::Draft),
            Err(StoreError::NotFound(_)) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// Lets photos belong to nobody, and seals them.
    fn set_aside(&self, files: &[PathBuf]) -> Result<usize, DeviceError> {
        for file in files {
            let _alone = alone();
            std::fs::rename(file, file.with_extension(UNCLAIMED)).map_err(StoreError::from)?;
        }
        if !files.is_empty() {
            self.seal_inbox()?;
            tracing::warn!(count = files.len(), "photos that belong to nobody were set aside");
            self.inner.store.notify();
        }
        Ok(files.len())
    }

    /// The files of the inbox whose endings are `wanted`, by name.
    pub(super) fn inbox_files(&self, wanted: fn(Option<&str>) -> bool) -> Result<Vec<PathBuf>, StoreError> {
        let mut files = files(&self.inbox())?;
        files.retain(|path| wanted(path.extension().and_then(OsStr::to_str)));
        Ok(files)
    }
}

/// A file is complete when the platform has moved it here under its last name.
pub(super) fn is_photo(ending: Option<&str>) -> bool {
    !matches!(ending, Some(UNFINISHED | UNCLAIMED))
}
