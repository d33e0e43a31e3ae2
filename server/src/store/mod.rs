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
mod engine;
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
#[cfg(test)]
mod released;
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

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::folders::{DATABASE, Gone, Place, Room, private_file};
use engine::{Counts, Readers, Row, SqlError, Writer, query};

pub(crate) use engine::{Conn, Reading};
pub use error::StoreError;

/// The open database: one connection that writes, several that read.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    file: PathBuf,
    readers: Arc<Readers>,
    writer: Writer,
    place: Arc<Place>,
    counts: Arc<Counts>,
}

impl Store {
    /// Makes an empty database in `folder` unless one is there.
    pub(crate) async fn make(folder: &Path) -> Result<(), StoreError> {
        // The files of the log take their mode from this one.
        private_file().create(true).open(folder.join(DATABASE)).map_err(SqlError::from)?;
        Self::open(folder, &[], 0).await?.close().await;
        Ok(())
    }

    /// Opens the database in `folder` and brings it up to date. It writes only while its own files and those
    /// `beside` it are where they are now, and `kept` bytes are free.
    pub(crate) async fn open(folder: &Path, beside: &[&Path], kept: u64) -> Result<Self, StoreError> {
        let counts = Arc::new(Counts::default());
        let (file, own) = (folder.join(DATABASE), Arc::clone(&counts));
        let files = ["", "-wal", "-shm"].map(|end| folder.join(format!("{DATABASE}{end}")));
        let beside = beside.iter().chain([&folder]).map(|path| (*path).to_owned());
        let all: Vec<PathBuf> = files.into_iter().chain(beside).collect();
        let opening = move || {
            let mut conn = Conn::open(&file, &own)?;
            migrate::run(&mut conn)?;
            // Before the other is closed, which may be the last then and take the log with it.
            let readers = Arc::new(Readers::open(&file, &own)?);
            drop(conn);
            Ok((file, readers, Arc::new(Place::note(all).map_err(SqlError::from)?)))
        };
        let (file, readers, place) = blocking(opening).await?;
        let writer = Writer::new(file.clone(), Arc::clone(&place), (Room::of(folder), kept), Arc::clone(&counts));
        Ok(Self { file, readers, writer, place, counts })
    }

    /// A connection for reading.
    pub(crate) async fn read(&self) -> Result<Reading, StoreError> {
        Ok(self.readers.take().await?)
    }

    /// A connection for reading that sees one moment of the database, however long it is used.
    pub(crate) async fn snapshot(&self) -> Result<Reading, StoreError> {
        Ok(self.readers.take().await?.at_one_moment()?)
    }

    /// Reads what takes long, on a thread where it holds up nobody. It may wait for nothing but the database.
    pub(crate) async fn read_long<T, E>(
        &self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut conn = self.read().await?.alone();
        blocking(move || Ok(engine::at_once(work(&mut conn))?)).await?
    }

    /// Does work in a transaction that holds the write lock, which it may share with the work of others. What it
    /// writes is durable when this returns its success; when it fails nothing of it stays, and nothing of the others'
    /// is lost. It may wait for nothing but the database.
    pub(crate) async fn write<T, E: From<StoreError>>(
        &self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.writer.write(work).await
    }

    /// Whether everything still lies where it did when the store was opened.
    pub(crate) fn still_there(&self) -> Result<(), Gone> {
        self.place.check()
    }

    /// Copies the database as it stands at this moment into an empty file, over a connection of its own: nobody
    /// waits for it.
    pub(crate) async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let target = file.to_str().ok_or(StoreError::Path)?.to_owned();
        let (source, counts) = (self.file.clone(), Arc::clone(&self.counts));
        let copying = move || {
            let mut conn = Conn::open(&source, &counts)?;
            engine::at_once(query("VACUUM INTO $1").bind(target).execute(&mut conn))??;
            Ok(())
        };
        blocking(copying).await
    }

    /// Closes every connection; the log is folded into the database file.
    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
        self.counts.tell();
    }
}

/// Does on a thread of its own what holds its thread up.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(SqlError::passing("the server is being stopped").into()))
}

/// Draws the next number of a sequence.
async fn next(conn: &mut Conn, counter: &str) -> Result<i64, StoreError> {
    next_of(conn, counter, 1).await
}

/// Draws the next `count` numbers of a sequence and gives the last.
async fn next_of(conn: &mut Conn, counter: &str, count: i64) -> Result<i64, StoreError> {
    let row = query("UPDATE counters SET value = value + $1 WHERE name = $2 RETURNING value")
        .bind(count)
        .bind(counter)
        .fetch_one(conn)
        .await?;
    row::int(&row, "value")
}

/// How many rows there are.
async fn count(conn: &mut Conn, sql: &'static str) -> Result<u64, StoreError> {
    let row = query(sql).fetch_one(conn).await?;
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
        let later = async |write: &mut Conn| {
            query("INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'later', 1, $1, 0)")
                .bind(vec![0_u8; 48])
                .execute(write)
                .await?;
            Ok::<_, StoreError>(())
        };
        store.write(later).await.unwrap();
        store.close().await;
        assert!(matches!(Store::open(&odd, &[], 0).await, Err(StoreError::Newer)));
    }

    #[tokio::test]
    async fn every_connection_waits_for_the_disk_and_readers_cannot_write() {
        let dir = tempfile::tempdir().unwrap();
        Store::make(dir.path()).await.unwrap();
        let store = Store::open(dir.path(), &[], 0).await.unwrap();
        let pragma = async |conn: &mut Conn, sql: &'static str| -> i64 {
            query(sql).fetch_one(conn).await.unwrap().try_get(0).unwrap()
        };
        let mut read = store.read().await.unwrap();
        assert_eq!(pragma(&mut read, "PRAGMA query_only").await, 1);
        assert!(next(&mut read, "change").await.is_err());
        let written = store.write(async |write| {
            assert_eq!(pragma(write, "PRAGMA synchronous").await, 2);
            assert_eq!(pragma(write, "PRAGMA foreign_keys").await, 1);
            next(write, "change").await
        });
        assert_eq!(written.await.unwrap(), 1);
    }
}
