//! The bin as the screens see it.

use sambang_domain::ids::{SurveyId, Timestamp};

use super::{Device, DeviceError};
use crate::store::SurveyRow;

const DAY_MS: i64 = 86_400_000;

/// Days that a discarded draft waits in the bin, by the server's clock: one on the device that is ahead must not
/// empty it.
pub const BIN_DAYS: i64 = 30;

impl Device {
    /// Puts a draft into the bin, where it stays for [`BIN_DAYS`]. A survey that was ever sealed
    /// cannot be discarded.
    ///
    /// # Errors
    /// When it is no draft or the store fails.
    pub fn discard_draft(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.store.discard_draft(id, self.best_now()?)?)
    }

    /// What is in the bin, last discarded first.
    pub fn bin(&self) -> Result<Vec<SurveyRow>, DeviceError> {
        Ok(self.inner.store.bin()?)
    }

    /// Whole days until a draft of the bin is removed, counted up and at most [`BIN_DAYS`]; 0 when the next sync
    /// removes it.
    #[must_use]
    pub fn bin_days_left(&self, binned_at: Timestamp) -> u32 {
        let now = self.best_now().unwrap_or_else(|_| self.now());
        let left = binned_at.plus_ms(BIN_DAYS * DAY_MS).0.saturating_sub(now.0);
        u32::try_from(left.saturating_add(DAY_MS - 1).div_euclid(DAY_MS).min(BIN_DAYS)).unwrap_or(0)
    }

    /// Takes a draft out of the bin, with every answer and photo it had.
    ///
    /// # Errors
    /// When it is not in the bin or the store fails.
    pub fn restore(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.store.restore_draft(id)?)
    }

    /// Removes what was in the bin for [`BIN_DAYS`]. Called only right after the province answered: its clock
    /// was just heard.
    pub(super) fn empty_bin(&self) -> Result<(), DeviceError> {
        let now = self.best_now()?;
        let removed = self.inner.store.empty_bin(now.plus_ms(-BIN_DAYS * DAY_MS), now)?;
        if removed > 0 {
            tracing::info!(removed, "old drafts left the bin");
        }
        Ok(())
    }
}
