//! The bytes of attachments, as files: `attachments/ab/<sha256>` when whole, `uploads/<id>.part`
//! while they arrive, and `thumbnails/ab/<sha256>-<long side>.jpg`, which may be deleted at any time.
//!
//! How far an upload has come is the length of its file. A length is reported only after the file
//! was synced, so no device is ever told that bytes are safe which a power cut could take. Only
//! this part touches those files; another kind of store would replace it as a whole.

mod attachments;
mod backups;
mod thumbnails;
mod uploads;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub(crate) use attachments::digest_of_file as measure;
pub(crate) use uploads::Part;

use crate::folders::{create_private, private_file};

/// A file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("an attachment file cannot be read or written")]
pub struct FilesError(#[from] io::Error);

impl FilesError {
    /// Whether the folder is not there any more or does not let itself be written.
    pub(crate) fn is_final(&self) -> bool {
        use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
        matches!(self.0.kind(), NotFound | NotADirectory | PermissionDenied | ReadOnlyFilesystem)
    }
}

/// The folders.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    attachments: PathBuf,
    uploads: PathBuf,
    thumbnails: PathBuf,
}

/// Names of the folders below a store's; the last may be deleted at any time.
const FOLDERS: [&str; 3] = ["attachments", "uploads", "thumbnails"];

impl Files {
    /// Makes the folders below `root` that are not there yet.
    pub(crate) fn make(root: &Path) -> Result<(), FilesError> {
        Ok(FOLDERS.iter().try_for_each(|name| create_private(&root.join(name)))?)
    }

    /// Opens the folders below `root`.
    pub(crate) fn open(root: &Path) -> Result<Self, FilesError> {
        let [attachments, uploads, thumbnails] = FOLDERS.map(|name| root.join(name));
        create_private(&thumbnails)?;
        Ok(Self { attachments, uploads, thumbnails })
    }

    /// The folders without which nothing can be taken in.
    pub(crate) fn needed(&self) -> [&Path; 2] {
        [&self.attachments, &self.uploads]
    }

    /// Whether a file can be made here and becomes durable.
    pub(crate) fn try_writing(&self) -> Result<(), FilesError> {
        let probe = self.uploads.join("probe");
        let mut file = private_file().create(true).truncate(true).open(&probe)?;
        file.write_all(b"probe")?;
        file.sync_all()?;
        Ok(fs::remove_file(&probe)?)
    }
}

/// The folder in which the file of a digest lies: its first two digits.
fn shelf(name: &str) -> String {
    name.chars().take(2).collect()
}

/// What was found; none when there is no file.
fn if_there<T>(found: io::Result<T>) -> Result<Option<T>, FilesError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
