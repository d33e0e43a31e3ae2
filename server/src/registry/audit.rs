//! Writing to the audit log and reading it.

use super::{AuditAction, AuditEntry, Audited, Caller, Registry, RegistryError};
use crate::store::audit;

impl Registry {
    /// The whole audit log, in order.
    pub async fn audit(&self) -> Result<Vec<Audited>, RegistryError> {
        self.audit_page(0, u32::MAX).await
    }

    /// At most `limit` entries after the one numbered `after`.
    pub async fn audit_page(&self, after: u64, limit: u32) -> Result<Vec<Audited>, RegistryError> {
        let page = audit::page(&mut *self.0.store.read().await?, after, limit).await?;
        Ok(page.into_iter().map(|(_, entry)| entry).collect::<Result<_, _>>()?)
    }

    /// Something that `caller` does at this moment.
    pub(super) fn entry(&self, caller: &Caller, action: AuditAction, subject: impl std::fmt::Display) -> AuditEntry {
        AuditEntry::new(self.0.clock.now(), action, subject).by(caller.person.id, caller.device.id)
    }

    /// Logs an action that changes nothing else in the store.
    pub(super) async fn log(&self, entry: &AuditEntry) -> Result<(), RegistryError> {
        let mut write = self.0.store.write().await?;
        audit::write(&mut write, entry).await?;
        Ok(write.commit().await?)
    }
}
