//! Why there is no backup, or it is not put back.

use std::io;
use std::path::{Path, PathBuf};

/// Why there is no backup, or it is not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A backup inside the store, or around it, would go with it.
    #[error("{0} and the store lie in each other; a backup belongs on another disk")]
    Inside(PathBuf),
    /// Photos went on being lost while they were copied.
    #[error("photos go on being lost while they are copied; run verify")]
    PhotosLost,
    /// There is no finished backup.
    #[error("there is no finished backup in {0}")]
    None(PathBuf),
    /// Something of the backup is not as it was written.
    #[error("the backup in {folder} is damaged: {what}")]
    Damaged {
        /// Which backup.
        folder: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A folder cannot be read or written.
    #[error("{folder} cannot be read or written")]
    Io {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl BackupError {
    /// What a failure in `folder` means.
    pub(super) fn at(folder: &Path) -> impl Fn(io::Error) -> Self + use<'_> {
        |source| Self::Io { folder: folder.to_owned(), source }
    }
}
