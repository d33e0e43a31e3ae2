//! Photos that arrive although the app was killed while the camera was open.
//!
//! Before the camera opens, the survey and the tile it was opened for are written down. What the
//! platform hands over, at once or at the next start, lies as a file in the folder `inbox`; it is
//! attached where it belongs and removed only after the store has it.

use std::path::PathBuf;

use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};
use serde::{Deserialize, Serialize};

use super::{Device, DeviceError, PhotoError};
use crate::platform::new_id;
use crate::store::{Key, StoreError, UnlessDamaged};

/// A larger file is no photo of a camera.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Ending of a photo of which nobody knows the tile.
const UNCLAIMED: &str = "unclaimed";

/// What the camera was opened for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingPhoto {
    /// The draft.
    pub survey: SurveyId,
    /// What is photographed.
    pub kind: EvidenceKind,
    /// When, by the device's clock.
    pub asked_at: Timestamp,
}

/// What the inbox held.
#[derive(Debug, Default)]
pub struct Collected {
    /// Photos that were attached.
    pub added: usize,
    /// Why the last of the others is no usable photo.
    pub refused: Option<PhotoError>,
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
        self.expect_photo(survey, kind)?;
        self.inner.phone.photograph(&self.inbox().join(format!("{}.jpg", new_id(self.now()))));
        Ok(())
    }

    /// Writes down that the camera opens for this tile. It holds until a photo for it is stored, the
    /// chooser is closed, or the camera opens for another one.
    pub fn expect_photo(&self, survey: SurveyId, kind: EvidenceKind) -> Result<(), DeviceError> {
        self.set_unclaimed_aside()?;
        let pending = PendingPhoto { survey, kind, asked_at: self.now() };
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
        self.inner.folder.join("inbox")
    }

    /// Attaches what lies in the inbox to the draft the camera was opened for. A file that is no usable
    /// photo is removed, and the tile stays empty. One that cannot be stored for another reason stays
    /// for the next time. Takes about a second a photo on a phone: not on the screen's thread.
    ///
    /// # Errors
    /// When the store or the file system fails.
    pub fn collect_inbox(&self) -> Result<Collected, DeviceError> {
        let mut collected = Collected::default();
        let Some(pending) = self.pending_photo()? else { return Ok(collected) };
        for file in self.inbox_files()? {
            let usable = std::fs::metadata(&file).map_err(StoreError::from)?.len() <= LARGEST;
            let bytes = if usable { std::fs::read(&file).map_err(StoreError::from)? } else { Vec::new() };
            // The app may have been killed between storing and removing it.
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
            std::fs::remove_file(&file).map_err(StoreError::from)?;
        }
        if collected.added > 0 {
            tracing::info!(added = collected.added, "photos from the inbox were attached");
        }
        Ok(collected)
    }

    /// Where it cannot be read what the camera was opened for, nobody knows whose photos lie in the
    /// inbox: they stay there under another ending and are attached to no other survey.
    fn set_unclaimed_aside(&self) -> Result<(), StoreError> {
        if self.inner.store.value::<Option<PendingPhoto>>(Key::PendingPhoto).unless_damaged()?.is_none() {
            for file in self.inbox_files()? {
                std::fs::rename(&file, file.with_extension(UNCLAIMED))?;
            }
        }
        Ok(())
    }

    fn inbox_files(&self) -> Result<Vec<PathBuf>, StoreError> {
        let folder = match std::fs::read_dir(self.inbox()) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut files = Vec::new();
        for file in folder {
            let path = file?.path();
            // A file is complete when the platform has moved it here under its last name.
            if path.is_file() && path.extension().is_none_or(|ending| ending != "part" && ending != UNCLAIMED) {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }
}
