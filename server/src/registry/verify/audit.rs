//! The chain of the audit log.

use sambang_domain::ids::Digest;
use serde_json::Value;

use super::rows::{Told, read_print};
use super::{Break, Breaks, PAGE};
use crate::registry::told::ROWS;
use crate::registry::{AuditHead, Audited, Registry, RegistryError};
use crate::store::{Conn, audit, settings};

/// How far the log was read.
struct Walk {
    /// The last entry, and its hash.
    number: u64,
    hash: Digest,
    /// The last entry could not be read, so that nothing can be compared with its hash.
    broken: bool,
    /// The fingerprints of the rows it told of, the latest of each.
    told: Told,
}

impl Default for Walk {
    fn default() -> Self {
        let AuditHead { sequence, hash } = AuditHead::default();
        Self { number: sequence, hash, broken: false, told: Told::new() }
    }
}

impl Registry {
    /// Walks the log from its beginning, and compares the rows it tells of with those that are there. The
    /// counter that numbers the entries tells when some at the end are gone.
    pub(super) async fn verify_log(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        let mut walk = Walk::default();
        while self.walk_on(&mut *self.0.store.read().await?, &mut walk, found).await? {}
        // What comes meanwhile, and the rows, are read as they stand at one moment.
        let mut conn = self.0.store.snapshot().await?;
        while self.walk_on(&mut conn, &mut walk, found).await? {}
        if walk.number < settings::drawn(&mut conn, "audit").await? {
            found.add(Break::AuditMissing { sequence: walk.number + 1 });
        }
        found.verified.audit_head = AuditHead { sequence: walk.number, hash: walk.hash };
        for (device, head) in self.contradictions(&mut conn).await? {
            found.add(Break::Witness { device, sequence: head.payload.sequence });
        }
        self.verify_rows(&mut conn, walk.told, found).await
    }

    /// Reads a page of the log; false at its end.
    async fn walk_on(&self, conn: &mut Conn, walk: &mut Walk, found: &mut Breaks) -> Result<bool, RegistryError> {
        let page = audit::page(conn, walk.number, PAGE).await?;
        let more = !page.is_empty();
        for (sequence, entry) in page {
            if sequence != walk.number + 1 {
                found.add(Break::AuditMissing { sequence: walk.number + 1 });
            }
            let follows = sequence == walk.number + 1;
            walk.number = sequence;
            let Some(entry) = entry.ok().filter(Audited::holds) else {
                found.add(Break::AuditChanged { sequence });
                walk.broken = true;
                continue;
            };
            if follows && !walk.broken && entry.previous != walk.hash {
                found.add(Break::AuditChain { sequence });
            }
            (walk.hash, walk.broken) = (entry.hash, false);
            if let Some(Value::Object(rows)) = entry.entry.details.get(ROWS) {
                walk.told.extend(rows.iter().map(|(row, print)| (row.clone(), read_print(print))));
            }
        }
        Ok(more)
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
            Err(RegistryError::Broken(Box::new(Break::AuditNoted { sequence: noted.sequence }.into())))
        }
    }
}
