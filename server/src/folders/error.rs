//! Why a folder is no store, or cannot be used as one.

use std::io;
use std::path::{Path, PathBuf};

/// Why a folder is no store, or cannot be used as one.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no store; nothing was made.
    #[error("there is no store in {0}; `sambang-server init --store DIR` makes one")]
    NoStore(PathBuf),
    /// A part of the store is not there. It is not made again, because what it held is lost then.
    #[error("the store in {folder} lacks {lacks}; put it back, or restore a backup into an empty folder")]
    Incomplete {
        /// Where the store lies.
        folder: PathBuf,
        /// What is not there.
        lacks: &'static str,
    },
    /// A store was begun and not finished.
    #[error("`sambang-server {command}` did not finish in {folder}; run it again")]
    Unfinished {
        /// Where it was begun.
        folder: PathBuf,
        /// By which command.
        command: String,
    },
    /// There is a store already; it was not changed.
    #[error("there is a store in {0} already; nothing was changed")]
    IsStore(PathBuf),
    /// Something else lies in the folder; it was not changed.
    #[error("{0} is not empty; a store is made in a new or an empty folder")]
    NotEmpty(PathBuf),
    /// Another process works with it.
    #[error("{0} is in use by another process of sambang-server")]
    InUse(PathBuf),
    /// It cannot be reached, read or written.
    #[error("{folder} cannot be used")]
    Io {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl FolderError {
    /// What a failure in `folder` means.
    pub(crate) fn at(folder: &Path) -> impl Fn(io::Error) -> Self + use<'_> {
        |source| Self::Io { folder: folder.to_owned(), source }
    }
}
