//! What was last heard of the server's clock.

use sambang_domain::ids::Timestamp;
use serde::{Deserialize, Serialize};

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
}
