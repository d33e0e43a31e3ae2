//! Writing to the audit log and reading it.

use sambang_domain::ids::Timestamp;

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
        self.act(action, subject).by(caller.person.id, caller.device.id)
    }

    /// Something that is done at this moment without a device: by who is named on the command line, or the server.
    pub(super) fn act(&self, action: AuditAction, subject: impl std::fmt::Display) -> AuditEntry {
        self.teller().act(action, subject)
    }

    /// The same at a moment that other rows tell too.
    pub(super) fn act_at(&self, at: Timestamp, action: AuditAction, subject: impl std::fmt::Display) -> AuditEntry {
        AuditEntry { at, ..self.act(action, subject) }
    }

    /// Logs what who is named on the command line does or sees there and what leaves no entry of its own.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_command(&self, action: AuditAction, subject: &str) -> Result<(), RegistryError> {
        self.log(&self.act(action, subject)).await
    }

    /// Logs an action that changes nothing else in the store.
    pub(super) async fn log(&self, entry: &AuditEntry) -> Result<(), RegistryError> {
        self.write(async |write| {
            audit::write(write, entry).await?;
            Ok(())
        })
        .await
    }
}
