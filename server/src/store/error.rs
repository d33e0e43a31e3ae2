//! Why the store did not do it.

use super::engine::SqlError;
use super::migrate::MigrateError;
use crate::folders::{Full, Gone};

/// A failure of the database.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// It cannot work at this moment: the disk is full or gone, or another process holds the lock.
    #[error("the database cannot work at this moment")]
    Unavailable(#[source] SqlError),
    /// Nothing can be written where it lies.
    #[error("the database cannot be written")]
    ReadOnly(#[source] SqlError),
    /// Its files are not where they were.
    #[error(transparent)]
    Gone(#[from] Gone),
    /// There is too little room to write anything.
    #[error(transparent)]
    Full(#[from] Full),
    /// It refused a statement.
    #[error("the database refused a statement")]
    Fault(#[source] SqlError),
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

impl From<SqlError> for StoreError {
    fn from(error: SqlError) -> Self {
        if error.is_read_only() {
            Self::ReadOnly(error)
        } else if error.is_passing() {
            Self::Unavailable(error)
        } else {
            Self::Fault(error)
        }
    }
}
