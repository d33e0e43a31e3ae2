//! What time and day it is, as far as this device can know, and the day of a visit.
//!
//! A phone's clock may be years away, before or behind. Where the server's clock was heard and nobody set the
//! device's since, the server's counts; otherwise the device's, but never an instant before the server last spoke.

use chrono::NaiveDate;
use sambang_domain::ids::{SurveyId, Timestamp};

use super::{Device, DeviceError};
use crate::store::{Begun, DayFrom, Heard, Key};

/// Clocks that go in step may slip against each other by so much, in milliseconds.
const IN_STEP_MS: i64 = 60_000;

/// A visit that began so much after the present one began by a clock that was ahead, in milliseconds.
const AHEAD_MS: i64 = 10 * 60_000;

impl Device {
    /// Now, as far as this device knows.
    pub(super) fn best_now(&self) -> Result<Timestamp, DeviceError> {
        let now = self.inner.clock.now();
        Ok(match self.heard()? {
            Some(heard) if in_step(heard.drift_ms(), self.drift_ms()) => now.plus_ms(heard.offset_ms()),
            Some(heard) => now.max(heard.server),
            None => now,
        })
    }

    /// The calendar day here, as far as this device knows.
    pub fn today(&self) -> Result<NaiveDate, DeviceError> {
        Ok(self.local(self.best_now()?).date_naive())
    }

    /// How a visit begins at this moment.
    pub(super) fn begun(&self) -> Result<Begun, DeviceError> {
        let day_from = if self.clock_is_behind()? { DayFrom::Doubt } else { DayFrom::Clock };
        Ok(Begun { day_from, drift_ms: Some(self.drift_ms()) })
    }

    /// Sets the day of a visit, because a person knows it better than the clock.
    ///
    /// # Errors
    /// When the survey is sealed or the store fails.
    pub fn set_visit_day(&self, id: SurveyId, day: NaiveDate) -> Result<(), DeviceError> {
        Ok(self.inner.store.set_day(id, day, &DayFrom::Person, self.now())?)
    }

    /// Lets the day of a draft follow a clock that has become known as wrong. A day that a person set, or that a
    /// sealed revision bears, stays.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) fn follow_clock(&self, id: SurveyId) -> Result<(), DeviceError> {
        let Some(begun) = self.inner.store.begun(id)? else { return Ok(()) };
        let survey = self.survey(id)?;
        let Some((at, from)) = self.began_at(&begun, survey.started_at)? else { return Ok(()) };
        let day = self.local(at).date_naive();
        if day != survey.visited_on {
            tracing::info!(survey = %id, "the day of a visit follows the clock");
            self.inner.store.set_day(id, day, &from, self.now())?;
        }
        Ok(())
    }

    /// When a visit really began, and where its day then comes from; none while nothing better is known than
    /// what was written down.
    fn began_at(&self, begun: &Begun, started_at: Timestamp) -> Result<Option<(Timestamp, DayFrom)>, DeviceError> {
        if !matches!(begun.day_from, DayFrom::Clock | DayFrom::Doubt) {
            return Ok(None);
        }
        let heard = self.heard()?;
        // Nobody set the clock between the beginning and the server's answer.
        if let Some(heard) = heard.filter(|heard| begun.drift_ms.is_some_and(|then| in_step(then, heard.drift_ms()))) {
            return Ok(Some((started_at.plus_ms(heard.offset_ms()), begun.day_from.clone())));
        }
        let now = self.best_now()?;
        let wrong = begun.day_from == DayFrom::Doubt || started_at > now.plus_ms(AHEAD_MS);
        Ok((wrong && !self.clock_is_behind()?).then_some((now, DayFrom::Corrected)))
    }

    /// Whether the clock shows an instant before the server last spoke, although the machine ran on.
    fn clock_is_behind(&self) -> Result<bool, DeviceError> {
        let heard = self.heard()?.filter(|heard| !in_step(heard.drift_ms(), self.drift_ms()));
        Ok(heard.is_some_and(|heard| self.inner.clock.now() < heard.server))
    }

    pub(super) fn heard(&self) -> Result<Option<Heard>, DeviceError> {
        Ok(self.inner.store.value_if_sound(Key::Heard)?)
    }

    fn drift_ms(&self) -> i64 {
        self.inner.clock.running_ms().saturating_sub(self.inner.clock.now().0)
    }
}

fn in_step(one: i64, other: i64) -> bool {
    one.saturating_sub(other).saturating_abs() <= IN_STEP_MS
}
