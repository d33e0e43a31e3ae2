//! Photos of the area: what is here, and the rest from the province.

use sambang_domain::ids::Digest;
use sambang_domain::survey::{Attachment, EvidenceKind};

use crate::device::{Device, DeviceError};

impl Device {
    /// A small JPEG of a photo; none while it is not here.
    pub fn case_thumbnail(&self, sha256: Digest) -> Result<Option<Vec<u8>>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.area_thumbnail(sha256)?)
    }

    /// A whole photo; none while it is not here.
    pub fn case_photo(&self, sha256: Digest) -> Result<Option<Vec<u8>>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.area_photo(sha256)?)
    }

    /// Whether showing a photo of the area is showing an identity card: this survey names it one, or another
    /// of the area does.
    pub fn shows_card(&self, photo: &Attachment) -> Result<bool, DeviceError> {
        Ok(photo.kind == EvidenceKind::IdentityCard || self.inner.store.is_area_card(photo.sha256)?)
    }

    /// A whole photo, from here or from the province; it stays here afterwards.
    ///
    /// # Errors
    /// When it is not here and the province cannot be reached or refuses, or the store fails.
    pub async fn fetch_case_photo(&self, sha256: Digest) -> Result<Vec<u8>, DeviceError> {
        self.open()?;
        match self.inner.store.area_photo(sha256)? {
            Some(bytes) => Ok(bytes),
            None => Ok(self.inner.engine.fetch_area_photo(sha256).await?),
        }
    }
}
