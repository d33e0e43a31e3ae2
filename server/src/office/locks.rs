//! One writer per upload at a time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

/// The locks of the uploads in use. A lock is held while bytes are written, never while they are
/// waited for, so a connection that died without a word holds up nobody.
#[derive(Debug, Default)]
pub(super) struct Locks(Mutex<HashMap<Uuid, Weak<tokio::sync::Mutex<()>>>>);

impl Locks {
    /// Waits for the upload's turn.
    pub(super) async fn take(&self, upload: Uuid) -> OwnedMutexGuard<()> {
        self.of(upload).lock_owned().await
    }

    fn of(&self, upload: Uuid) -> Arc<tokio::sync::Mutex<()>> {
        let mut locks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lock) = locks.get(&upload).and_then(Weak::upgrade) {
            return lock;
        }
        locks.retain(|_, lock| lock.strong_count() > 0);
        let lock = Arc::new(tokio::sync::Mutex::new(()));
        locks.insert(upload, Arc::downgrade(&lock));
        lock
    }
}
