//! Who is taking bytes in for an upload at this moment.
//!
//! A phone whose connection died asks on a new one where the upload stands, often before this server has
//! noticed that the old one is dead. Then the old receiver stores what it has and ends, and the answer counts
//! those bytes too: otherwise the phone would send them again.

use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use uuid::Uuid;

use crate::per_upload::PerUpload;

/// The receivers of the uploads in use.
#[derive(Debug, Default)]
pub(in crate::api) struct Receivers(PerUpload<Seat>);

/// What the receivers of one upload share; only one of them works at a time.
#[derive(Debug, Default)]
struct Seat {
    taken: Arc<Mutex<()>>,
    asked_to_end: watch::Sender<u64>,
}

/// The receiver of an upload, until it is dropped.
pub(super) struct Receiver {
    asked_to_end: watch::Receiver<u64>,
    _seat: Arc<Seat>,
    _taken: OwnedMutexGuard<()>,
}

impl Receivers {
    /// Asks an earlier receiver to write down what it has and to end, and waits until it has ended.
    pub(super) async fn take_over(&self, upload: Uuid) -> Receiver {
        let seat = self.0.of(upload);
        seat.asked_to_end.send_modify(|times| *times += 1);
        let asked_to_end = seat.asked_to_end.subscribe();
        let taken = Arc::clone(&seat.taken).lock_owned().await;
        Receiver { asked_to_end, _seat: seat, _taken: taken }
    }
}

impl Receiver {
    /// Waits until a later request for the same upload is there.
    pub(super) async fn asked_to_end(&mut self) {
        // This cannot fail: the sender is in the seat, and this receiver holds the seat.
        drop(self.asked_to_end.changed().await);
    }
}
