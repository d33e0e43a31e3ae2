//! The chain of a device's seals: each names the one before it.

use sambang_domain::ids::{DeviceId, Digest};
use sambang_domain::seal::{Revision, Seal};

use super::{Break, Verified};

/// Walks the seals of one device in the order of the device's count.
pub(super) struct Chain {
    device: DeviceId,
    /// The count last met, the seals met under it, and those met under the count before it when
    /// there is no gap between.
    count: u64,
    here: Vec<Digest>,
    before: Vec<Digest>,
}

impl Chain {
    pub(super) fn new(device: DeviceId) -> Self {
        Self { device, count: 0, here: Vec::new(), before: Vec::new() }
    }

    /// Checks one seal against those before it. A predecessor that has not arrived is a gap, a
    /// count used twice is a fork; both are counted. A seal that names another predecessor than
    /// one that is here is a break.
    pub(super) fn add(&mut self, revision: &Revision, seal: &Seal, verified: &mut Verified) -> Result<(), Break> {
        let count = revision.sequence;
        if count == self.count {
            verified.forks += 1;
        } else {
            let here = std::mem::take(&mut self.here);
            self.before = if count == self.count + 1 { here } else { Vec::new() };
            self.count = count;
        }
        self.here.push(seal.id());
        let follows = match revision.previous_seal {
            None => count == 1,
            Some(_) if count == 1 => false,
            Some(_) if self.before.is_empty() => {
                verified.gaps += 1;
                return Ok(());
            }
            Some(previous) => {
                verified.links += 1;
                self.before.contains(&previous)
            }
        };
        if follows { Ok(()) } else { Err(Break::Chain { device: self.device, sequence: count }) }
    }
}
