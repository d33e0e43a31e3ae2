//! Why something was not done.

use sambang_domain::seal::SealError;

use super::Break;
use crate::files::FilesError;
use crate::keys::KeyError;
use crate::random::RandomError;
use crate::refusal::Refusal;
use crate::spreadsheet::SheetError;
use crate::store::StoreError;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// It is not done, and the caller may know why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The attachment folder failed.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The keys cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No random bytes.
    #[error(transparent)]
    Random(#[from] RandomError),
    /// A receipt could not be signed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A shipped programme cannot be read.
    #[error("a shipped programme cannot be read")]
    Programme(#[from] serde_json::Error),
    /// A filter could not be built.
    #[error(transparent)]
    Filter(#[from] sambang_domain::filter::FilterError),
    /// A list cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The server was stopped in the middle.
    #[error("the server is being stopped")]
    Stopped,
    /// Verification found something that is not as it was stored.
    #[error(transparent)]
    Broken(#[from] Break),
}

impl RegistryError {
    /// Whether it may work at another moment: the disk or the database is not there now, or the server is
    /// being stopped.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(self, Self::Store(StoreError::Unavailable(_)) | Self::Files(_) | Self::Stopped)
    }
}
