//! Who is taking bytes in for an upload at this moment.
//!
//! A phone whose connection died asks on a new one where the upload stands, often before the old
//! one's death has come to this server. Then the old receiver writes down what it has and ends, and
//! the answer counts those bytes too: otherwise the phone would send them again.

use std::sync::Arc;

use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use uuid::Uuid;

use crate::per_upload::PerUpload;

/// The receivers of the uploads in use.
#[derive(Debug, Default)]
pub(in crate::api) struct Receivers(PerUpload<Place>);

/// Where the receiver of one upload stands; there is room for one.
#[derive(Debug, Default)]
struct Place {
    taken: Arc<Mutex<()>>,
    asked_to_end: watch::Sender<u64>,
}

/// The receiver of an upload, until it is dropped.
pub(super) struct Receiver {
    asked_to_end: watch::Receiver<u64>,
    _place: Arc<Place>,
    _taken: OwnedMutexGuard<()>,
}

impl Receivers {
    /// Asks an earlier receiver to write down what it has and to end, and takes its place.
    pub(super) async fn take_over(&self, upload: Uuid) -> Receiver {
        let place = self.0.of(upload);
        place.asked_to_end.send_modify(|times| *times += 1);
        let asked_to_end = place.asked_to_end.subscribe();
        let taken = Arc::clone(&place.taken).lock_owned().await;
        Receiver { asked_to_end, _place: place, _taken: taken }
    }
}

impl Receiver {
    /// Waits until somebody else wants this place.
    pub(super) async fn asked_to_end(&mut self) {
        // The sender lives in the place that this receiver holds.
        drop(self.asked_to_end.changed().await);
    }
}
