//! When received surveys and a supervisor's area are not shown: the office has blocked this device, or the province has
//! not been heard for two weeks. Nothing is deleted by waiting, and drafts and what is unsent stay open.

use sambang_domain::ids::SurveyId;
use sambang_domain::review::ReviewState;
use sambang_domain::wire::v1::History;

use super::{Device, DeviceError};
use crate::store::{Delivery, Key, Ran, Stage, SurveyRow};

const DAY_MS: i64 = 86_400_000;

/// Days without a word of the province, where it told no other number.
const LEASE_DAYS: u16 = 14;

/// Why what the province holds is not shown here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// The province has not been heard for so many days.
    NoContact(u16),
    /// The office has blocked this device.
    Revoked,
}

impl Device {
    /// Why received surveys and the area are closed; none while they are open.
    ///
    /// # Errors
    /// When the store fails.
    pub fn closed(&self) -> Result<Option<Closed>, DeviceError> {
        let store = &self.inner.store;
        if store.value_if_sound(Key::Revoked)? == Some(true) {
            return Ok(Some(Closed::Revoked));
        }
        let told = store.value_if_sound::<History>(Key::History)?.and_then(|history| history.lease_days);
        let days = told.filter(|days| *days > 0).unwrap_or(LEASE_DAYS);
        Ok(self.is_unheard_for(i64::from(days) * DAY_MS)?.then_some(Closed::NoContact(days)))
    }

    /// Whether the province was not heard for so long. The machine's running time tells; where the machine was off in
    /// between, half of it must have been counted before the clock is believed about the rest.
    fn is_unheard_for(&self, ms: i64) -> Result<bool, DeviceError> {
        let (Some(heard), Some(ran)) = (self.heard()?, self.inner.store.value_if_sound::<Ran>(Key::Ran)?) else {
            return Ok(false);
        };
        let ran = ran.until(self.inner.clock.running_ms()).counted_ms();
        let by_clock = self.best_now()?.0.saturating_sub(heard.server.0);
        Ok(ran >= ms || (by_clock >= ms && ran >= ms / 2))
    }

    /// Refuses what is closed.
    pub(super) fn open(&self) -> Result<(), DeviceError> {
        self.closed()?.map_or(Ok(()), |closed| Err(DeviceError::Closed(closed)))
    }

    /// Whether a row is a copy of what the province holds, and nobody here has work with it.
    pub(super) fn is_copy(row: &SurveyRow) -> bool {
        let received = row.stage == Stage::Sealed && row.delivery == Delivery::Received;
        received && row.review != Some(ReviewState::Returned)
    }

    /// Refuses a received survey while those are closed.
    pub(super) fn open_survey(&self, id: SurveyId) -> Result<(), DeviceError> {
        let store = &self.inner.store;
        let copy = matches!(store.stage(id), Ok(Stage::Sealed))
            && store.receipt(id)?.is_some_and(|receipt| receipt.payload.is_complete())
            && self.returned(id)?.is_none();
        if copy { self.open() } else { Ok(()) }
    }
}
