//! Reviews (pemeriksaan): what a supervisor decides about a revision.
//!
//! A review is sealed on the supervisor's tablet like a revision on a phone, offline too. It names
//! the revision it judged and the decision before it that the supervisor knew of. The province
//! applies it only while both still hold; else it stays beside the survey, seen by everybody, and a
//! new decision is asked for. Nothing of it is ever dropped.

mod conversation;
mod diff;
mod history;
mod reason;

pub use conversation::{Said, conversation};
pub use diff::{FieldChange, changed};
pub use history::{Version, history};
pub use reason::RejectReason;

use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, Digest, PersonId, ReviewId, SurveyId, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::seal::Sealable;

open_enum! {
    /// What is decided.
    Verdict {
        /// Setujui.
        Approve = "approve",
        /// Kembalikan: the facilitator corrects the commented fields.
        Return = "return",
        /// Tolak, with a reason of the ministry's list.
        Reject = "reject",
    }
}

open_enum! {
    /// Where a survey stands after the decisions that were applied.
    ReviewState {
        /// Arrived, or corrected since the last decision; waits for one.
        Received = "received",
        /// Sent back to the facilitator.
        Returned = "returned",
        /// Approved by the supervisor.
        Approved = "approved",
        /// Rejected by the supervisor.
        Rejected = "rejected",
    }
}

impl ReviewState {
    /// The state after `verdict` was applied; none for a verdict this version does not know.
    #[must_use]
    pub fn after(verdict: &Verdict) -> Option<Self> {
        match verdict {
            Verdict::Approve => Some(Self::Approved),
            Verdict::Return => Some(Self::Returned),
            Verdict::Reject => Some(Self::Rejected),
            Verdict::Other(_) => None,
        }
    }
}

/// A remark on one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The answer, see [`crate::survey::fields`]; empty for the survey as a whole.
    pub path: String,
    /// What is to be done, in the supervisor's words.
    pub text: String,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The envelope version this crate writes.
pub const REVIEW_FORMAT: u32 = 1;

/// The most comments of one review.
pub const MOST_COMMENTS: usize = 200;

/// The most bytes of comments, their paths and the note together. A review of as many still fits
/// into a message of the protocol.
pub const MOST_WORDS: usize = 20_000;

/// Put before the bytes of a review that a device signs.
pub const REVIEW_CONTEXT: &[u8] = b"sambang review 1\n";

/// A sealed decision about one revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Version of this envelope.
    pub format: u32,
    /// Minted by the tablet.
    pub id: ReviewId,
    /// Which survey.
    pub survey: SurveyId,
    /// The revision that was judged.
    pub revision: u32,
    /// Digest of the bytes that were judged.
    pub digest: Digest,
    /// The tablet's own unsent decision about the same bytes, else the newest applied one that it knew of; none when
    /// there was none. See `docs/documents.md`.
    pub follows: Option<ReviewId>,
    /// What is decided.
    pub verdict: Verdict,
    /// Remarks on fields; a return has at least one.
    #[serde(default)]
    pub comments: Vec<Comment>,
    /// Why it is rejected; none for other verdicts.
    #[serde(default)]
    pub reason: Option<RejectReason>,
    /// More about it in the supervisor's words; may be empty.
    #[serde(default)]
    pub note: String,
    /// Who decides.
    pub person: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// Counts the reviews of this device from 1, without gaps.
    pub sequence: u64,
    /// [`crate::seal::Seal::id`] of the device's review before this one; none for the first.
    pub previous_seal: Option<Digest>,
    /// When, by the device's clock.
    pub decided_at: Timestamp,
    /// Server time minus device time at the last sync, in milliseconds; none before the first.
    pub clock_offset_ms: Option<i64>,
    /// Version of the app that sealed it.
    pub app_version: String,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Sealable for Review {
    const CONTEXT: &'static [u8] = REVIEW_CONTEXT;
}

/// What keeps a decision from being sealed or taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReviewFault {
    /// Nothing says what is to be corrected.
    #[error("a return needs at least one comment")]
    NoComment,
    /// Nothing says why.
    #[error("a rejection needs a reason")]
    NoReason,
    /// A comment without words.
    #[error("a comment is empty")]
    EmptyComment,
    /// More words than [`MOST_WORDS`], or more comments than [`MOST_COMMENTS`].
    #[error("the decision is too long")]
    TooLong,
    /// A verdict, reason or version that this app does not know.
    #[error("the decision is of a kind that is not known")]
    Unknown,
}

impl Review {
    /// Bytes of the comments, their paths and the note.
    #[must_use]
    pub fn words(&self) -> usize {
        let said = |comment: &Comment| comment.path.len() + comment.text.len();
        self.note.len() + self.comments.iter().map(said).sum::<usize>()
    }

    /// Whether the decision says what its verdict needs.
    ///
    /// # Errors
    /// What is missing.
    pub fn fault(&self) -> Result<(), ReviewFault> {
        if self.comments.iter().any(|comment| comment.text.trim().is_empty()) {
            return Err(ReviewFault::EmptyComment);
        }
        if self.comments.len() > MOST_COMMENTS || self.words() > MOST_WORDS {
            return Err(ReviewFault::TooLong);
        }
        match (&self.verdict, &self.reason) {
            _ if self.format != REVIEW_FORMAT => Err(ReviewFault::Unknown),
            (Verdict::Other(_), _) | (_, Some(RejectReason::Other(_))) => Err(ReviewFault::Unknown),
            (Verdict::Return, _) if self.comments.is_empty() => Err(ReviewFault::NoComment),
            (Verdict::Reject, None) => Err(ReviewFault::NoReason),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
