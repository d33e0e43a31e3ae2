//! Nothing was altered and nothing is missing: every seal, chain, receipt and photo is checked
//! again from the bytes that are stored.
//!
//! It reads only, in pages, while the server may be working.

mod attachments;
mod chain;
mod receipts;
mod seals;

use sambang_domain::ids::{DeviceId, Digest, SurveyId};

use super::{Office, OfficeError};

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
}

/// The first thing that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
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
}

impl Office {
    /// Checks the whole store and says what was checked.
    ///
    /// # Errors
    /// [`OfficeError::Broken`] names the first break; else when the store fails.
    pub async fn verify(&self) -> Result<Verified, OfficeError> {
        let mut verified = Verified::default();
        for device in self.devices().await? {
            verified.devices += 1;
            self.verify_device(&device, &mut verified).await?;
        }
        self.verify_receipts(&mut verified).await?;
        self.verify_attachments(&mut verified).await?;
        Ok(verified)
    }
}
