//! Nothing was altered and nothing is missing: every number, seal, chain, state, receipt, photo and
//! entry of the audit log is checked again from the bytes that are stored.
//!
//! It reads only, in pages, while the server may be working.

mod attachments;
mod audit;
mod chain;
mod quarantine;
mod receipts;
mod reviews;
mod seals;
mod states;

use sambang_domain::ids::{DeviceId, Digest, ReviewId, SurveyId};

use super::{AuditHead, Registry, RegistryError};
use crate::store::gaps;

/// How many rows are read at a time.
const PAGE: u32 = 50;

/// What was checked and found as it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Devices whose seals were checked.
    pub devices: u64,
    /// Revisions that stand under their number.
    pub revisions: u64,
    /// Revisions kept beside them.
    pub conflicts: u64,
    /// Revisions that blocked devices brought, released or not.
    pub quarantined: u64,
    /// Decisions, whatever became of them.
    pub reviews: u64,
    /// Surveys that stand where their revisions and decisions have brought them.
    pub states: u64,
    /// Links of the devices' chains that were checked from seal to seal.
    pub links: u64,
    /// Seals whose predecessor has not arrived.
    pub gaps: u64,
    /// Counts under which a device sealed more than once.
    pub forks: u64,
    /// Receipts whose signature and content hold.
    pub receipts: u64,
    /// Attachments whose bytes hold.
    pub attachments: u64,
    /// Attachments that revisions name and that have not arrived.
    pub missing: u64,
    /// The end of the audit log, all of whose entries hold.
    pub audit_head: AuditHead,
}

/// The first thing that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A row that was stored is gone.
    #[error("{kind} {number} of the store is gone")]
    RowMissing {
        /// Of what kind it was.
        kind: &'static str,
        /// Its number in the store.
        number: u64,
    },
    /// The bytes do not have the digest of their row.
    #[error("revision {number} of survey {survey}: the bytes do not have their digest")]
    Digest {
        /// Which survey.
        survey: SurveyId,
        /// Which revision.
        number: u32,
    },
    /// The signature does not fit the bytes.
    #[error("revision {number} of survey {survey}: the seal does not fit the device's key")]
    Seal {
        /// Which survey.
        survey: SurveyId,
        /// Which revision.
        number: u32,
    },
    /// The row says something else than the sealed document.
    #[error("revision {number} of survey {survey}: the row differs from the sealed document")]
    Row {
        /// Which survey.
        survey: SurveyId,
        /// Which revision.
        number: u32,
    },
    /// The seal before it is not the one it names.
    #[error("device {device}: seal {sequence} does not follow the seal before it")]
    Chain {
        /// Which device.
        device: DeviceId,
        /// The device's count.
        sequence: u64,
    },
    /// The bytes of a decision do not have the digest of their row.
    #[error("review {review}: the bytes do not have their digest")]
    ReviewDigest {
        /// Which decision.
        review: ReviewId,
    },
    /// The signature does not fit the bytes of a decision.
    #[error("review {review}: the seal does not fit the device's key")]
    ReviewSeal {
        /// Which decision.
        review: ReviewId,
    },
    /// The row says something else than the sealed decision.
    #[error("review {review}: the row differs from the sealed document")]
    ReviewRow {
        /// Which decision.
        review: ReviewId,
    },
    /// The receipt of a decision is not one this server gave, or says something else than the row.
    #[error("review {review}: signature or content of the receipt does not hold")]
    ReviewReceipt {
        /// Which decision.
        review: ReviewId,
    },
    /// The decision before it is not the one it names.
    #[error("device {device}: review {sequence} does not follow the review before it")]
    ReviewChain {
        /// Which device.
        device: DeviceId,
        /// The device's count of decisions.
        sequence: u64,
    },
    /// The survey does not stand where its revisions and decisions have brought it.
    #[error("survey {survey}: its state is not that of its revisions and decisions")]
    State {
        /// Which survey.
        survey: SurveyId,
    },
    /// A receipt's signature or content does not hold.
    #[error("receipt {sequence}: signature or content does not hold")]
    Receipt {
        /// The receipt's number in the store.
        sequence: u64,
    },
    /// The file of an attachment is gone.
    #[error("attachment {digest}: the file is missing")]
    FileMissing {
        /// Which attachment.
        digest: Digest,
    },
    /// The file of an attachment has other bytes.
    #[error("attachment {digest}: the file has other bytes")]
    FileDiffers {
        /// Which attachment.
        digest: Digest,
    },
    /// An entry of the audit log is gone.
    #[error("audit entry {sequence}: it is gone")]
    AuditMissing {
        /// Its number.
        sequence: u64,
    },
    /// An entry of the audit log says something else than it did.
    #[error("audit entry {sequence}: it was changed")]
    AuditChanged {
        /// Its number.
        sequence: u64,
    },
    /// An entry of the audit log does not follow the one before it: one of the two was exchanged.
    #[error("audit entry {sequence}: it does not follow the entry before it")]
    AuditChain {
        /// Its number.
        sequence: u64,
    },
    /// The audit log does not hold what was noted down as its end.
    #[error("audit entry {sequence}: the log does not hold the entry that was noted")]
    AuditNoted {
        /// Its number.
        sequence: u64,
    },
}

impl Registry {
    /// Checks the whole store and says what was checked.
    ///
    /// # Errors
    /// [`RegistryError::Broken`] names the first break; else when the store fails.
    pub async fn verify(&self) -> Result<Verified, RegistryError> {
        let mut verified = Verified::default();
        if let Some((kind, number)) = gaps::find_first(&mut *self.0.store.read().await?).await? {
            return Err(Break::RowMissing { kind, number }.into());
        }
        for device in self.devices().await? {
            verified.devices += 1;
            self.verify_device(&device, &mut verified).await?;
        }
        self.verify_states(&mut verified).await?;
        self.verify_receipts(&mut verified).await?;
        self.verify_attachments(&mut verified).await?;
        self.verify_audit(&mut verified).await?;
        Ok(verified)
    }
}
