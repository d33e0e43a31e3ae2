//! What the facilitator answers when a survey comes back.

use serde::{Deserialize, Serialize};

use crate::ids::{ReviewId, Timestamp};
use crate::open::Unknown;

/// An answer to one comment of a supervisor; it travels with the corrected revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The decision that holds the comment.
    pub review: ReviewId,
    /// The field of the comment, as findings name it, e.g. `identity.nik`.
    pub path: String,
    /// The facilitator's words.
    pub text: String,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}
