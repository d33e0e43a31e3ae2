//! Ends of the audit log lie on every phone, signed: who writes the log anew meets them.
//!
//! A head that is not in the log is explained by one thing alone: the store was put back from a backup after the
//! head was given out, which the log itself tells.

use sambang_domain::ids::DeviceId;
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::{HeadStanding, LogHead, LogWitness, SignedLogHead};

use super::{AuditAction, Audited, Caller, Registry, RegistryError};
use crate::store::history::Cause;
use crate::store::rows::RowKey;
use crate::store::{Conn, audit, history, witnesses};

impl Registry {
    /// The end of the log at this moment, signed.
    pub(super) async fn log_head(&self, conn: &mut Conn) -> Result<SignedLogHead, RegistryError> {
        let audit::Head { sequence, hash } = audit::head(conn).await?;
        let (epoch, issued_at) = (history::epoch(conn).await?, self.0.clock.now());
        Ok(self.0.keys.sign(LogHead { sequence, hash, epoch, issued_at, unknown: Unknown::new() })?)
    }

    /// How a head that a device keeps stands to the log; none when this province never signed it. One that the log
    /// contradicts is kept as a witness.
    pub(super) async fn hear_of_log(
        &self,
        write: &mut Conn,
        caller: &Caller,
        head: &SignedLogHead,
    ) -> Result<Option<HeadStanding>, RegistryError> {
        let standing = self.find_standing(write, head).await?;
        if standing != Some(HeadStanding::Contradicted) {
            return Ok(standing);
        }
        let (device, sequence) = (caller.device.id, head.payload.sequence);
        if witnesses::insert(write, device, head, self.0.clock.now()).await? {
            let entry = self.entry(caller, AuditAction::LogContradicted, device);
            let entry = entry.with("entry", sequence).with("hash", head.payload.hash.to_hex());
            self.log_rows(write, entry, &[RowKey::witness(device)]).await?;
            tracing::error!(%device, sequence, "a device was given another log than this one; run verify");
        }
        Ok(standing)
    }

    /// Which of the heads that a phone exported are in the log; none for one that this province never signed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn verify_witness(&self, witness: &LogWitness) -> Result<Vec<Option<HeadStanding>>, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let mut found = Vec::new();
        for head in &witness.heads {
            found.push(self.find_standing(&mut conn, head).await?);
        }
        Ok(found)
    }

    /// The heads that devices told of and that the log still contradicts.
    pub(super) async fn contradictions(
        &self,
        conn: &mut Conn,
    ) -> Result<Vec<(DeviceId, SignedLogHead)>, RegistryError> {
        let mut found = Vec::new();
        for (device, head) in witnesses::all(conn).await? {
            if self.find_standing(conn, &head).await? == Some(HeadStanding::Contradicted) {
                found.push((device, head));
            }
        }
        Ok(found)
    }

    async fn find_standing(
        &self,
        conn: &mut Conn,
        head: &SignedLogHead,
    ) -> Result<Option<HeadStanding>, RegistryError> {
        if !self.0.keys.has_signed(head) {
            return Ok(None);
        }
        let LogHead { sequence, hash, epoch, .. } = &head.payload;
        if audit::find_hash(conn, *sequence).await? == Some(*hash) {
            return Ok(Some(HeadStanding::Held));
        }
        let began = audit::epochs(conn).await?;
        // An epoch that the store never had: files from before it were put back by hand. Devices see another epoch
        // then, and begin anew.
        if !history::knows(conn, *epoch).await? {
            return Ok(Some(HeadStanding::Lost));
        }
        let own = began.iter().find(|begun| begun.entry.subject == epoch.to_string()).map_or(0, |begun| begun.sequence);
        let because = |begun: &Audited, cause: Cause| begun.entry.details.get("cause") == Some(&cause.as_str().into());
        // Another history began after its own did: by a restore in its place or before it. Where files were put back
        // by hand, the log went on until a device proved it.
        let explained = began.iter().filter(|begun| begun.sequence > own).any(|begun| {
            because(begun, Cause::Lost) || (because(begun, Cause::Restored) && begun.sequence <= *sequence)
        });
        Ok(Some(if explained { HeadStanding::Lost } else { HeadStanding::Contradicted }))
    }
}
