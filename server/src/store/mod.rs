//! The server's SQL store. Statements are written so that SQLite and PostgreSQL both run them;
//! only opening it, its migrations and the first word of a transaction know which one it is.
//!
//! Every write happens in one transaction that takes the write lock at its start, so two requests that send
//! the same thing run one after the other. Functions here take a connection and do one statement or a few;
//! what they mean together is decided in [`crate::registry`].

pub(crate) mod area;
pub(crate) mod assignments;
pub(crate) mod attachments;
pub(crate) mod audit;
pub(crate) mod brought;
pub(crate) mod chain;
pub(crate) mod changes;
pub(crate) mod codes;
pub(crate) mod couriers;
pub(crate) mod device_locks;
pub(crate) mod devices;
mod error;
pub(crate) mod filters;
pub(crate) mod gaps;
pub(crate) mod history;
pub(crate) mod integrity;
mod migrate;
pub(crate) mod neighbours;
pub(crate) mod persons;
pub(crate) mod programmes;
pub(crate) mod province;
pub(crate) mod quarantine;
pub(crate) mod receipts;
pub(crate) mod recipients;
pub(crate) mod recoveries;
pub(crate) mod recovery_codes;
pub(crate) mod reports;
pub(crate) mod reviews;
pub(crate) mod revisions;
mod row;
pub(crate) mod rows;
pub(crate) mod settings;
pub(crate) mod slow_niks;
pub(crate) mod states;
pub(crate) mod uploads;
pub(crate) mod witnesses;

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool, ConnectOptions, Connection, Executor, Transaction};

use crate::folders::{DATABASE, Gone, Place, Room, private_file};

pub use error::StoreError;

/// The connection every statement takes.
pub(crate) type Conn = sqlx::AnyConnection;
type Row = sqlx::any::AnyRow;

/// Run on every connection: wait for another process's lock; a commit returns when the log is on
/// the disk; rows refer to rows that exist; a log that had to grow gives its room back.
const PRAGMAS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216";

/// The open database: one connection that writes, several that read.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    read: AnyPool,
    write: AnyPool,
    options: AnyConnectOptions,
    place: Arc<Place>,
    room: Room,
    /// Bytes that must be free before anything is written.
    kept: u64,
}

impl Store {
    /// Makes an empty database in `folder` unless one is there.
    pub(crate) async fn make(folder: &Path) -> Result<(), StoreError> {
        // The files of the log take their mode from this one.
        private_file().create(true).open(folder.join(DATABASE)).map_err(sqlx::Error::Io)?;
        Self::open(folder, &[], 0).await?.close().await;
        Ok(())
    }

    /// Opens the database in `folder` and brings it up to date. It writes only while its own files and those
    /// `beside` it are where they are now, and `kept` bytes are free.
    pub(crate) async fn open(folder: &Path, beside: &[&Path], kept: u64) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let options = AnyConnectOptions::from_str(&url(&folder.join(DATABASE))?)?.disable_statement_logging();
        // Requests wait for the one writer; with a slow disk that takes long, so the time-out is long too.
        // The pool pings a connection when it comes back, which also ends an open rollback. A database file does
        // not disconnect, so it is not pinged again before use. One connection at least stays open: with the
        // last one the log would go, and another file would take its name.
        let pool = |size| {
            let options = AnyPoolOptions::new().max_connections(size).acquire_timeout(Duration::from_secs(30));
            options.test_before_acquire(false).idle_timeout(None).max_lifetime(None)
        };
        // When the disk fails, SQLite ends the transaction by itself and sqlx goes on counting it: every later
        // transaction on that connection would be refused. Such a connection is replaced.
        let write = pool(1)
            .before_acquire(|conn, _| Box::pin(async move { Ok(!conn.is_in_transaction()) }))
            .after_connect(|conn, _| Box::pin(async move { conn.execute(PRAGMAS).await.map(|_| ()) }))
            .connect_with(options.clone())
            .await?;
        migrate::run(&write).await?;
        let read = pool(4)
            .after_connect(|conn, _| {
                Box::pin(async move {
                    conn.execute(PRAGMAS).await?;
                    conn.execute("PRAGMA query_only = ON").await.map(|_| ())
                })
            })
            .connect_with(options.clone())
            .await?;
        let files = ["", "-wal", "-shm"].map(|end| folder.join(format!("{DATABASE}{end}")));
        let beside = beside.iter().chain([&folder]).map(|path| (*path).to_owned());
        let place = Place::note(files.into_iter().chain(beside)).map_err(sqlx::Error::Io)?;
        Ok(Self { read, write, options, place: Arc::new(place), room: Room::of(folder), kept })
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.read.acquire().await?)
    }

    /// A transaction that holds the write lock from its start.
    pub(crate) async fn write(&self) -> Result<Write, StoreError> {
        self.place.check()?;
        self.room.expect(self.kept)?;
        let transaction = self.write.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Write { transaction, place: Arc::clone(&self.place) })
    }

    /// Whether everything still lies where it did when the store was opened.
    pub(crate) fn still_there(&self) -> Result<(), Gone> {
        self.place.check()
    }

    /// A connection for reading that sees one moment of the database, however long it is used.
    pub(crate) async fn snapshot(&self) -> Result<impl DerefMut<Target = Conn> + Send, StoreError> {
        Ok(self.read.begin().await?)
    }

    /// Copies the database as it stands at this moment into an empty file, over a connection of its own: nobody
    /// waits for it.
    pub(crate) async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let mut conn = Conn::connect_with(&self.options).await?;
        conn.execute(PRAGMAS).await?;
        let file = file.to_str().ok_or(StoreError::Path)?;
        sqlx::query("VACUUM INTO $1").bind(file).execute(&mut conn).await?;
        Ok(conn.close().await?)
    }

    /// Closes every connection; the log is folded into the database file.
    pub(crate) async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// A writing transaction. Dropped without a commit it changes nothing.
#[derive(Debug)]
pub(crate) struct Write {
    transaction: Transaction<'static, Any>,
    place: Arc<Place>,
}

impl Write {
    /// Makes what was written durable, in the files that have the database's names at that moment: what goes
    /// into a file that was removed or replaced meanwhile is no success.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.place.check()?;
        self.transaction.commit().await?;
        Ok(self.place.check()?)
    }
}

impl Deref for Write {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.transaction
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.transaction
    }
}

/// The address of a database file, with everything but plain characters escaped.
fn url(path: &Path) -> Result<String, StoreError> {
    let path = std::path::absolute(path).map_err(|_| StoreError::Path)?;
    let text = path.to_str().ok_or(StoreError::Path)?;
    let escaped: String = text
        .bytes()
        .map(|byte| match byte {
            b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    Ok(format!("sqlite://{escaped}?mode=rw"))
}

/// Draws the next number of a sequence.
async fn next(conn: &mut Conn, counter: &str) -> Result<i64, StoreError> {
    next_of(conn, counter, 1).await
}

/// Draws the next `count` numbers of a sequence and gives the last.
async fn next_of(conn: &mut Conn, counter: &str, count: i64) -> Result<i64, StoreError> {
    let row = sqlx::query("UPDATE counters SET value = value + $1 WHERE name = $2 RETURNING value")
        .bind(count)
        .bind(counter)
        .fetch_one(conn)
        .await?;
    row::int(&row, "value")
}

/// How many rows there are.
async fn count(conn: &mut Conn, sql: &'static str) -> Result<u64, StoreError> {
    let row = sqlx::query(sql).fetch_one(conn).await?;
    row::unsigned(&row, "n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_path_with_signs_in_it_opens_and_a_newer_store_is_refused_untouched() {
        let dir = tempfile::tempdir().unwrap();
        let odd = dir.path().join("a b?c#d%20é");
        std::fs::create_dir(&odd).unwrap();
        Store::make(&odd).await.unwrap();
        let store = Store::open(&odd, &[], 0).await.unwrap();
        assert!(odd.join(DATABASE).exists());
        let mut write = store.write().await.unwrap();
        sqlx::query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, $1, 0)")
            .bind(vec![0_u8; 48])
            .execute(&mut *write)
            .await
            .unwrap();
        write.commit().await.unwrap();
        store.close().await;
        assert!(matches!(Store::open(&odd, &[], 0).await, Err(StoreError::Newer)));
    }

    #[tokio::test]
    async fn every_connection_waits_for_the_disk_and_readers_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        Store::make(dir.path()).await.unwrap();
        let store = Store::open(dir.path(), &[], 0).await.unwrap();
        let pragma = async |conn: &mut Conn, sql: &'static str| -> i64 {
            row::at(&sqlx::query(sql).fetch_one(conn).await.unwrap(), 0).unwrap()
        };
        let mut write = store.write().await.unwrap();
        assert_eq!(pragma(&mut write, "PRAGMA synchronous").await, 2);
        assert_eq!(pragma(&mut write, "PRAGMA foreign_keys").await, 1);
        let mut read = store.read().await.unwrap();
        assert_eq!(pragma(&mut read, "PRAGMA query_only").await, 1);
        assert!(next(&mut read, "change").await.is_err());
        assert_eq!(next(&mut write, "change").await.unwrap(), 1);
    }
}
