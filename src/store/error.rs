//! What can go wrong in the store.

use sambang_domain::canonical::CanonicalError;
use sambang_domain::review::ReviewFault;
use sambang_domain::seal::SealError;

/// A failure of the store. Its text names no person, number or place.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The key does not open this file.
    #[error("the key does not open the database")]
    WrongKey,
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
    /// The decision lacks what its verdict needs.
    #[error(transparent)]
    Review(#[from] ReviewFault),
    /// A stored document no longer parses.
    #[error("a stored document cannot be read")]
    Document(#[from] serde_json::Error),
    /// The survey has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Sealing failed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The file system.
    #[error("file access failed")]
    Io(#[from] std::io::Error),
    /// SQLite.
    #[error("database access failed")]
    Sqlite(#[source] rusqlite::Error),
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

/// Gives an absent row a name.
pub(crate) trait OrNotFound<T> {
    /// The value, or [`StoreError::NotFound`] of `what`.
    fn or_not_found(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> OrNotFound<T> for Option<T> {
    fn or_not_found(self, what: &'static str) -> Result<T, StoreError> {
        self.ok_or(StoreError::NotFound(what))
    }
}
