//! What can go wrong in the store.

use sambang_domain::canonical::CanonicalError;
use sambang_domain::review::ReviewFault;
use sambang_domain::seal::SealError;

/// A row that does not hold what this app wrote. It holds no personal data; an office finds the row by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("row {row} of {table} cannot be read")]
pub struct Damaged {
    /// The table.
    pub table: &'static str,
    /// The row's `rowid`.
    pub row: i64,
}

/// A failure of the store. Its text names no person, number or place.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key does not open this file.
    #[error("the key does not open the database")]
    WrongKey,
    /// The file was not locked anew; it opens with its old key.
    #[error("the database was not locked anew")]
    NotRekeyed,
    /// Another process has it open.
    #[error("the database is open in another process")]
    InUse,
    /// A newer app wrote it; it was not touched.
    #[error("the database has version {found}, this app knows up to {known}")]
    Newer {
        /// Version in the file.
        found: u32,
        /// Newest version this app knows.
        known: u32,
    },
    /// No room left on the device.
    #[error("no storage left on the device")]
    Full,
    /// No such row.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The province takes no document of this size.
    #[error("the document is too large")]
    TooLarge,
    /// A sealed survey does not change.
    #[error("the survey is sealed")]
    Sealed,
    /// Only a draft may be discarded.
    #[error("only a draft may be discarded")]
    NotDraft,
    /// Only what a supervisor sent back is corrected.
    #[error("the survey is not returned")]
    NotReturned,
    /// A newer revision than the one that was judged is here.
    #[error("a newer revision is here")]
    Outdated,
    /// The documents of a decided survey have left this device.
    #[error("the documents have left this device")]
    Left,
    /// The decision lacks what its verdict needs.
    #[error(transparent)]
    Review(#[from] ReviewFault),
    /// A row cannot be read. Nothing was changed, and the row stays.
    #[error(transparent)]
    Damaged(#[from] Damaged),
    /// A document cannot be written as JSON.
    #[error("a document cannot be written")]
    Document(#[from] serde_json::Error),
    /// The survey has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Sealing failed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The file system.
    #[error("file access failed")]
    Io(#[source] std::io::Error),
    /// SQLite.
    #[error("database access failed")]
    Sqlite(#[source] rusqlite::Error),
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::WrongKey,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse,
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Sqlite(error),
        }
    }
}

/// Turns an absent row into an error that names what is missing.
pub(crate) trait OrNotFound<T> {
    /// The value, or [`StoreError::NotFound`] of `what`.
    fn or_not_found(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, what: &'static str) -> Result<T, StoreError> {
        self.ok_or(StoreError::NotFound(what))
    }
}

/// Lets a caller go on when a row cannot be read.
pub(crate) trait UnlessDamaged<T> {
    /// The value; none when its row cannot be read. [`super::Store::damaged`] reports the row.
    fn unless_damaged(self) -> Result<Option<T>, StoreError>;
}

impl<T> UnlessDamaged<T> for Result<T, StoreError> {
    fn unless_damaged(self) -> Result<Option<T>, StoreError> {
        match self {
            Err(StoreError::Damaged(_)) => Ok(None),
            other => other.map(Some),
        }
    }
}
