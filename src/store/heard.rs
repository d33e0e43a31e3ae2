//! What was last heard of the server's clock, and how much time has passed since.

use sambang_domain::ids::Timestamp;
use serde::{Deserialize, Serialize};

/// Clocks may slip against each other by so much while days pass, in milliseconds.
const SLACK_MS: i64 = 10 * 60_000;

/// The server's clock beside those of the device, at the last answer that told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// The server's clock.
    pub server: Timestamp,
    /// The device's.
    pub device: Timestamp,
    /// Milliseconds since the machine started. Nobody sets that clock: as long as it goes in step with the
    /// device's, neither was set nor the machine started anew.
    pub running_ms: i64,
}

impl Heard {
    /// Server time minus device time, in milliseconds.
    #[must_use]
    pub fn offset_ms(&self) -> i64 {
        self.server.0.saturating_sub(self.device.0)
    }

    /// Running time minus the device's clock, in milliseconds: it changes when somebody sets the clock.
    #[must_use]
    pub fn drift_ms(&self) -> i64 {
        self.running_ms.saturating_sub(self.device.0)
    }

    /// Whether at least `ms` passed between this moment and a later one: by the server's clock, and by the device's
    /// or the machine's as well. A server that lies about its clock, or a clock that was set, is not believed alone.
    #[must_use]
    pub fn is_earlier_by(&self, later: &Self, ms: i64) -> bool {
        let least = ms.saturating_sub(SLACK_MS);
        let here =
            later.device.0.saturating_sub(self.device.0) >= least || ran_ms(self.running_ms, later.running_ms) >= least;
        later.server.0.saturating_sub(self.server.0) >= ms && here
    }
}

/// How long the machine ran, beyond doubt, between two readings of its running time. One that was started anew in
/// between ran longer than this tells.
fn ran_ms(from: i64, to: i64) -> i64 {
    if to < from { to } else { to - from }
}

/// How long the machine ran since the province was last heard, counted from reading to reading, because each start of
/// the machine begins its running time anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ran {
    /// The last reading, in milliseconds since the machine started.
    running_ms: i64,
    /// What was counted until then.
    counted_ms: i64,
}

impl Ran {
    /// Nothing yet, at a reading of `running_ms`.
    #[must_use]
    pub fn from(running_ms: i64) -> Self {
        Self { running_ms, counted_ms: 0 }
    }

    /// With another reading.
    #[must_use]
    pub fn until(self, running_ms: i64) -> Self {
        Self { running_ms, counted_ms: self.counted_ms.saturating_add(ran_ms(self.running_ms, running_ms)) }
    }

    /// Milliseconds, at least.
    #[must_use]
    pub fn counted_ms(self) -> i64 {
        self.counted_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn heard(server: i64, device: i64, running: i64) -> Heard {
        Heard { server: Timestamp(server * DAY), device: Timestamp(device * DAY), running_ms: running * DAY }
    }

    #[test]
    fn days_have_passed_when_the_server_and_one_clock_here_say_so() {
        let first = heard(100, 50, 7);
        let passed = |later: Heard| first.is_earlier_by(&later, 3 * DAY);
        assert!(passed(heard(103, 53, 7)), "the device's clock went along, or the machine was started anew");
        assert!(passed(heard(103, 2, 10)), "the device's clock was set, and the machine ran on");
        assert!(passed(heard(103, 2, 4)), "or it was started anew and ran since");
        assert!(!passed(heard(200, 50, 7)), "the server's clock alone");
        assert!(!passed(heard(102, 90, 70)), "the device's clocks alone");
        assert!(!passed(heard(200, 52, 2)) && !passed(heard(90, 53, 10)));
    }

    #[test]
    fn running_time_is_counted_over_restarts_and_never_too_long() {
        let ran = Ran::from(5 * DAY).until(6 * DAY).until(6 * DAY).until(DAY / 2).until(2 * DAY);
        assert_eq!(ran.counted_ms(), DAY + DAY / 2 + DAY + DAY / 2);
    }
}
