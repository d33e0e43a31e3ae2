//! A phone clock that is wrong: noticed when the province answers, and shown.

use super::{Device, DeviceError};
use crate::store::Key;

const MINUTE_MS: i64 = 60_000;

/// Differences up to this are normal for clocks and slow links.
const TOLERATED_MS: i64 = 10 * MINUTE_MS;

/// How wrong the phone's clock was when the province last answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockWarning {
    /// The phone is ahead of the province; else behind.
    pub ahead: bool,
    /// By so many minutes, more than ten.
    pub minutes: u64,
}

impl ClockWarning {
    fn of(offset_ms: i64) -> Option<Self> {
        let minutes = offset_ms.unsigned_abs() / MINUTE_MS.unsigned_abs();
        (offset_ms.unsigned_abs() > TOLERATED_MS.unsigned_abs()).then_some(Self { ahead: offset_ms < 0, minutes })
    }
}

impl Device {
    /// Whether the phone's clock differed by more than ten minutes at the last answer. After it was
    /// put right the warning stays until the province answers again.
    pub fn clock_warning(&self) -> Result<Option<ClockWarning>, DeviceError> {
        Ok(self.inner.store.value_if_sound(Key::ClockOffset)?.and_then(ClockWarning::of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_tolerated_in_both_directions() {
        assert_eq!(ClockWarning::of(0), None);
        assert_eq!(ClockWarning::of(TOLERATED_MS), None);
        assert_eq!(ClockWarning::of(-TOLERATED_MS), None);
        assert_eq!(ClockWarning::of(TOLERATED_MS + 1), Some(ClockWarning { ahead: false, minutes: 10 }));
        assert_eq!(ClockWarning::of(-3 * 60 * MINUTE_MS), Some(ClockWarning { ahead: true, minutes: 180 }));
        assert!(ClockWarning::of(i64::MIN).is_some());
    }
}
