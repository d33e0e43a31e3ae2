//! Heads of the province's audit log, which phones keep as witnesses.
//!
//! Whoever can write the province's database can write its whole log anew. A head that the province signed and
//! gave out lies where that person cannot reach it: a log that does not hold it is another log.

use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, Digest, Epoch, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::seal::Signed;

/// The end of the log at some moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHead {
    /// Number of the last entry.
    pub sequence: u64,
    /// Its hash.
    pub hash: Digest,
    /// The epoch of the store at that moment.
    pub epoch: Epoch,
    /// When it was signed, by the server's clock.
    pub issued_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl LogHead {
    /// Whether no log of one history can end in both, this one first.
    #[must_use]
    pub fn contradicts(&self, later: &Self) -> bool {
        self.epoch == later.epoch
            && (self.sequence > later.sequence || (self.sequence == later.sequence && self.hash != later.hash))
    }
}

/// The same, signed by the province under [`crate::seal::LOG_HEAD_CONTEXT`].
pub type SignedLogHead = Signed<LogHead>;

open_enum! {
    /// How a head that was given out stands to the log as it is.
    HeadStanding {
        /// The log holds it.
        Held = "held",
        /// The store was put back from a backup since, and what came after the backup is gone.
        Lost = "lost",
        /// The log should hold it and does not: it was written anew.
        Contradicted = "contradicted",
    }
}

/// What a phone hands to an auditor: every head it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogWitness {
    /// Which device kept them.
    pub device: DeviceId,
    /// The oldest first.
    pub heads: Vec<SignedLogHead>,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_of_one_history_goes_on_and_never_says_two_things_under_one_number() {
        let head = |epoch: u128, sequence, word: &[u8]| LogHead {
            sequence,
            hash: Digest::of(word),
            epoch: Epoch(uuid::Uuid::from_u128(epoch)),
            issued_at: Timestamp(0),
            unknown: Unknown::new(),
        };
        let kept = head(1, 5, b"a");
        assert!(!kept.contradicts(&head(1, 5, b"a")) && !kept.contradicts(&head(1, 6, b"b")));
        assert!(kept.contradicts(&head(1, 5, b"b")) && kept.contradicts(&head(1, 4, b"b")));
        assert!(!kept.contradicts(&head(2, 4, b"b")), "a store that was put back begins another history");
    }
}
