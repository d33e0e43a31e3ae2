//! The chain of a device's seals of one kind: each names the one before it.

use sambang_domain::ids::Digest;

use super::Verified;

/// A seal in its chain.
#[derive(Debug)]
pub(super) struct Link {
    /// The device's count of seals of this kind, from 1.
    pub(super) count: u64,
    /// The seal it names as the one before it.
    pub(super) previous: Option<Digest>,
    /// What names this seal for the one after it.
    pub(super) id: Digest,
}

/// Walks the seals of one device in the order of the device's count.
#[derive(Default)]
pub(super) struct Chain {
    /// The count last met, the seals met under it, and those met under the count before it when
    /// there is no gap between.
    count: u64,
    here: Vec<Digest>,
    before: Vec<Digest>,
}

impl Chain {
    /// Whether a seal fits those before it. A predecessor that has not arrived is a gap, a count
    /// used twice is a fork; both are counted. A seal that names another predecessor than one that
    /// is here does not fit.
    pub(super) fn fits(&mut self, link: &Link, verified: &mut Verified) -> bool {
        if link.count == self.count {
            verified.forks += 1;
        } else {
            let here = std::mem::take(&mut self.here);
            self.before = if link.count == self.count + 1 { here } else { Vec::new() };
            self.count = link.count;
        }
        self.here.push(link.id);
        match link.previous {
            None => link.count == 1,
            Some(_) if link.count == 1 => false,
            Some(_) if self.before.is_empty() => {
                verified.gaps += 1;
                true
            }
            Some(previous) => {
                verified.links += 1;
                self.before.contains(&previous)
            }
        }
    }
}
