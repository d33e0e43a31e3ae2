//! What a run is doing, as a stream of events.

use sambang_domain::ids::SurveyId;
use tokio::sync::broadcast;

use crate::store::{BlockedReason, LastError, OutboxEntry};

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncEvent {
    /// A run began with so many open entries and bytes.
    Started {
        /// Open entries.
        entries: u32,
        /// Bytes that are still to be sent.
        bytes: u64,
    },
    /// Bytes of one entry moved.
    Bytes {
        /// The outbox entry.
        entry: i64,
        /// Whose it is.
        survey: SurveyId,
        /// Bytes that left the device or that the server confirmed.
        sent: u64,
        /// Bytes of the entry.
        total: u64,
    },
    /// The province confirmed a survey's document and every attachment.
    Received {
        /// Which survey.
        survey: SurveyId,
    },
    /// An entry waits for a person.
    Blocked {
        /// Whose it is.
        survey: SurveyId,
        /// Why.
        reason: BlockedReason,
    },
    /// The run ended.
    Finished {
        /// Why it stopped early; none when it did all it could.
        trouble: Option<LastError>,
    },
}

impl SyncEvent {
    pub(super) fn bytes(entry: &OutboxEntry, sent: u64) -> Self {
        Self::Bytes { entry: entry.id, survey: entry.survey, sent: sent.min(entry.size_bytes), total: entry.size_bytes }
    }
}

/// Where a run tells what it does. Nobody has to listen.
#[derive(Debug, Clone)]
pub struct Progress(broadcast::Sender<SyncEvent>);

impl Default for Progress {
    fn default() -> Self {
        Self(broadcast::channel(256).0)
    }
}

impl Progress {
    /// Events from here on; a listener that sleeps misses the oldest.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<SyncEvent> {
        self.0.subscribe()
    }

    pub(super) fn emit(&self, event: SyncEvent) {
        // An error only says that nobody listens.
        drop(self.0.send(event));
    }
}
