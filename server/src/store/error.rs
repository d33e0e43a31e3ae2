//! Why the store did not do it.

use sqlx::migrate::MigrateError;

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot work at this moment: the disk is full or gone, or another process holds the lock.
    #[error("the database cannot work at this moment")]
    Unavailable(#[source] sqlx::Error),
    /// It refused a statement.
    #[error("the database refused a statement")]
    Fault(#[source] sqlx::Error),
    /// A row does not hold what this server wrote.
    #[error("a stored {0} cannot be read")]
    Damaged(&'static str),
    /// The store was written by a newer server.
    #[error("this store was written by a newer version of the server")]
    Newer,
    /// The key files are not those the store was made with.
    #[error("the keys do not belong to this store")]
    Keys,
    /// The path cannot be written as an address.
    #[error("the path of the store is not valid text")]
    Path,
    /// A migration failed and was rolled back.
    #[error("the store could not be brought up to date")]
    Migrate(#[source] MigrateError),
}

/// SQLite's primary result codes for busy, locked, out of memory, read-only, input/output error,
/// full and cannot open.
const PASSING: [u32; 7] = [5, 6, 7, 8, 10, 13, 14];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let passing = match &error {
            sqlx::Error::Database(database) => database
                .code()
                .and_then(|code| code.parse::<u32>().ok())
                .is_some_and(|code| PASSING.contains(&(code & 0xff))),
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                true
            }
            _ => false,
        };
        if passing { Self::Unavailable(error) } else { Self::Fault(error) }
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(_) => Self::Newer,
            other => Self::Migrate(other),
        }
    }
}
