//! Purging received surveys: after the province confirmed all of it, a survey's content leaves the phone.

use sambang_domain::ids::SurveyId;
use sambang_domain::wire::v1::SignedReceipt;

use super::{Device, DeviceError};

const DAY_MS: i64 = 86_400_000;

/// Whether a received survey's photos and answers are still on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalCopy {
    /// They stay: not everything has arrived, a supervisor sent the survey back, or the person keeps
    /// them.
    Stays,
    /// They leave after so many days, counted up; 0 at the next sync.
    LeavesIn(u32),
    /// They have left; list row and receipt stay.
    Left,
}

impl Device {
    /// Purges what was confirmed long enough ago. Called only right after the province answered: its
    /// clock was just heard, so that a phone clock set wrong cannot shorten the time.
    pub(super) fn purge_received(&self) -> Result<usize, DeviceError> {
        let Some(days) = self.settings()?.keep_days else { return Ok(0) };
        let until = self.best_now()?.plus_ms(-i64::from(days) * DAY_MS);
        let purged = self.inner.store.purge_received(until, self.inner.clock.now())?;
        if purged > 0 {
            tracing::info!(purged, "received surveys gave their room back");
        }
        Ok(purged)
    }

    /// What happens to the local copy of a survey with this receipt.
    pub(super) fn local_copy(&self, id: SurveyId, receipt: &SignedReceipt) -> Result<LocalCopy, DeviceError> {
        if self.inner.store.purged_at(id)?.is_some() {
            return Ok(LocalCopy::Left);
        }
        let settled = receipt.payload.is_complete() && self.returned(id)?.is_none();
        let days = self.settings()?.keep_days.filter(|_| settled);
        let Some(days) = days else { return Ok(LocalCopy::Stays) };
        let leaves_at = receipt.payload.issued_at.plus_ms(i64::from(days) * DAY_MS);
        let left = leaves_at.0.saturating_sub(self.best_now()?.0).saturating_add(DAY_MS - 1).div_euclid(DAY_MS);
        Ok(LocalCopy::LeavesIn(u32::try_from(left.min(i64::from(days))).unwrap_or(0)))
    }
}
