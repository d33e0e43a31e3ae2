//! Decisions on their way to the province and back.

use serde::{Deserialize, Serialize};

use crate::ids::{Digest, ReviewId, SurveyId, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::review::Review;
use crate::seal::Signed;

open_enum! {
    /// What became of a decision when it arrived. It never changes afterwards.
    ReviewOutcome {
        /// It decides the survey's state, until a later one does.
        Applied = "applied",
        /// A newer revision or another decision had arrived before: a new decision is needed.
        Stale = "stale",
        /// The survey belongs to another supervisor's area by now; it is kept as advice.
        HandedOver = "handed_over",
        /// Another survey with this NIK in this programme is approved; the duplicates must be decided.
        Duplicate = "double",
    }
}

/// Answer to `PUT /v1/reviews/{id}`: that the province holds the decision, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewReceipt {
    /// Which decision.
    pub review: ReviewId,
    /// Digest of the sealed bytes that are stored.
    pub digest: Digest,
    /// The survey it is about.
    pub survey: SurveyId,
    /// The revision it judged.
    pub revision: u32,
    /// What became of it.
    #[serde(rename = "standing")]
    pub outcome: ReviewOutcome,
    /// The server's sequence number of the decision.
    pub sequence: u64,
    /// When it was stored, by the server's clock.
    pub received_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A review receipt with the server's signature under [`crate::seal::REVIEW_RECEIPT_CONTEXT`].
pub type SignedReviewReceipt = Signed<ReviewReceipt>;

/// A decision as everybody concerned sees it: the change `review` of the survey's owner, and part
/// of what a supervisor's tablet holds of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewNotice {
    /// The decision.
    pub review: Review,
    /// Name of the person who decided.
    pub by: String,
    /// What became of it.
    #[serde(rename = "standing")]
    pub outcome: ReviewOutcome,
    /// The server's sequence number of the decision; a later one is newer.
    pub sequence: u64,
    /// When it was stored, by the server's clock.
    pub received_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}
