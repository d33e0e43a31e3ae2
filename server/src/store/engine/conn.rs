//! One connection to the database file.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use super::{Counts, SqlError};

/// Run on every connection: a commit returns when the log is on the disk; rows refer to rows that exist; a log that had
/// to grow gives its room back. While a connection is opened it waits for another process's lock.
const PRAGMAS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216";
/// Statements that are kept ready; more than this program has.
const KEPT_READY: usize = 256;

/// What every statement takes: a connection to the database.
#[derive(Debug)]
pub(crate) struct Conn {
    sqlite: Connection,
    purpose: Purpose,
    counts: Arc<Counts>,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Making the store or bringing it up to date.
    Upkeep,
    /// Reading among other requests: who asks much lets the others have their turn in between.
    Reading,
    /// Reading on a thread of its own.
    ReadingAlone,
    /// Statements within a transaction, and none outside of one.
    Writing,
}

impl Conn {
    /// Opens the file, which must be there.
    pub(in crate::store) fn open(file: &Path, counts: &Arc<Counts>) -> Result<Self, SqlError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sqlite = Connection::open_with_flags(file, flags)?;
        sqlite.set_prepared_statement_cache_capacity(KEPT_READY);
        sqlite.execute_batch(PRAGMAS)?;
        Ok(Self { sqlite, purpose: Purpose::Upkeep, counts: Arc::clone(counts) })
    }

    /// From here on it reads only.
    pub(super) fn reading(mut self) -> Result<Self, SqlError> {
        self.sqlite.execute_batch("PRAGMA query_only = ON")?;
        self.purpose = Purpose::Reading;
        Ok(self)
    }

    /// From here on it writes, and never waits on its thread for another process.
    pub(super) fn writing(mut self) -> Result<Self, SqlError> {
        self.sqlite.execute_batch("PRAGMA busy_timeout = 0")?;
        self.purpose = Purpose::Writing;
        Ok(self)
    }

    /// Whether a reading connection has its thread to itself.
    pub(super) fn set_alone(&mut self, alone: bool) {
        self.purpose = if alone { Purpose::ReadingAlone } else { Purpose::Reading };
    }

    /// The connection for one more statement.
    ///
    /// # Errors
    /// When SQLite has ended the transaction by itself, as it does when the disk fails: a statement outside of one
    /// would be durable at once and alone.
    pub(super) fn sqlite(&self) -> Result<&Connection, SqlError> {
        if self.purpose == Purpose::Writing && !self.is_in_transaction() {
            return Err(SqlError::passing("the database has ended the transaction"));
        }
        self.counts.statement();
        Ok(&self.sqlite)
    }

    /// After a statement: lets other requests have the thread from time to time.
    pub(super) async fn rest(&mut self) {
        if self.purpose == Purpose::Reading {
            tokio::task::coop::consume_budget().await;
        }
    }

    /// Runs statements without values, one after the other.
    pub(in crate::store) fn run(&self, statements: &str) -> Result<(), SqlError> {
        Ok(self.sqlite.execute_batch(statements)?)
    }

    /// Runs a word of transactions, which is kept ready like any other statement.
    pub(super) fn say(&self, word: &'static str) -> Result<(), SqlError> {
        self.counts.statement();
        self.sqlite.prepare_cached(word)?.raw_execute()?;
        Ok(())
    }

    /// Whether a transaction is open.
    pub(super) fn is_in_transaction(&self) -> bool {
        !self.sqlite.is_autocommit()
    }

    /// How many rows were ever changed over this connection.
    pub(super) fn changed(&self) -> u64 {
        self.sqlite.total_changes()
    }
}
