//! Ends of the province's log that this device was given. They lie where nobody can write who writes the
//! province's database, so a log that was written anew meets them.

use sambang_domain::wire::v1::{HeadStanding, SignedLogHead};
use serde::{Deserialize, Serialize};

/// So many are kept.
const MOST: usize = 48;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What is kept of the province's log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LogHeads {
    /// The last of each day, the oldest first; those of earlier epochs stay.
    pub kept: Vec<SignedLogHead>,
    /// One of them that the province's log does not hold although it should.
    pub contradicted: Option<SignedLogHead>,
}

impl LogHeads {
    /// The one that the province is asked about.
    #[must_use]
    pub fn asked(&self) -> Option<&SignedLogHead> {
        self.contradicted.as_ref().or(self.kept.last())
    }

    /// Takes in how the one that was asked about stands to the log, and the end that was given.
    pub(super) fn hear(&mut self, standing: Option<&HeadStanding>, given: Option<SignedLogHead>) {
        match standing {
            Some(HeadStanding::Contradicted) => self.contradicted = self.asked().cloned(),
            Some(HeadStanding::Held | HeadStanding::Lost) => self.contradicted = None,
            Some(HeadStanding::Other(_)) | None => {}
        }
        let Some(given) = given else { return };
        if let Some(other) = self.kept.iter().find(|kept| kept.payload.contradicts(&given.payload)) {
            self.contradicted = Some(other.clone());
        }
        // What contradicts is kept; what it was contradicted by is the other log's.
        if self.contradicted.is_some() {
            return;
        }
        let day = |head: &SignedLogHead| (head.payload.epoch, head.payload.issued_at.0.div_euclid(DAY_MS));
        if self.kept.last().is_some_and(|last| day(last) == day(&given)) {
            self.kept.pop();
        }
        self.kept.push(given);
        let over = self.kept.len().saturating_sub(MOST);
        self.kept.drain(..over);
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use sambang_domain::ids::{Digest, Epoch, Timestamp};
    use sambang_domain::open::Unknown;
    use sambang_domain::seal::LOG_HEAD_CONTEXT;
    use sambang_domain::wire::v1::LogHead;

    use super::*;

    fn head(epoch: u128, sequence: u64, word: &str, day: i64) -> SignedLogHead {
        let (hash, issued_at) = (Digest::of(word.as_bytes()), Timestamp(day * DAY_MS + 5));
        let epoch = Epoch(uuid::Uuid::from_u128(epoch));
        let head = LogHead { sequence, hash, epoch, issued_at, unknown: Unknown::new() };
        SignedLogHead::new(head, LOG_HEAD_CONTEXT, &SigningKey::from_bytes(&[9; 32])).unwrap()
    }

    fn heard(heads: &[SignedLogHead]) -> LogHeads {
        let mut kept = LogHeads::default();
        heads.iter().for_each(|head| kept.hear(None, Some(head.clone())));
        kept
    }

    #[test]
    fn the_last_of_each_day_is_kept_and_some_weeks_of_them() {
        let kept = heard(&[head(1, 5, "a", 0), head(1, 6, "b", 0), head(1, 6, "b", 1)]);
        assert_eq!(kept.kept, [head(1, 6, "b", 0), head(1, 6, "b", 1)]);
        let many: Vec<_> = (1..=60).map(|n| head(1, n, "a", i64::try_from(n).unwrap())).collect();
        assert_eq!(heard(&many).kept, many[12..]);
    }

    #[test]
    fn a_log_that_is_shorter_or_says_another_thing_is_noticed_and_what_is_kept_stays() {
        let own = [head(1, 5, "a", 0), head(1, 9, "b", 1)];
        for other in [head(1, 9, "x", 2), head(1, 8, "x", 2), head(1, 5, "x", 2)] {
            let mut kept = heard(&own);
            kept.hear(None, Some(other.clone()));
            assert!(kept.asked().unwrap().payload.contradicts(&other.payload));
            assert_eq!((kept.kept.as_slice(), kept.contradicted.is_some()), (own.as_slice(), true));
            kept.hear(None, Some(head(1, 99, "x", 3)));
            assert_eq!(kept.kept, own, "a log that goes on is no other log");
        }
        assert_eq!(heard(&[head(1, 9, "b", 1), head(1, 9, "b", 1), head(1, 10, "c", 1)]).contradicted, None);
    }

    #[test]
    fn a_store_that_was_put_back_begins_anew_and_the_old_ends_stay() {
        let (old, new) = (head(1, 9, "a", 0), head(2, 4, "b", 0));
        let mut kept = heard(&[old.clone(), new.clone()]);
        assert_eq!((kept.kept.as_slice(), &kept.contradicted), ([old.clone(), new].as_slice(), &None));
        kept.hear(Some(&HeadStanding::Contradicted), Some(head(2, 5, "c", 1)));
        assert!(kept.contradicted.is_some() && kept.kept.len() == 2);
        kept.hear(Some(&HeadStanding::Held), Some(head(2, 5, "c", 1)));
        assert!(kept.contradicted.is_none() && kept.kept.len() == 3, "the office put the right log back");
    }
}
