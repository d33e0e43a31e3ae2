//! One process at a time.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::FolderError;

/// A folder that this process alone works with until this is dropped or the process ends, however it ends.
/// The operating system holds the lock on the folder itself, so there is no lock file that somebody could
/// remove or that a crash could leave.
#[derive(Debug)]
pub(crate) struct Lock(#[expect(dead_code, reason = "closing the folder gives the lock back")] File);

impl Lock {
    /// Takes the lock on a folder, or says that another process has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, FolderError> {
        let file = File::open(folder).map_err(FolderError::at(folder))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(FolderError::InUse(folder.to_owned())),
            Err(TryLockError::Error(error)) => Err(FolderError::at(folder)(error)),
        }
    }
}
