//! The list of applicants the province asks to visit (daftar kunjungan). It helps and never binds:
//! an unplanned visit is always possible, and one of the same NIK fulfils the assignment too.

use sambang_domain::ids::{AssignmentId, SurveyId};
use sambang_domain::nik;
use sambang_domain::region::RegionCode;
use sambang_domain::survey::{Identity, Survey};
use sambang_domain::wire::v1::Assignment;

use super::{Device, DeviceError};
use crate::platform::new_id;
use crate::store::{AssignedVisit, Stage, StoreError};

/// How far a visit from the list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitState {
    /// Nobody has begun.
    NotVisited,
    /// Begun, not finished.
    Draft(SurveyId),
    /// Finished and sealed.
    Done(SurveyId),
}

impl VisitState {
    /// The word for tests and attributes.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotVisited => "not_visited",
            Self::Draft(_) => "draft",
            Self::Done(_) => "done",
        }
    }
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentRow {
    /// Which assignment.
    pub id: AssignmentId,
    /// Name as the office wrote it.
    pub name: String,
    /// Village, when the office's words named exactly one.
    pub village: Option<RegionCode>,
    /// The place in the office's words.
    pub place: String,
    /// Street or hamlet.
    pub address: String,
    /// What the office wants the facilitator to know.
    pub note: String,
    /// `1803••••••••9003`.
    pub nik_masked: String,
    /// How far it has come.
    pub state: VisitState,
    /// The province no longer wants the visit; it is here because it was begun.
    pub withdrawn: bool,
}

/// How many visits the list asks for, the withdrawn ones left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AssignmentCounts {
    /// All of them.
    pub total: u32,
    /// Of those, the ones that are finished.
    pub done: u32,
}

impl AssignmentCounts {
    /// Counts rows.
    #[must_use]
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a AssignmentRow>) -> Self {
        rows.into_iter().filter(|row| !row.withdrawn).fold(Self::default(), |counts, row| Self {
            total: counts.total + 1,
            done: counts.done + u32::from(matches!(row.state, VisitState::Done(_))),
        })
    }
}

impl Device {
    /// The list, village by village in code order, those of an unknown village last; by name within.
    pub fn assignments(&self) -> Result<Vec<AssignmentRow>, DeviceError> {
        let mut rows: Vec<_> = self.inner.store.assigned_visits()?.into_iter().map(row).collect();
        // Begun, withdrawn, then discarded.
        rows.retain(|row| !row.withdrawn || row.state != VisitState::NotVisited);
        rows.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        Ok(rows)
    }

    /// Starts the visit of an assignment with what the office knows already filled in, or gives the
    /// survey that it became before. The NIK still has to be compared with the card.
    ///
    /// # Errors
    /// [`DeviceError::StorageLow`], an assignment or programme that is not here, or the store fails.
    pub fn start_assigned(&self, id: AssignmentId) -> Result<SurveyId, DeviceError> {
        let AssignedVisit { assignment, survey } = self.inner.store.assigned_visit(id)?;
        if let Some((known, _)) = survey {
            return Ok(known);
        }
        self.require_room()?;
        let programmes = self.programmes()?;
        let programme = programmes.into_iter().find(|programme| programme.reference.id == assignment.programme);
        let programme = programme.ok_or(StoreError::NotFound("programme"))?.reference;
        let now = self.inner.clock.now();
        let mut survey = Survey::start(SurveyId(new_id(now)), programme, self.person()?.id, now, self.today()?);
        survey.assignment = Some(id);
        survey.identity = identity(assignment);
        let started = self.inner.store.start_assigned(id, &survey, now)?;
        if started == survey.id {
            self.inner.store.note_begun(started, &self.begun()?)?;
        }
        Ok(started)
    }
}

fn identity(assignment: Assignment) -> Identity {
    let Assignment { nik, family_card, name, address, village, phone, .. } = assignment;
    Identity { nik, family_card, name, address, village, phone, ..Identity::default() }
}

fn row(visit: AssignedVisit) -> AssignmentRow {
    let AssignedVisit { assignment, survey } = visit;
    let state = match survey {
        None => VisitState::NotVisited,
        Some((id, Stage::Draft)) => VisitState::Draft(id),
        Some((id, Stage::Sealed)) => VisitState::Done(id),
    };
    let Assignment { id, name, nik, village, place, address, note, withdrawn, .. } = assignment;
    AssignmentRow { id, name, village, place, address, note, nik_masked: nik::mask(&nik), state, withdrawn }
}

fn sort_key(row: &AssignmentRow) -> (bool, Option<RegionCode>, &str, &str) {
    (row.village.is_none(), row.village, if row.village.is_none() { &row.place } else { "" }, &row.name)
}
