//! Walking the chain of a device's seals.

use sambang_domain::ids::Digest;

use super::Verified;
use crate::registry::chain::Link;

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
    /// Whether a seal, which `id` names for the one after it, fits those before it. A predecessor that has not arrived is a gap, a count
    /// used twice is a fork; both are counted. A seal that names another predecessor than one that
    /// is here does not fit.
    pub(super) fn fits(&mut self, link: &Link, id: Digest, verified: &mut Verified) -> bool {
        if link.count == self.count {
            verified.forks += 1;
        } else {
            let here = std::mem::take(&mut self.here);
            self.before = if link.count == self.count + 1 { here } else { Vec::new() };
            self.count = link.count;
        }
        self.here.push(id);
        match (link.count, self.before.is_empty()) {
            (0 | 1, _) => {}
            (_, true) => verified.gaps += 1,
            (_, false) => verified.links += 1,
        }
        link.fits(&self.before)
    }
}
