//! The bytes of attachments, as files: `attachments/ab/<sha256>` when whole, `uploads/<id>.part`
//! while they arrive, and `thumbnails/ab/<sha256>-<long side>.jpg`, which may be deleted at any time.
//!
//! How far an upload has come is the length of its file. A length is reported only after the file
//! was synced, so no device is ever told that bytes are safe which a power cut could take. Only
//! this part touches those files; another kind of store would replace it as a whole.

mod attachments;
mod thumbnails;
mod uploads;

use std::io;
use std::path::{Path, PathBuf};

pub(crate) use uploads::Part;

use crate::folders::create_private;

/// A file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("an attachment file cannot be read or written")]
pub struct FilesError(#[from] io::Error);

/// The folders.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    attachments: PathBuf,
    uploads: PathBuf,
    thumbnails: PathBuf,
}

impl Files {
    /// Opens the folders below `root`, making them when they are not there.
    pub(crate) fn open(root: &Path) -> Result<Self, FilesError> {
        let below = |name| root.join(name);
        let files =
            Self { attachments: below("attachments"), uploads: below("uploads"), thumbnails: below("thumbnails") };
        for path in [&files.attachments, &files.uploads, &files.thumbnails] {
            create_private(path)?;
        }
        Ok(files)
    }

    /// Whether the folders can be reached.
    pub(crate) fn is_there(&self) -> bool {
        self.attachments.is_dir() && self.uploads.is_dir()
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
