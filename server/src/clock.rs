//! The server's clock, and the ids that are minted by it. Nothing else in the server reads the
//! time of day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sambang_domain::ids::Timestamp;
use uuid::Uuid;

use crate::random::{RandomError, bytes};

/// Tells the time: the machine's, or one that a test moves. Clones share the time.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    System,
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `now` until it is moved.
    #[must_use]
    pub fn manual(now: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(now.0))))
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => system_now(),
            Source::Manual(time) => Timestamp(time.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock by `ms` milliseconds; the machine's clock cannot be moved.
    pub fn advance_ms(&self, ms: i64) {
        if let Source::Manual(time) = &self.0 {
            time.fetch_add(ms, Ordering::SeqCst);
        }
    }

    /// A fresh UUIDv7.
    pub(crate) fn mint(&self) -> Result<Uuid, RandomError> {
        let millis = u64::try_from(self.now().0).unwrap_or_default();
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &bytes()?).into_uuid())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the clock")]
fn system_now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}
