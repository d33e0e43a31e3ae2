//! Everything that verification found.

use std::collections::BTreeMap;
use std::fmt;

use super::{Break, Verified};

/// How many of a kind are kept word for word.
const FEW: usize = 5;

/// Everything that is not as it was stored, by kind, beside what is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breaks {
    /// What was checked and found as it was stored.
    pub verified: Verified,
    /// How many there are of each kind, and the first few.
    pub kinds: BTreeMap<&'static str, (u64, Vec<Break>)>,
}

impl Breaks {
    /// One more.
    pub(in crate::registry) fn add(&mut self, found: Break) {
        let (count, first) = self.kinds.entry(found.kind()).or_default();
        *count += 1;
        if first.len() < FEW {
            first.push(found);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.kinds.values().map(|(count, _)| count).sum()
    }

    /// The first few of every kind.
    pub fn first(&self) -> impl Iterator<Item = &Break> {
        self.kinds.values().flat_map(|(_, first)| first)
    }
}

impl From<Break> for Breaks {
    fn from(found: Break) -> Self {
        let mut breaks = Self::default();
        breaks.add(found);
        breaks
    }
}

impl fmt::Display for Breaks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} things are not as they were stored", self.count())?;
        self.first().try_for_each(|found| write!(f, "; {found}"))
    }
}

impl std::error::Error for Breaks {}
