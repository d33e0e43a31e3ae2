//! Time as a value that is passed in.

use std::sync::atomic::{AtomicI64, Ordering};

use sambang_domain::ids::Timestamp;

/// Where the app takes the time from. It may be wrong; nothing is ordered by it.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Minutes that local time is ahead of UTC; 420 in Lampung (WIB).
    fn local_offset_minutes(&self) -> i32;
    /// As [`running_ms`].
    fn running_ms(&self) -> i64;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp(chrono::Utc::now().timestamp_millis())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    fn local_offset_minutes(&self) -> i32 {
        chrono::Local::now().offset().local_minus_utc() / 60
    }

    fn running_ms(&self) -> i64 {
        running_ms()
    }
}

/// Milliseconds since the machine started, its sleep included. Nobody can set this clock, so ages are told
/// by it.
#[must_use]
pub fn running_ms() -> i64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    time.tv_sec.saturating_mul(1000).saturating_add(time.tv_nsec / 1_000_000)
}

/// A clock that stands still until it is set, in Western Indonesian Time, and so does the machine's running time.
#[derive(Debug, Default)]
pub struct ManualClock {
    now: AtomicI64,
    running: AtomicI64,
}

impl ManualClock {
    /// Starts at `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now: AtomicI64::new(now.0), running: AtomicI64::new(0) }
    }

    /// Moves the clock, backwards too, as somebody does who sets it.
    pub fn advance_ms(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    /// Time passes while the machine runs.
    pub fn pass_ms(&self, ms: i64) {
        self.advance_ms(ms);
        self.running.fetch_add(ms, Ordering::SeqCst);
    }

    /// The machine was started anew.
    pub fn restart(&self) {
        self.running.store(0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    fn local_offset_minutes(&self) -> i32 {
        420
    }

    fn running_ms(&self) -> i64 {
        self.running.load(Ordering::SeqCst)
    }
}
