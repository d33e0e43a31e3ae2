//! Why the store did not do it.

use sqlx::migrate::MigrateError;

use crate::folders::{Full, Gone};

/// A failure of the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot work at this moment: the disk is full or gone, or another process holds the lock.
    #[error("the database cannot work at this moment")]
    Unavailable(#[source] sqlx::Error),
    /// Nothing can be written where it lies.
    #[error("the database cannot be written")]
    ReadOnly(#[source] sqlx::Error),
    /// Its files are not where they were.
    #[error(transparent)]
    Gone(#[from] Gone),
    /// There is too little room to write anything.
    #[error(transparent)]
    Full(#[from] Full),
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
    #[error("the keys do not belong to this store: {0} is another one")]
    Keys(&'static str),
    /// The store knows of later keys.
    #[error("the keys are from before the province changed them last: put the present ones back, with province.json")]
    KeysOfBefore,
    /// The path cannot be written as an address.
    #[error("the path of the store is not valid text")]
    Path,
    /// A migration failed and was rolled back.
    #[error("the store could not be brought up to date")]
    Migrate(#[source] MigrateError),
}

/// SQLite's primary result codes for busy, locked, out of memory, input/output error, full and cannot open.
const PASSING: [u32; 6] = [5, 6, 7, 10, 13, 14];
/// The one for read-only.
const READ_ONLY: u32 = 8;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(database) => database.code().and_then(|code| code.parse::<u32>().ok()),
            _ => None,
        };
        match (code.map(|code| code & 0xff), &error) {
            (Some(READ_ONLY), _) => Self::ReadOnly(error),
            (Some(code), _) if PASSING.contains(&code) => Self::Unavailable(error),
            (_, sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => Self::Unavailable(error),
            (_, sqlx::Error::WorkerCrashed) => Self::Unavailable(error),
            _ => Self::Fault(error),
        }
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
