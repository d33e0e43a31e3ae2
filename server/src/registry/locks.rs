//! One writer per upload at a time.

use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use crate::per_upload::PerUpload;

/// The locks of the uploads in use. A lock is held while bytes are written, never while they are
/// waited for, so a connection that broke unnoticed delays no other.
#[derive(Debug, Default)]
pub(super) struct Locks(PerUpload<tokio::sync::Mutex<()>>);

impl Locks {
    /// Waits for the lock of the upload.
    pub(super) async fn take(&self, upload: Uuid) -> OwnedMutexGuard<()> {
        self.0.of(upload).lock_owned().await
    }
}
