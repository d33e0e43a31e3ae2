//! Photos of which nobody knows whose they are. They belong to nobody until the person says.

use std::path::PathBuf;

use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};

use super::inbox::is_photo;
use super::inbox_seal::alone;
use super::{Device, DeviceError};
use crate::media;
use crate::store::StoreError;

/// Ending of a photo that belongs to nobody.
pub(super) const UNCLAIMED: &str = "unclaimed";

/// A photo that belongs to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclaimedPhoto {
    /// Its name in the inbox.
    pub name: String,
    /// When it was taken or came, by the device's clock; none where the file system does not say.
    pub at: Option<Timestamp>,
}

impl Device {
    /// The photos that belong to nobody, oldest first.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn unclaimed_photos(&self) -> Result<Vec<UnclaimedPhoto>, DeviceError> {
        let photo = |file: PathBuf| {
            let name = file.file_name()?.to_str()?.to_owned();
            let since = file.metadata().ok()?.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok();
            let at = since.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Timestamp);
            Some(UnclaimedPhoto { name, at })
        };
        Ok(self.unclaimed_files()?.into_iter().filter_map(photo).collect())
    }

    /// A small JPEG of such a photo, to recognise it by.
    ///
    /// # Errors
    /// When it is gone, or no picture.
    pub fn unclaimed_thumbnail(&self, name: &str) -> Result<Vec<u8>, DeviceError> {
        Ok(media::thumbnail(&self.unclaimed(name)?.1)?)
    }

    /// Attaches such a photo where the person says it belongs.
    ///
    /// # Errors
    /// As [`Device::add_photo`]; the photo stays then.
    pub fn claim_photo(&self, name: &str, survey: SurveyId, kind: EvidenceKind) -> Result<Attachment, DeviceError> {
        let _alone = alone();
        let (file, bytes) = self.unclaimed(name)?;
        let added = self.take_photo(survey, kind, &bytes)?;
        std::fs::remove_file(file).map_err(StoreError::from)?;
        self.inner.store.notify();
        Ok(added)
    }

    /// Deletes such a photo, because the person does not need it.
    ///
    /// # Errors
    /// When it is gone or the file system fails.
    pub fn discard_unclaimed(&self, name: &str) -> Result<(), DeviceError> {
        let _alone = alone();
        let (file, _) = self.unclaimed(name)?;
        std::fs::remove_file(file).map_err(StoreError::from)?;
        self.inner.store.notify();
        Ok(())
    }

    fn unclaimed(&self, name: &str) -> Result<(PathBuf, Vec<u8>), DeviceError> {
        let file = self.unclaimed_files()?.into_iter().find(|file| file.file_name().is_some_and(|found| found == name));
        let file = file.ok_or(StoreError::NotFound("photo"))?;
        let bytes = self.read_inbox(&file)?;
        Ok((file, bytes))
    }

    /// Set aside, or there although no camera is open.
    fn unclaimed_files(&self) -> Result<Vec<PathBuf>, DeviceError> {
        let mut files = self.inbox_files(|ending| ending == Some(UNCLAIMED))?;
        if self.pending_photo()?.is_none() {
            files.extend(self.inbox_files(is_photo)?);
        }
        files.sort();
        Ok(files)
    }
}
