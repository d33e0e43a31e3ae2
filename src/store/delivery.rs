//! How far a survey is: its answers still change or are sealed, and where the sealed ones are.

use std::str::FromStr;

use sambang_domain::open_enum;

/// Whether the answers may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Being filled.
    Draft,
    /// Frozen by a seal.
    Sealed,
}

impl Stage {
    /// The word of the database.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sealed => "sealed",
        }
    }
}

/// No stage of a survey.
#[derive(Debug, thiserror::Error)]
#[error("a survey is a draft or sealed")]
pub struct NoStage;

impl FromStr for Stage {
    type Err = NoStage;

    fn from_str(word: &str) -> Result<Self, NoStage> {
        [Self::Draft, Self::Sealed].into_iter().find(|stage| stage.as_str() == word).ok_or(NoStage)
    }
}

/// How far a survey is on its way to the province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// A draft; nothing is to be sent.
    None,
    /// In the outbox.
    Waiting,
    /// Being sent at this moment.
    Sending,
    /// A person must act.
    Blocked(BlockedReason),
    /// The province's receipt confirms the document and every attachment.
    Received,
}

impl Delivery {
    pub(super) fn of(stage: Stage, complete: bool, blocked: Option<BlockedReason>) -> Self {
        match (stage, complete, blocked) {
            (Stage::Draft, ..) => Self::None,
            (Stage::Sealed, true, _) => Self::Received,
            (Stage::Sealed, false, None) => Self::Waiting,
            (Stage::Sealed, false, Some(reason)) => Self::Blocked(reason),
        }
    }

    /// The word for tests and attributes.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Blocked(_) => "blocked",
            Self::Received => "received",
        }
    }
}

open_enum! {
    /// Why an entry waits for a person. The words are part of the database.
    BlockedReason {
        /// The province holds other content under this number; both are kept.
        ContentDiffers = "content_differs",
        /// The place lies outside the person's work area.
        OutsideArea = "outside_area",
        /// The device's signature was refused.
        SealInvalid = "seal_invalid",
        /// The province cannot read the document.
        RevisionInvalid = "revision_invalid",
        /// The photo's bytes changed on the way or in the store.
        DigestDiffers = "digest_differs",
        /// A row of it in the device's store cannot be read.
        Unreadable = "unreadable",
        /// Larger than the province takes.
        TooLarge = "too_large",
        /// The person may not send this.
        Forbidden = "forbidden",
        /// The province lost it, and this device does not hold it any more either.
        Gone = "gone",
        /// The device was blocked; the province keeps the survey to be looked at.
        Quarantined = "quarantined",
    }
}
