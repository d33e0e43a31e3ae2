//! The chain of the audit log.

use super::{Break, PAGE, Verified};
use crate::registry::{AuditHead, Registry, RegistryError};
use crate::store::audit;
use crate::store::settings;

impl Registry {
    /// Walks the log from its beginning. The counter that numbers the entries tells when some at the
    /// end are gone.
    pub(super) async fn verify_audit(&self, verified: &mut Verified) -> Result<(), RegistryError> {
        let mut head = AuditHead::default();
        let mut conn = self.0.store.read().await?;
        let drawn = settings::drawn(&mut conn, "audit").await?;
        loop {
            let page = audit::page(&mut conn, head.sequence, PAGE).await?;
            if page.is_empty() {
                break;
            }
            for (sequence, entry) in page {
                if sequence != head.sequence + 1 {
                    return Err(Break::AuditMissing { sequence: head.sequence + 1 }.into());
                }
                let entry = entry.ok().filter(|entry| entry.holds()).ok_or(Break::AuditChanged { sequence })?;
                if entry.previous != head.hash {
                    return Err(Break::AuditChain { sequence }.into());
                }
                head = AuditHead { sequence, hash: entry.hash };
            }
        }
        if head.sequence < drawn {
            return Err(Break::AuditMissing { sequence: head.sequence + 1 }.into());
        }
        verified.audit_head = head;
        Ok(())
    }

    /// Checks that the log still holds what an auditor noted down as its end some time ago.
    ///
    /// # Errors
    /// [`RegistryError::Broken`] when it does not; else when the store fails.
    pub async fn verify_noted(&self, noted: AuditHead) -> Result<(), RegistryError> {
        let Some(before) = noted.sequence.checked_sub(1) else { return Ok(()) };
        let page = audit::page(&mut *self.0.store.read().await?, before, 1).await?;
        let found = page.into_iter().find_map(|(sequence, entry)| Some((sequence, entry.ok()?.hash)));
        if found == Some((noted.sequence, noted.hash)) {
            Ok(())
        } else {
            Err(Break::AuditNoted { sequence: noted.sequence }.into())
        }
    }
}
