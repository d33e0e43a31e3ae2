//! Nothing was altered and nothing is missing: every number, seal, chain, state, receipt, photo and
//! entry of the audit log is checked again from the bytes that are stored.
//!
//! It works in pages, while the server may be working, and tells of everything it finds: one fault never hides
//! another.

mod attachments;
mod audit;
mod breaks;
mod chain;
mod found;
mod quarantine;
mod receipts;
mod reviews;
mod rows;
mod seals;
mod states;

use std::error::Error;

pub use breaks::Break;
pub use found::Breaks;

use super::{AuditHead, Registry, RegistryError};
use crate::store::{StoreError, devices, gaps, integrity};

/// How many rows are read at a time.
const PAGE: u32 = 50;

/// What was checked and found as it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Devices whose seals were checked.
    pub devices: u64,
    /// Revisions that stand under their number.
    pub revisions: u64,
    /// Revisions kept beside them.
    pub conflicts: u64,
    /// Revisions that blocked devices brought, released or not.
    pub quarantined: u64,
    /// Decisions, whatever became of them.
    pub reviews: u64,
    /// Surveys that stand where their revisions and decisions have brought them.
    pub states: u64,
    /// Links of the devices' chains that were checked from seal to seal.
    pub links: u64,
    /// Seals whose predecessor has not arrived.
    pub gaps: u64,
    /// Counts under which a device sealed more than once.
    pub forks: u64,
    /// Receipts whose signature and content hold.
    pub receipts: u64,
    /// Attachments whose bytes hold.
    pub attachments: u64,
    /// Attachments that revisions name and that are not held.
    pub missing: u64,
    /// Attachments that were held, were lost, and have not come again.
    pub lost: u64,
    /// Devices that are marked because their seals do not follow each other; known, and in quarantine.
    pub marked: u64,
    /// Rows that stand as the audit log tells.
    pub told: u64,
    /// The end of the audit log, all of whose entries hold.
    pub audit_head: AuditHead,
}

/// How fast photos are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pace {
    /// As fast as they come.
    Full,
    /// So many bytes a second, beside the work of a day.
    BytesPerSecond(u64),
}

impl Registry {
    /// Checks the whole store and says what was checked. Nothing ends the check: what is found broken is told
    /// together at the end. A device whose seals do not follow each other is marked, and a photo that is not
    /// whole is held no longer, so that both are told once.
    ///
    /// # Errors
    /// [`RegistryError::Broken`] tells everything that is not as it was stored; else when the store fails.
    pub async fn verify(&self) -> Result<Verified, RegistryError> {
        let breaks = self.look_through(Pace::Full).await?;
        if breaks.kinds.is_empty() { Ok(breaks.verified) } else { Err(RegistryError::Broken(Box::new(breaks))) }
    }

    /// Checks the whole store, reading photos no faster than `pace` says.
    pub(super) async fn look_through(&self, pace: Pace) -> Result<Breaks, RegistryError> {
        let mut found = Breaks::default();
        let pages = self.verify_pages(&mut found).await;
        found.go_on("the database", pages)?;
        let numbers = self.verify_numbers(&mut found).await;
        found.go_on("the numbers", numbers)?;
        let devices = self.verify_devices(&mut found).await;
        found.go_on("the devices", devices)?;
        let states = self.verify_states(&mut found).await;
        found.go_on("the states", states)?;
        let receipts = self.verify_receipts(&mut found).await;
        found.go_on("the receipts", receipts)?;
        let photos = self.verify_attachments(&mut found, pace).await;
        found.go_on("the photos", photos)?;
        let log = self.verify_log(&mut found).await;
        found.go_on("the audit log", log)?;
        self.note_look(&found).await?;
        Ok(found)
    }

    /// What the database finds at itself.
    async fn verify_pages(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        for fault in self.0.store.read_long(integrity::faults).await? {
            found.add(Break::Page { fault });
        }
        for (table, parent) in self.0.store.read_long(integrity::orphans).await? {
            found.add(Break::Orphan { table, parent });
        }
        Ok(())
    }

    async fn verify_numbers(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        for (kind, number) in self.0.store.read_long(gaps::find).await? {
            found.add(Break::RowMissing { kind, number });
        }
        Ok(())
    }

    async fn verify_devices(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        let all = devices::each(&mut *self.0.store.read().await?).await?;
        for (id, device) in all {
            let what = format!("device {id}");
            let Some(device) = found.readable(&what, device) else { continue };
            found.verified.devices += 1;
            found.verified.marked += u64::from(device.broken_at.is_some());
            let seals = self.verify_device(&device, found).await;
            found.go_on(&what, seals)?;
        }
        Ok(())
    }
}

impl Breaks {
    /// Notes what cannot be read and goes on; any other failure ends the check.
    fn go_on(&mut self, what: &str, done: Result<(), RegistryError>) -> Result<(), RegistryError> {
        match done {
            Err(RegistryError::Store(error @ (StoreError::Damaged(_) | StoreError::Fault(_)))) => {
                self.readable::<()>(what, Err(error));
                Ok(())
            }
            other => other,
        }
    }

    /// A row that can be read; one that cannot is noted.
    fn readable<T>(&mut self, what: &str, row: Result<T, StoreError>) -> Option<T> {
        row.map_err(|error| {
            let below = error.source().map(|source| format!(": {source}")).unwrap_or_default();
            self.add(Break::Unreadable { what: what.to_owned(), fault: format!("{error}{below}") });
        })
        .ok()
    }
}
