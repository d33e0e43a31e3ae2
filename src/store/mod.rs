//! The device's encrypted database, the only truth of the app.
//!
//! One SQLCipher file holds everything: drafts, sealed revisions, photo bytes, outbox, receipts.
//! What belongs together commits together, so a killed app never leaves half a visit. The store
//! knows no screen, no network and no clock: instants and ids are given to it.
//!
//! It never deletes what was not received by the province, refuses a file written by a newer app
//! and leaves it untouched, and sets a damaged file aside instead of overwriting it. A row that cannot
//! be read stays, is told of by [`Store::damaged`], and keeps no other row away.

mod area;
mod assignments;
mod attachments;
mod bin;
mod chain;
mod checks;
mod confirmations;
mod copy;
mod counts;
mod days;
mod decisions;
mod delivery;
mod device_keys;
mod error;
mod export;
mod filters;
mod heard;
mod history;
mod identity;
mod inspect;
mod list;
mod log_heads;
mod lookup;
mod migrations;
mod openings;
mod outbox;
mod pictures;
mod places;
mod plain;
mod province;
mod purge;
mod receipts;
mod rekey;
mod reports;
mod returns;
mod reviews;
mod revoked;
mod row;
mod seals;
mod set_aside;
mod surveys;
mod values;
mod verdict;

pub use area::{
    AreaCase, AreaEntry, AreaUpdate, FindingsFilter, KeptRevision, LeaveUntil, LeavingCase, LeftCase, LostRevision,
    Placed, QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueSort,
};
pub use assignments::AssignedVisit;
pub use attachments::NewPhoto;
pub use confirmations::APART_MS;
pub use copy::TakenOver;
pub use counts::Counts;
pub use days::{Begun, DayFrom};
pub use decisions::{Decision, HeldReview, OutgoingReview, OwnReview, ReviewDraft, WaitingDecision};
pub use delivery::{BlockedReason, Delivery, Stage};
pub(crate) use error::UnlessDamaged;
pub use error::{Damaged, StoreError};
pub use heard::{Heard, Ran};
pub use identity::Identity;
pub use list::{Group, ListFilter, SurveyRow};
pub use log_heads::LogHeads;
pub use openings::Opened;
pub use outbox::{EntryKind, LastError, OutboxEntry, OutboxRow};
pub use plain::PlainPhoto;
pub use receipts::ReceiptOutcome;
pub use reports::{OpeningAsked, Reported};
pub use returns::{FetchedRevision, WantedRevision};
pub use seals::SealContext;
pub use set_aside::{SetAside, remove_set_aside, set_aside, set_aside_files};
pub use values::Key;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::watch;
use zeroize::Zeroizing;

/// The random 256-bit key of the database. It is wiped from memory when dropped.
pub type StoreKey = Zeroizing<[u8; 32]>;

/// Name of the database in the app's folder.
pub const FILE_NAME: &str = "sambang.db";

/// An open store. Clones share one connection.
#[derive(Clone)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
    path: Arc<PathBuf>,
    notices: Arc<watch::Sender<u64>>,
    damaged: Arc<Mutex<BTreeSet<Damaged>>>,
    looked: Arc<Mutex<inspect::Look>>,
}

impl Store {
    /// Opens the database in `folder`, makes it when there is none, and brings it up to date.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] (a damaged file looks the same), [`StoreError::Newer`],
    /// [`StoreError::InUse`] or a failure of SQLite.
    pub fn open(folder: &Path, key: &StoreKey) -> Result<Self, StoreError> {
        let path = folder.join(FILE_NAME);
        let mut connection = connect(&path, key)?;
        migrations::bring_up_to_date(&mut connection, &path)?;
        lookup::fill(&mut connection)?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            path: Arc::new(path),
            notices: Arc::new(watch::channel(0).0),
            damaged: Arc::default(),
            looked: Arc::default(),
        })
    }

    /// Counts up with every committed change.
    #[must_use]
    pub fn notices(&self) -> watch::Receiver<u64> {
        self.notices.subscribe()
    }

    /// Tells everybody who listens that something changed.
    pub fn notify(&self) {
        self.notices.send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Gives back the memory of pages that can be read again.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn give_back_memory(&self) -> Result<(), StoreError> {
        self.read(|connection| Ok(connection.execute_batch("PRAGMA shrink_memory")?))
    }

    /// Where the database lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` on the connection, for reading.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let result = work(&self.lock());
        result.inspect_err(|error| self.note_error(error))
    }

    /// The sound rows that `work` finds; those that cannot be read are noted.
    fn sound<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<row::Found<T>, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let row::Found { rows, damaged } = self.read(work)?;
        self.note(damaged);
        Ok(rows)
    }

    /// Runs `work` in one transaction; all of it is durable when this returns, or none of it.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = work(&transaction).inspect_err(|error| self.note_error(error))?;
        transaction.commit()?;
        drop(connection);
        self.notify();
        Ok(result)
    }

    /// A panic while the lock was held rolled its transaction back, so the connection is sound.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the file with the key and sets the pragmas.
///
/// | pragma | value | why |
/// |---|---|---|
/// | `key` | raw | 8 ms instead of 310 ms: the PIN is stretched in the vault already |
/// | `journal_mode` | `WAL` | a reader never waits for a writer, a crash keeps every commit |
/// | `synchronous` | `FULL` | `NORMAL` may lose the last commits when the battery is pulled |
/// | `locking_mode` | `EXCLUSIVE` | one app per folder; a second one is told so |
/// | `foreign_keys` | `ON` | no photo without its survey |
/// | `temp_store` | `MEMORY` | Android has no usable folder for temporary files, and they would be plain |
/// | `secure_delete` | `ON` | a discarded draft leaves nothing in free pages |
/// | `auto_vacuum` | `INCREMENTAL` | purged photos give their room back |
fn connect(path: &Path, key: &StoreKey) -> Result<Connection, StoreError> {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that opens the database")]
    let connection = Connection::open(path)?;
    // An app that was just killed may take a moment to let go of the file.
    connection.busy_timeout(std::time::Duration::from_secs(2))?;
    let hex = Zeroizing::new(hex::encode(key.as_slice()));
    connection.pragma_update(None, "key", Zeroizing::new(format!("x'{}'", hex.as_str())).as_str())?;
    connection.execute_batch(
        "PRAGMA auto_vacuum = INCREMENTAL;
         PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = ON;",
    )?;
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // The exclusive lock is taken at the first write, so take it here.
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT;")?;
    Ok(connection)
}

#[cfg(test)]
mod damage_tests;
#[cfg(test)]
mod full_tests;
#[cfg(test)]
mod returns_tests;
#[cfg(test)]
mod standing_tests;
#[cfg(test)]
mod tests;
