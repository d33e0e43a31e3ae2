//! The bin as the screens see it.

use sambang_domain::ids::{SurveyId, Timestamp};

use super::{Device, DeviceError};
use crate::store::SurveyRow;

const DAY_MS: i64 = 86_400_000;

/// Days that a discarded draft waits in the bin, by the device's clock.
pub const BIN_DAYS: i64 = 30;

impl Device {
    /// Puts a draft into the bin, where it stays for [`BIN_DAYS`]. A survey that was ever sealed
    /// cannot be discarded.
    ///
    /// # Errors
    /// When it is no draft or the store fails.
    pub fn discard_draft(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.store.discard_draft(id, self.inner.clock.now())?)
    }

    /// What is in the bin, last discarded first.
    pub fn bin(&self) -> Result<Vec<SurveyRow>, DeviceError> {
        Ok(self.inner.store.bin()?)
    }

    /// Whole days until a draft of the bin is removed, counted up; 0 when it is due.
    #[must_use]
    pub fn bin_days_left(&self, binned_at: Timestamp) -> u32 {
        let left = binned_at.plus_ms(BIN_DAYS * DAY_MS).0.saturating_sub(self.inner.clock.now().0);
        u32::try_from(left.saturating_add(DAY_MS - 1).div_euclid(DAY_MS)).unwrap_or(0)
    }

    /// Takes a draft out of the bin, with every answer and photo it had.
    ///
    /// # Errors
    /// When it is not in the bin or the store fails.
    pub fn restore(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.store.restore_draft(id)?)
    }

    /// Removes what was in the bin for [`BIN_DAYS`]. Trouble is written down and tried again later.
    pub(super) fn empty_bin(&self) {
        let until = self.inner.clock.now().plus_ms(-BIN_DAYS * DAY_MS);
        match self.inner.store.empty_bin(until) {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "old drafts left the bin"),
            Err(error) => tracing::error!(%error, "the bin could not be emptied"),
        }
    }
}
