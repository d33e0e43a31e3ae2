//! What verification may find.

use sambang_domain::ids::{DeviceId, Digest, PersonId, ReviewId, SurveyId};

/// Something that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A page of the database is damaged.
    #[error("the database: {fault}")]
    Page {
        /// What the database says of it.
        fault: String,
    },
    /// A row names another one that is not there.
    #[error("a row of {table} names one of {parent} that is not there")]
    Orphan {
        /// Where the row stands.
        table: String,
        /// Where the other one is missing.
        parent: String,
    },
    /// A part of the store cannot be read; what lies behind it was not looked at.
    #[error("{what} cannot be read: {fault}")]
    Unreadable {
        /// Which part.
        what: String,
        /// Why.
        fault: String,
    },
    /// A row was changed, added or taken away by somebody else than the server.
    #[error("{row}: the row is not as the audit log tells")]
    Told {
        /// Which one: its kind and its key.
        row: String,
    },
    /// A revision that stands has no receipt.
    #[error("revision {sequence}: its receipt is gone")]
    ReceiptMissing {
        /// Its number in the store.
        sequence: u64,
    },
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
    /// Somebody is noted to have brought a photo, and no receipt told so.
    #[error("attachment {digest}: no receipt tells that person {person} brought it")]
    Brought {
        /// Which attachment.
        digest: Digest,
        /// Who.
        person: PersonId,
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
    /// The audit log does not hold an end of it that the province signed and a device kept: it was written anew.
    #[error("device {device}: the log does not hold the entry {sequence} that this device was given as its end")]
    Witness {
        /// Which device.
        device: DeviceId,
        /// The entry's number.
        sequence: u64,
    },
    /// The audit log does not hold what was noted down as its end.
    #[error("audit entry {sequence}: the log does not hold the entry that was noted")]
    AuditNoted {
        /// Its number.
        sequence: u64,
    },
}

impl Break {
    /// Of what kind it is, in a few words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Page { .. } => "damaged pages",
            Self::Orphan { .. } => "rows without their other",
            Self::Unreadable { .. } => "unreadable",
            Self::Told { .. } => "rows the log tells otherwise",
            Self::ReceiptMissing { .. } => "receipts missing",
            Self::RowMissing { .. } => "rows missing",
            Self::Digest { .. } => "revisions with other bytes",
            Self::Seal { .. } => "revisions without seal",
            Self::Row { .. } => "revisions with another row",
            Self::Chain { .. } => "broken chains",
            Self::ReviewDigest { .. } => "reviews with other bytes",
            Self::ReviewSeal { .. } => "reviews without seal",
            Self::ReviewRow { .. } => "reviews with another row",
            Self::ReviewReceipt { .. } => "review receipts",
            Self::ReviewChain { .. } => "broken review chains",
            Self::State { .. } => "states",
            Self::Receipt { .. } => "receipts",
            Self::Brought { .. } => "photos nobody was told of",
            Self::FileMissing { .. } => "photos missing",
            Self::FileDiffers { .. } => "photos with other bytes",
            Self::AuditMissing { .. } => "audit entries missing",
            Self::AuditChanged { .. } => "audit entries changed",
            Self::AuditChain { .. } => "audit entries exchanged",
            Self::Witness { .. } => "devices that know another log",
            Self::AuditNoted { .. } => "audit entry noted",
        }
    }
}
