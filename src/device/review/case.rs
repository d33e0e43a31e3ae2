//! One survey of the area, with everything a supervisor compares.

use sambang_domain::check::{self, Finding};
use sambang_domain::geo;
use sambang_domain::ids::{Digest, ReviewId, SurveyId, Timestamp};
use sambang_domain::programme::Programme;
use sambang_domain::review::{self, Comment, RejectReason, ReviewState, Verdict, Version};
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::{Duplicate, ReceiptAttachment, ReviewNotice, ReviewOutcome};

use crate::device::{Device, DeviceError};
use crate::store::{AreaCase, BlockedReason, HeldReview, LeftCase, OwnReview, ReviewDraft, StoreError};

/// Other surveys within this distance, in metres, are neighbours.
const NEAR_M: f64 = 5000.0;
/// The most neighbours, the nearest ones.
const MOST_NEIGHBOURS: usize = 200;

/// A survey of the area as a supervisor reviews it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The newest revision's answers.
    pub survey: Survey,
    /// The programme version it was made for.
    pub programme: Programme,
    /// Where the province says it stands.
    pub state: ReviewState,
    /// Number of the newest revision.
    pub revision: u32,
    /// Digest of its bytes, which a decision names.
    pub digest: Digest,
    /// Who visited.
    pub facilitator_name: String,
    /// The number of the newest revision's receipt.
    pub receipt_number: String,
    /// When the newest revision was stored, by the server's clock.
    pub received_at: Timestamp,
    /// When the first one was.
    pub first_received_at: Timestamp,
    /// Every revision is what its device sealed.
    pub seal_fits: bool,
    /// The newest revision's attachments, and whether the province has them.
    pub attachments: Vec<ReceiptAttachment>,
    /// Everything [`check::check`] says, notes and confirmed warnings too; see
    /// [`check::confirmation`].
    pub findings: Vec<Finding>,
    /// The revisions, oldest first.
    pub history: Vec<Version>,
    /// Every decision that the province holds, in the order they arrived.
    pub reviews: Vec<ReviewNotice>,
    /// The newest decision made on this tablet.
    pub own: Option<OwnDecision>,
    /// Other surveys with this NIK in this programme, the rejected ones too.
    pub duplicates: Vec<Duplicate>,
    /// How many others name the same family card.
    pub same_family_card: u32,
    /// Other surveys of the area within five kilometres or in the village, nearest first.
    pub neighbours: Vec<Neighbour>,
    /// Median latitude and longitude of the village's other surveys; none when there are fewer than three.
    pub village_middle: Option<(f64, f64)>,
    /// A decision made on this tablet was not applied: a new one is needed.
    pub needs_decision: bool,
}

/// A decision made on this tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDecision {
    /// Which.
    pub review: ReviewId,
    /// What was decided.
    pub verdict: Verdict,
    /// When, by the device's clock.
    pub decided_at: Timestamp,
    /// What the province made of it; none before its receipt.
    pub outcome: Option<ReviewOutcome>,
    /// Remarks on fields.
    pub comments: Vec<Comment>,
    /// Why it was rejected.
    pub reason: Option<RejectReason>,
    /// More about it.
    pub note: String,
    /// Why it cannot be sent without a person.
    pub blocked: Option<BlockedReason>,
}

/// Another survey nearby.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Which survey.
    pub survey: SurveyId,
    /// The applicant's name.
    pub name: String,
    /// Latitude in degrees, north positive.
    pub latitude: f64,
    /// Longitude in degrees, east positive.
    pub longitude: f64,
    /// How far away, in metres.
    pub distance_m: f64,
}

impl Device {
    /// A survey of the area.
    ///
    /// # Errors
    /// When it is not of the area or its documents left ([`Device::left_case`]), while the area is closed, or when the
    /// store fails.
    pub fn case(&self, id: SurveyId) -> Result<Case, DeviceError> {
        self.open()?;
        self.case_of(self.inner.store.area_case(id)?)
    }

    pub(super) fn case_of(&self, found: AreaCase) -> Result<Case, DeviceError> {
        let AreaCase { area, revisions, digest, seal_fits, needs_decision, .. } = found;
        let programme = self.inner.store.programme(&area.programme)?;
        let history = review::history(revisions.iter().map(|kept| (&kept.revision, kept.received_at)));
        let newest = revisions.into_iter().next_back().ok_or(StoreError::NotFound("revision"))?;
        let survey = newest.revision.survey;
        let village_middle = self.village_middle(&survey)?;
        Ok(Case {
            findings: check::check_among(&survey, &programme, village_middle, area.pictures_of_others()),
            neighbours: self.neighbours(&survey)?,
            village_middle,
            own: self.own_decision(survey.id)?,
            revision: newest.revision.number,
            received_at: newest.received_at,
            first_received_at: area.first_received_at,
            facilitator_name: area.facilitator_name,
            receipt_number: area.receipt_number,
            state: area.state,
            attachments: area.attachments,
            reviews: area.reviews,
            duplicates: area.duplicates,
            same_family_card: area.same_family_card,
            survey,
            programme,
            digest,
            seal_fits,
            history,
            needs_decision,
        })
    }

    /// What is left of a survey of the area whose documents left; none while they are here.
    ///
    /// # Errors
    /// While the area is closed, or when the store fails.
    pub fn left_case(&self, id: SurveyId) -> Result<Option<LeftCase>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.left_case(id)?)
    }

    /// Fetches the documents of such a survey once more; they stay for some days.
    ///
    /// # Errors
    /// When the province cannot be reached or refuses, or the store fails.
    pub async fn fetch_left_case(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.engine.fetch_left(id).await?)
    }

    /// What was ticked and written about a survey before deciding.
    pub fn case_draft(&self, id: SurveyId) -> Result<ReviewDraft, DeviceError> {
        Ok(self.inner.store.review_draft(id)?)
    }

    /// Keeps what was ticked and written; it is durable when this returns. A decision that is held about the
    /// survey is sealed first, because it would take these words with it.
    pub fn set_case_draft(&self, id: SurveyId, draft: &ReviewDraft) -> Result<(), DeviceError> {
        if self.inner.store.held()?.iter().any(|held| held.decision.survey == id) {
            self.seal_held()?;
        }
        Ok(self.inner.store.set_review_draft(id, draft)?)
    }

    /// The newest decision made here, held or sealed.
    fn own_decision(&self, id: SurveyId) -> Result<Option<OwnDecision>, DeviceError> {
        let held = self.inner.store.held()?.into_iter().find(|held| held.decision.survey == id);
        match held {
            Some(held) => Ok(Some(held.into())),
            None => Ok(self.inner.store.own_review(id)?.map(OwnDecision::from)),
        }
    }

    fn neighbours(&self, survey: &Survey) -> Result<Vec<Neighbour>, DeviceError> {
        let Some(position) = survey.position.as_ref().filter(|position| position.is_valid()) else {
            return Ok(Vec::new());
        };
        let degrees = geo::degrees(NEAR_M, position.spot());
        let placed = self.inner.store.placed_near(survey.id, &village(survey), position, degrees)?;
        let neighbour = |other: crate::store::Placed| Neighbour {
            distance_m: geo::metres(position.spot(), (other.latitude, other.longitude)),
            survey: other.survey,
            name: other.name,
            latitude: other.latitude,
            longitude: other.longitude,
        };
        let mut all: Vec<_> = placed.into_iter().map(neighbour).collect();
        all.sort_by(|a, b| a.distance_m.total_cmp(&b.distance_m));
        all.truncate(MOST_NEIGHBOURS);
        Ok(all)
    }

    fn village_middle(&self, survey: &Survey) -> Result<Option<(f64, f64)>, DeviceError> {
        let village = village(survey);
        if village.is_empty() {
            return Ok(None);
        }
        let places = self.inner.store.village_positions(survey.id, &village)?;
        Ok(check::middle_of_village(&places))
    }
}

fn village(survey: &Survey) -> String {
    survey.business_village().map(|code| code.to_string()).unwrap_or_default()
}

impl From<OwnReview> for OwnDecision {
    fn from(own: OwnReview) -> Self {
        let OwnReview { review, outcome, blocked } = own;
        Self {
            review: review.id,
            verdict: review.verdict,
            decided_at: review.decided_at,
            outcome,
            comments: review.comments,
            reason: review.reason,
            note: review.note,
            blocked,
        }
    }
}

impl From<HeldReview> for OwnDecision {
    fn from(held: HeldReview) -> Self {
        let HeldReview { decision, decided_at, .. } = held;
        Self {
            review: decision.id,
            verdict: decision.verdict,
            decided_at,
            outcome: None,
            comments: decision.words.comments,
            reason: decision.words.reason,
            note: decision.words.note,
            blocked: None,
        }
    }
}
