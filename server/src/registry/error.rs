//! Why something was not done.

use sambang_domain::seal::SealError;

use super::{BackupError, Breaks};
use crate::files::FilesError;
use crate::folders::{FolderError, Full, Gone};
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
    /// There is no store in the folder, or it cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Files of the store are not where they were.
    #[error(transparent)]
    Gone(#[from] Gone),
    /// There is too little room for this.
    #[error(transparent)]
    Full(#[from] Full),
    /// There is no backup, or it is not put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
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
    /// A NIK could not be made slow.
    #[error(transparent)]
    Stretch(#[from] sambang_domain::filter::StretchError),
    /// A list cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The server was stopped in the middle.
    #[error("the server is being stopped")]
    Stopped,
    /// Verification found something that is not as it was stored.
    #[error(transparent)]
    Broken(#[from] Box<Breaks>),
}

impl RegistryError {
    /// Whether it may work at another moment: the disk or the database is not there now, or the server is
    /// being stopped.
    pub(crate) fn is_passing(&self) -> bool {
        use StoreError::{Gone, ReadOnly, Unavailable};
        match self {
            Self::Store(error) => matches!(error, Unavailable(_) | ReadOnly(_) | Gone(_)),
            Self::Files(_) | Self::Gone(_) | Self::Stopped => true,
            _ => false,
        }
    }

    /// Whether room is lacking.
    pub(crate) fn is_full(&self) -> bool {
        matches!(self, Self::Full(_) | Self::Store(StoreError::Full(_)))
    }

    /// Whether this process can do nothing for the store any more: its files are gone, or nothing can be
    /// written there.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Self::Store(error) => matches!(error, StoreError::Gone(_) | StoreError::ReadOnly(_)),
            Self::Files(error) => error.is_final(),
            Self::Gone(_) => true,
            _ => false,
        }
    }
}
