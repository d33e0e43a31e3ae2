//! Warnings that were looked at and confirmed, each with its reason.

use serde::{Deserialize, Serialize};

use crate::ids::{Digest, Timestamp};
use crate::open::Unknown;

/// That a warning was looked at, and why the answer stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// In words, for the supervisor.
    pub reason: String,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// SHA-256 of the answer that was confirmed and of what the warning said about it. Another answer
    /// at the same place is not confirmed by it.
    pub answer: Digest,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}
