//! Visits: from the first answer to the seal.

use sambang_domain::check::{Finding, Severity};
use sambang_domain::ids::{ProgrammeRef, SurveyId, Timestamp};
use sambang_domain::programme::Programme;
use sambang_domain::statement::{self, Rendered};
use sambang_domain::survey::{Step, Survey};

use super::{Device, DeviceError};
use crate::platform::new_id;
use crate::store::{Counts, Key, ListFilter, Opened, SealContext, Stage, SurveyRow};

const DAY_MS: i64 = 86_400_000;
const MINUTE_MS: i64 = 60_000;

impl Device {
    /// The newest version of every programme, newest year first.
    pub fn programmes(&self) -> Result<Vec<Programme>, DeviceError> {
        Ok(self.inner.store.programmes()?)
    }

    /// The programme version the survey started with.
    pub fn programme_of(&self, survey: &Survey) -> Result<Programme, DeviceError> {
        Ok(self.inner.store.programme(&survey.programme)?)
    }

    /// Starts a visit.
    ///
    /// # Errors
    /// [`DeviceError::StorageLow`], or the store fails.
    pub fn start_visit(&self, programme: &ProgrammeRef) -> Result<SurveyId, DeviceError> {
        self.require_room()?;
        let now = self.inner.clock.now();
        let id = SurveyId(new_id(now));
        let survey = Survey::start(id, programme.clone(), self.person()?.id, now, self.today()?);
        self.inner.store.add_survey(&survey)?;
        self.inner.store.note_begun(id, &self.begun()?)?;
        Ok(id)
    }

    /// The newest answers.
    pub fn survey(&self, id: SurveyId) -> Result<Survey, DeviceError> {
        Ok(self.inner.store.survey(id)?)
    }

    /// Reads, changes and durably writes a draft in one transaction.
    ///
    /// # Errors
    /// When the survey is sealed or the store fails.
    pub fn edit(&self, id: SurveyId, change: impl FnOnce(&mut Survey)) -> Result<Survey, DeviceError> {
        Ok(self.inner.store.edit_survey(id, self.inner.clock.now(), change)?)
    }

    /// Whether the survey can no longer change.
    pub fn is_sealed(&self, id: SurveyId) -> Result<bool, DeviceError> {
        Ok(self.inner.store.stage(id)? == Stage::Sealed)
    }

    /// The step at which the visit was left.
    pub fn step(&self, id: SurveyId) -> Result<Step, DeviceError> {
        Ok(Step::from_number(self.inner.store.step(id)?))
    }

    /// Remembers the step.
    pub fn set_step(&self, id: SurveyId, step: Step) -> Result<(), DeviceError> {
        self.follow_clock(id)?;
        Ok(self.inner.store.set_step(id, step.number())?)
    }

    /// What is wrong with the survey and what deserves a look.
    pub fn findings(&self, id: SurveyId) -> Result<Vec<Finding>, DeviceError> {
        let survey = self.survey(id)?;
        self.findings_of(&survey, &self.programme_of(&survey)?)
    }

    /// The statement as it was signed, or would be signed now, at `place`.
    pub fn statement(&self, id: SurveyId, place: &str) -> Result<Rendered, DeviceError> {
        let survey = self.survey(id)?;
        let day = survey.signed_on().map_or_else(|| self.today(), Ok)?;
        Ok(statement::render_on(&survey, &self.programme_of(&survey)?, place, day))
    }

    /// Seals the survey and queues it; the worker is woken. Captions that are no longer true are burned in
    /// anew before, which takes about a second a photo: not on the screen's thread.
    ///
    /// # Errors
    /// [`DeviceError::NotFinished`] while errors are found; the survey stays a draft then.
    pub fn finish(&self, id: SurveyId) -> Result<(), DeviceError> {
        self.follow_clock(id)?;
        let errors = self.findings(id)?.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors > 0 {
            return Err(DeviceError::NotFinished(errors));
        }
        self.renew_captions(id)?;
        self.in_seal_context(|context| Ok(self.inner.store.seal(id, context)?))?;
        tracing::info!(survey = %id, "a survey was sealed");
        self.after_seal()
    }

    /// Does `seal` as the person of this device, now.
    pub(super) fn in_seal_context<T>(
        &self,
        seal: impl FnOnce(&SealContext<'_>) -> Result<T, DeviceError>,
    ) -> Result<T, DeviceError> {
        let identity = self.identity()?;
        seal(&SealContext {
            person: identity.person.id,
            device: identity.device,
            key: &identity.signing_key().ok_or(DeviceError::IdentityDamaged)?,
            now: self.inner.clock.now(),
            clock_offset_ms: self.inner.store.value_if_sound(Key::ClockOffset)?,
            app_version: &self.inner.app_version,
        })
    }

    /// Surveys, last changed first; the ones that are being sent say so. Without the received ones while those are
    /// closed; see [`Device::closed`].
    pub fn list(&self, filter: &ListFilter) -> Result<Vec<SurveyRow>, DeviceError> {
        let mut rows = self.inner.store.list(filter)?;
        if self.closed()?.is_some() {
            rows.retain(|row| !Self::is_copy(row));
        }
        for row in &mut rows {
            self.mark_sending(row.id, &mut row.delivery);
        }
        Ok(rows)
    }

    /// Counts for the home screen.
    pub fn counts(&self) -> Result<Counts, DeviceError> {
        let offset = i64::from(self.inner.clock.local_offset_minutes()) * MINUTE_MS;
        let now = self.best_now()?.0;
        let midnight = (now + offset).div_euclid(DAY_MS) * DAY_MS - offset;
        Ok(self.inner.store.counts(Timestamp(midnight))?)
    }

    /// Logs that a full NIK or card photo was shown.
    pub fn note_opening(&self, id: SurveyId, what: Opened) -> Result<(), DeviceError> {
        Ok(self.inner.store.note_opening(id, what, self.inner.clock.now())?)
    }

    /// The device's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// An instant as local date and time.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> chrono::DateTime<chrono::FixedOffset> {
        at.local(self.inner.clock.local_offset_minutes())
    }
}
