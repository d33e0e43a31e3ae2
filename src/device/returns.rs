//! Surveys that a supervisor sent back: the conversation, the correction, the replies.
//!
//! A correction is a draft with the answers that were judged. Sealing it makes the next revision;
//! until then the sealed one stays as it is, and so it cannot be discarded.

use sambang_domain::ids::{ReviewId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::review::{self, FieldChange, Said, Verdict};
use sambang_domain::seal::Revision;
use sambang_domain::survey::fields::is_within;
use sambang_domain::survey::{Reply, Survey};
use sambang_domain::wire::v1::ReviewNotice;

use super::{Device, DeviceError};
use crate::store::{Stage, StoreError};

/// One thing to correct: everything that was said about one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The field as findings name it; empty for the survey as a whole.
    pub path: String,
    /// What is to be done, in the supervisor's words.
    pub asked: String,
    /// What was said about the field, in every round, oldest first.
    pub said: Vec<Said>,
    /// What differs from the revision that was judged.
    pub changes: Vec<FieldChange>,
    /// The reply to this round; empty without one.
    pub reply: String,
}

/// A returned survey and how far its correction is.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The decision that sent it back.
    pub notice: ReviewNotice,
    /// What is to be corrected, in the supervisor's order.
    pub points: Vec<Point>,
    /// It is a draft again.
    pub begun: bool,
    /// Its answers are on this device; else they are still on their way.
    pub here: bool,
}

impl Point {
    /// Whether the facilitator changed the field or answered.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.changes.is_empty() || !self.reply.is_empty()
    }
}

impl Device {
    /// Every decision about a survey, oldest first, those that were not applied included.
    pub fn conversation(&self, id: SurveyId) -> Result<Vec<ReviewNotice>, DeviceError> {
        Ok(self.inner.store.reviews(id)?)
    }

    /// The decision that stands about the newest sealed revision; none before one is made, and none
    /// once a correction was sealed.
    pub fn decided(&self, id: SurveyId) -> Result<Option<ReviewNotice>, DeviceError> {
        Ok(self.inner.store.decision(id)?)
    }

    /// The applied return that no sealed revision has answered.
    pub fn returned(&self, id: SurveyId) -> Result<Option<ReviewNotice>, DeviceError> {
        Ok(self.decided(id)?.filter(|notice| notice.review.verdict == Verdict::Return))
    }

    /// What a returned survey lacks and how far it is corrected; none when it is not returned.
    pub fn correction(&self, id: SurveyId) -> Result<Option<Correction>, DeviceError> {
        let Some(notice) = self.returned(id)? else { return Ok(None) };
        let (survey, judged, all) = (self.survey(id)?, self.judged(&notice)?, self.conversation(id)?);
        let changes = judged.as_ref().map(|judged| review::changed(judged, &survey)).unwrap_or_default();
        let mut points: Vec<Point> = Vec::new();
        for comment in &notice.review.comments {
            match points.iter_mut().find(|point| point.path == comment.path) {
                Some(point) => point.asked = format!("{}\n{}", point.asked, comment.text),
                None => points.push(point(&comment.path, &comment.text, notice.review.id, &survey, &all, &changes)),
            }
        }
        let begun = self.inner.store.stage(id)? == Stage::Draft;
        Ok(Some(Correction { notice, points, begun, here: judged.is_some() }))
    }

    /// Makes a returned survey a draft again, with the same answers. One that is being corrected
    /// already stays as it is.
    ///
    /// # Errors
    /// When it is not returned, its answers are still on their way to this device, or the store
    /// fails.
    pub fn begin_correction(&self, id: SurveyId) -> Result<(), DeviceError> {
        Ok(self.inner.store.begin_correction(id, self.inner.clock.now())?)
    }

    /// Answers a comment at once; empty words take the answer back. The reply travels with the
    /// correction, which this begins.
    ///
    /// # Errors
    /// As [`Device::begin_correction`].
    pub fn reply(&self, id: SurveyId, review: ReviewId, path: &str, text: &str) -> Result<(), DeviceError> {
        self.begin_correction(id)?;
        let (at, text) = (self.inner.clock.now(), text.trim().to_owned());
        self.edit(id, |survey| {
            survey.replies.retain(|reply| (reply.review, reply.path.as_str()) != (review, path));
            if !text.is_empty() {
                survey.replies.push(Reply { review, path: path.to_owned(), text, at, unknown: Unknown::new() });
            }
        })?;
        Ok(())
    }

    /// The answers that a decision judged; none when they are not on this device.
    fn judged(&self, notice: &ReviewNotice) -> Result<Option<Survey>, DeviceError> {
        let sealed = match self.inner.store.sealed(notice.review.survey, notice.review.revision) {
            Err(StoreError::NotFound(_)) => return Ok(None),
            other => other?,
        };
        let revision: Revision = serde_json::from_slice(&sealed.0).map_err(StoreError::from)?;
        Ok(Some(revision.survey))
    }
}

fn point(
    path: &str,
    asked: &str,
    decision: ReviewId,
    survey: &Survey,
    all: &[ReviewNotice],
    changes: &[FieldChange],
) -> Point {
    let reply = survey.replies.iter().find(|reply| reply.path == path && reply.review == decision);
    Point {
        path: path.to_owned(),
        asked: asked.to_owned(),
        said: review::conversation(path, all, &survey.replies),
        changes: changes.iter().filter(|change| is_within(&change.path, path)).cloned().collect(),
        reply: reply.map(|reply| reply.text.clone()).unwrap_or_default(),
    }
}
