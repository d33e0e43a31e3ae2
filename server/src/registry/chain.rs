//! The chain of a device's seals of one kind: each names the one before it.

use sambang_domain::ids::{DeviceId, Digest};

use super::{AuditAction, Registry, RegistryError};
use crate::store::rows::RowKey;
use crate::store::{Conn, devices};

/// A seal in its chain.
#[derive(Debug)]
pub(super) struct Link {
    /// The device's count of seals of this kind, from 1.
    pub(super) count: u64,
    /// The seal it names as the one before it.
    pub(super) previous: Option<Digest>,
}

impl Link {
    /// Whether it fits the seals that are here under the count before it; none of them is a gap, which fits.
    pub(super) fn fits(&self, before: &[Digest]) -> bool {
        match self.previous {
            None => self.count == 1,
            Some(previous) => self.count > 1 && (before.is_empty() || before.contains(&previous)),
        }
    }
}

impl Registry {
    /// Marks a device whose seals do not follow each other, unless it is marked: what it brings from now on
    /// lies in quarantine.
    pub(super) async fn mark_broken(&self, write: &mut Conn, device: DeviceId) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        if devices::mark_broken(write, device, now).await? {
            let entry = self.act_at(now, AuditAction::DeviceMarked, device);
            self.log_rows(write, entry, &[RowKey::device(device)]).await?;
            tracing::error!(%device, "a device's seal does not follow its seal before; it is marked");
        }
        Ok(())
    }
}
