//! How much one device or person may leave here that nobody asked for. No honest device comes near it; who has
//! a token and means harm cannot fill the disk with it.

use sambang_domain::wire::ErrorCode;

use super::{Caller, Registry, RegistryError};
use crate::refusal::Refusal;
use crate::store::{Conn, quarantine, revisions, uploads};

impl Registry {
    /// Refuses one more revision in quarantine.
    pub(super) async fn expect_quarantine_quota(&self, conn: &mut Conn, caller: &Caller) -> Result<(), RegistryError> {
        let (device, person) = quarantine::counts_of(conn, caller.device.id, caller.person.id).await?;
        let limits = &self.0.limits;
        within(device < limits.quarantine_per_device && person < limits.quarantine_per_person)
    }

    /// Refuses one more revision under a number that other bytes have.
    pub(super) async fn expect_conflict_quota(&self, conn: &mut Conn, caller: &Caller) -> Result<(), RegistryError> {
        within(revisions::conflicts_of(conn, caller.person.id).await? < self.0.limits.conflicts_per_person)
    }

    /// Refuses one more upload that is not finished.
    pub(super) async fn expect_upload_quota(&self, conn: &mut Conn, caller: &Caller) -> Result<(), RegistryError> {
        within(uploads::open_of(conn, caller.device.id).await? <= self.0.limits.uploads_per_device)
    }
}

fn within(quota: bool) -> Result<(), RegistryError> {
    if quota {
        return Ok(());
    }
    Err(Refusal::new(ErrorCode::RateLimited, "too much of this device waits here already").into())
}
