//! Deciding: one survey, one pair of duplicates, or many surveys without findings.
//!
//! What is decided is held for a moment, in which it can be taken back, and then sealed.

use sambang_domain::check::Severity;
use sambang_domain::ids::{Digest, ReviewId, SurveyId, Timestamp};
use sambang_domain::review::{RejectReason, ReviewState, Verdict};

use super::Case;
use crate::device::{Device, DeviceError};
use crate::platform::new_id;
use crate::store::{AreaCase, Decision, ReviewDraft, StoreError, UnlessDamaged};

/// How long a decision can be taken back, in milliseconds.
pub const HOLD_MS: i64 = 10_000;

impl Device {
    /// Holds what the drafts say as decisions about the revisions named by their digests: all of them, or
    /// none. They can be taken back until they are sealed; those held before are sealed now.
    ///
    /// # Errors
    /// When a revision is not the newest one here, a draft lacks what its verdict needs, a survey is not of
    /// the area, or the store fails; nothing is decided then.
    pub fn hold(&self, wanted: &[(SurveyId, Digest, Verdict)]) -> Result<(), DeviceError> {
        let prepare = |(id, judged, verdict): &(SurveyId, Digest, Verdict)| {
            let words = self.inner.store.review_draft(*id)?;
            Ok(self.prepared(*id, *judged, verdict.clone(), words))
        };
        let decisions = wanted.iter().map(prepare).collect::<Result<_, DeviceError>>()?;
        self.hold_decisions(decisions)
    }

    /// Holds one step about surveys with one NIK: rejects `goes` as duplicates of `stays` and approves
    /// `stays`, all or nothing. `note` tells the reader of a rejection why. Each survey comes with the digest
    /// of the revision that was compared. One that is rejected or approved already is left as it is.
    ///
    /// # Errors
    /// When one of the revisions is not the newest of its survey here, a survey is not of the area,
    /// or the store fails; nothing is decided then.
    pub fn hold_duplicate(
        &self,
        stays: (SurveyId, Digest),
        goes: &[(SurveyId, Digest)],
        note: &str,
    ) -> Result<(), DeviceError> {
        let (stays, judged) = stays;
        let standing = self.compared(stays, judged)?;
        let mut decisions = Vec::new();
        // The province refuses to approve one before the other is rejected.
        for (id, judged) in goes.iter().copied().filter(|(id, _)| *id != stays) {
            let case = self.compared(id, judged)?;
            if case.stands != ReviewState::Rejected {
                let reason = Some(RejectReason::NikDouble);
                let words = ReviewDraft { reason, note: note.to_owned(), ..self.inner.store.review_draft(id)? };
                decisions.push(self.prepared(id, judged, Verdict::Reject, words));
            }
        }
        if standing.stands != ReviewState::Approved || standing.needs_decision {
            let words = self.inner.store.review_draft(stays)?;
            decisions.push(self.prepared(stays, judged, Verdict::Approve, words));
        }
        self.hold_decisions(decisions)
    }

    /// Holds the approval of those of the surveys that wait and are clean: their seals fit, every attachment
    /// has arrived, no finding or duplicate needs a look, no comment was begun, and every row can be read.
    /// Returns how many.
    ///
    /// # Errors
    /// When the store fails; nothing is decided then.
    pub fn hold_clean(&self, ids: &[SurveyId]) -> Result<u32, DeviceError> {
        let mut decisions = Vec::new();
        for id in ids.iter().copied() {
            let found = match self.inner.store.area_case(id) {
                Err(StoreError::NotFound(_) | StoreError::Damaged(_)) => continue,
                other => other?,
            };
            let case = self.case_of(found.clone())?;
            let Some(words) = self.inner.store.review_draft(id).unless_damaged()? else { continue };
            if is_clean(&found, &case) && words.comments.is_empty() {
                decisions.push(self.prepared(id, case.digest, Verdict::Approve, words));
            }
        }
        let count = u32::try_from(decisions.len()).unwrap_or(u32::MAX);
        self.hold_decisions(decisions)?;
        Ok(count)
    }

    /// Seals what is held, queues it and wakes the worker. The drafts are empty afterwards.
    ///
    /// # Errors
    /// When the store fails; then it is still held.
    pub fn seal_held(&self) -> Result<(), DeviceError> {
        if self.inner.store.held()?.is_empty() {
            return Ok(());
        }
        let count = self.in_seal_context(|context| Ok(self.inner.store.seal_held(context)?))?;
        tracing::info!(count, "decisions were sealed");
        self.after_seal()
    }

    /// The same for what is held longer than it can be taken back. A clock that was set meanwhile says
    /// nothing, so that counts as longer.
    pub(in crate::device) fn seal_overdue(&self) -> Result<(), DeviceError> {
        let now = self.inner.clock.now();
        let fresh = |at: Timestamp| (0..HOLD_MS).contains(&now.0.saturating_sub(at.0));
        if self.inner.store.held()?.iter().any(|held| fresh(held.decided_at)) {
            return Ok(());
        }
        self.seal_held()
    }

    /// Takes back what is held, and says which surveys wait again: none when it is sealed already.
    pub fn take_back(&self) -> Result<Vec<SurveyId>, DeviceError> {
        Ok(self.inner.store.take_back()?)
    }

    /// Decides at once, where nobody is there to take it back.
    ///
    /// # Errors
    /// As [`Device::hold`].
    pub fn decide(&self, id: SurveyId, judged: Digest, verdict: Verdict) -> Result<ReviewId, DeviceError> {
        let decision = self.prepared(id, judged, verdict, self.inner.store.review_draft(id)?);
        let review = decision.id;
        self.hold_decisions(vec![decision])?;
        self.seal_held()?;
        Ok(review)
    }

    /// The same about duplicates; see [`Device::hold_duplicate`].
    ///
    /// # Errors
    /// As [`Device::hold_duplicate`].
    pub fn decide_duplicate(
        &self,
        stays: (SurveyId, Digest),
        goes: &[(SurveyId, Digest)],
        note: &str,
    ) -> Result<(), DeviceError> {
        self.hold_duplicate(stays, goes, note)?;
        self.seal_held()
    }

    /// The same about clean surveys; see [`Device::hold_clean`].
    pub fn approve_clean(&self, ids: &[SurveyId]) -> Result<u32, DeviceError> {
        let count = self.hold_clean(ids)?;
        self.seal_held()?;
        Ok(count)
    }

    /// A survey of which `judged` is the newest revision here.
    fn compared(&self, id: SurveyId, judged: Digest) -> Result<AreaCase, StoreError> {
        let case = self.inner.store.area_case(id)?;
        if case.digest == judged { Ok(case) } else { Err(StoreError::Outdated) }
    }

    fn prepared(&self, survey: SurveyId, judged: Digest, verdict: Verdict, words: ReviewDraft) -> Decision {
        Decision { id: ReviewId(new_id(self.inner.clock.now())), survey, judged, verdict, words }
    }

    fn hold_decisions(&self, decisions: Vec<Decision>) -> Result<(), DeviceError> {
        if decisions.is_empty() {
            return Ok(());
        }
        let count = decisions.len();
        self.in_seal_context(|context| Ok(self.inner.store.hold(decisions, context)?))?;
        tracing::info!(count, "decisions are held");
        Ok(())
    }
}

/// Findings are looked for again: the list may have been made before the other surveys of the village came.
fn is_clean(found: &AreaCase, case: &Case) -> bool {
    let arrived = found.area.attachments.iter().all(|photo| photo.held);
    let waits = found.stands == ReviewState::Received && !found.needs_decision;
    let unremarkable = case.findings.iter().all(|finding| finding.severity == Severity::Note);
    waits && found.seal_fits && arrived && unremarkable && found.finding_count == 0 && found.open_duplicates == 0
}
