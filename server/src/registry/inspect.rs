//! What the store holds, for the command line and for tests.

use sambang_domain::ids::{Digest, SurveyId};

use super::{Registry, RegistryError, StoredReview, StoredRevision, SurveyState};
use crate::store::{attachments, audit, devices, quarantine, receipts, reviews, revisions, states, uploads};

/// How much the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Revisions that stand under their number.
    pub revisions: u64,
    /// Revisions with other bytes, kept beside them.
    pub conflicts: u64,
    /// Decisions, whatever became of them.
    pub reviews: u64,
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
    /// Entries of the audit log.
    pub audited: u64,
}

impl Registry {
    /// How much the store holds.
    pub async fn counts(&self) -> Result<Counts, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let (main, conflicts) = revisions::totals(&mut conn).await?;
        Ok(Counts {
            revisions: main,
            conflicts,
            reviews: reviews::total(&mut conn).await?,
            quarantined: quarantine::waiting(&mut conn).await?,
            attachments: attachments::total(&mut conn).await?,
            uploads: uploads::open(&mut conn).await?,
            devices: devices::total(&mut conn).await?,
            receipts: receipts::total(&mut conn).await?,
            audited: audit::head(&mut conn).await?.sequence,
        })
    }

    /// All revisions, in the order they came.
    pub async fn revisions(&self) -> Result<Vec<StoredRevision>, RegistryError> {
        Ok(revisions::all(&mut *self.0.store.read().await?).await?)
    }

    /// All decisions, in the order they came.
    pub async fn reviews(&self) -> Result<Vec<StoredReview>, RegistryError> {
        Ok(reviews::all(&mut *self.0.store.read().await?).await?)
    }

    /// How a survey stands; none when nothing of it has come.
    pub async fn find_state(&self, survey: SurveyId) -> Result<Option<SurveyState>, RegistryError> {
        Ok(states::find(&mut *self.0.store.read().await?, survey).await?)
    }

    /// The sealed bytes of this digest. The caller answers for logging who saw them.
    pub async fn find_revision_bytes(&self, digest: Digest) -> Result<Option<Vec<u8>>, RegistryError> {
        let sealed = revisions::find_sealed(&mut *self.0.store.read().await?, digest).await?;
        Ok(sealed.map(|(bytes, _)| bytes))
    }

    /// The bytes of an attachment that is whole. The caller answers for logging who saw them.
    pub async fn find_attachment(&self, digest: Digest) -> Result<Option<Vec<u8>>, RegistryError> {
        if !attachments::is_held(&mut *self.0.store.read().await?, digest).await? {
            return Ok(None);
        }
        Ok(Some(self.whole(digest).await?))
    }
}
