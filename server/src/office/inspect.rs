//! What the store holds, for the command line and for tests.

use sambang_domain::ids::Digest;

use super::{Office, OfficeError, Opening, StoredRevision};
use crate::store::{attachments, devices, openings, quarantine, receipts, revisions, uploads};

/// How much the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Revisions that stand under their number.
    pub revisions: u64,
    /// Revisions with other bytes, kept beside them.
    pub conflicts: u64,
    /// Revisions of blocked devices that wait to be looked at.
    pub quarantined: u64,
    /// Attachments that are whole.
    pub attachments: u64,
    /// Uploads that wait for bytes.
    pub uploads: u64,
    /// Enrolled devices, blocked ones included.
    pub devices: u64,
    /// Receipts kept.
    pub receipts: u64,
    /// Openings logged.
    pub openings: u64,
}

impl Office {
    /// How much the store holds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counts(&self) -> Result<Counts, OfficeError> {
        let mut conn = self.0.store.read().await?;
        let (main, conflicts) = revisions::totals(&mut conn).await?;
        Ok(Counts {
            revisions: main,
            conflicts,
            quarantined: quarantine::waiting(&mut conn).await?,
            attachments: attachments::total(&mut conn).await?,
            uploads: uploads::open(&mut conn).await?,
            devices: devices::total(&mut conn).await?,
            receipts: receipts::total(&mut conn).await?,
            openings: openings::total(&mut conn).await?,
        })
    }

    /// All revisions, in the order they came.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revisions(&self) -> Result<Vec<StoredRevision>, OfficeError> {
        Ok(revisions::all(&mut *self.0.store.read().await?).await?)
    }

    /// The sealed bytes of this digest. The caller answers for logging who saw them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn revision_bytes(&self, digest: Digest) -> Result<Option<Vec<u8>>, OfficeError> {
        let sealed = revisions::sealed(&mut *self.0.store.read().await?, digest).await?;
        Ok(sealed.map(|(bytes, _)| bytes))
    }

    /// The bytes of an attachment that is whole. The caller answers for logging who saw them.
    ///
    /// # Errors
    /// When store or folder fail.
    pub async fn attachment(&self, digest: Digest) -> Result<Option<Vec<u8>>, OfficeError> {
        if !attachments::is_held(&mut *self.0.store.read().await?, digest).await? {
            return Ok(None);
        }
        self.with_folder(move |folder| folder.read(digest)).await
    }

    /// The log of openings, in order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn openings(&self) -> Result<Vec<Opening>, OfficeError> {
        Ok(openings::all(&mut *self.0.store.read().await?).await?)
    }
}
