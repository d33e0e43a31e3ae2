//! Deciding: one survey, one pair of duplicates, or many surveys without findings.

use sambang_domain::ids::{Digest, ReviewId, SurveyId};
use sambang_domain::review::{RejectReason, ReviewState, Verdict};

use crate::device::{Device, DeviceError};
use crate::platform::new_id;
use crate::store::{AreaCase, Decision, Key, ReviewDraft, SealContext, StoreError, UnlessDamaged};

impl Device {
    /// Seals what the draft holds as a decision about the revision `judged`, queues it and wakes the
    /// worker. The draft is empty afterwards.
    ///
    /// # Errors
    /// When `judged` is not the newest revision here, the draft lacks what the verdict needs, the
    /// survey is not of the area, or the store fails; nothing is decided then.
    pub fn decide(&self, id: SurveyId, judged: Digest, verdict: Verdict) -> Result<ReviewId, DeviceError> {
        let words = self.inner.store.review_draft(id)?;
        let decision = self.prepared(id, judged, verdict, words);
        let review = decision.id;
        self.seal_decisions(vec![decision])?;
        Ok(review)
    }

    /// Decides surveys with one NIK in one step: rejects `goes` as duplicates of `stays` and approves
    /// `stays`, all or nothing. `note` tells the reader of a rejection why. Each survey comes with the digest
    /// of the revision that was compared. One that is rejected or approved already is left as it is.
    ///
    /// # Errors
    /// When one of the revisions is not the newest of its survey here, a survey is not of the area,
    /// or the store fails; nothing is decided then.
    pub fn decide_duplicate(
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
        self.seal_decisions(decisions)
    }

    /// Approves those of the surveys that wait and are clean: their seals fit, every attachment has arrived,
    /// no finding or duplicate needs a look, no comment was begun, and every row can be read. Returns how
    /// many.
    ///
    /// # Errors
    /// When the store fails; nothing is decided then.
    pub fn approve_clean(&self, ids: &[SurveyId]) -> Result<u32, DeviceError> {
        let mut decisions = Vec::new();
        for id in ids.iter().copied() {
            let case = match self.inner.store.area_case(id) {
                Err(StoreError::NotFound(_) | StoreError::Damaged(_)) => continue,
                other => other?,
            };
            let Some(words) = self.inner.store.review_draft(id).unless_damaged()? else { continue };
            if is_clean(&case) && words.comments.is_empty() {
                decisions.push(self.prepared(id, case.digest, Verdict::Approve, words));
            }
        }
        let count = u32::try_from(decisions.len()).unwrap_or(u32::MAX);
        self.seal_decisions(decisions)?;
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

    fn seal_decisions(&self, decisions: Vec<Decision>) -> Result<(), DeviceError> {
        if decisions.is_empty() {
            return Ok(());
        }
        let identity = self.identity()?;
        let context = SealContext {
            person: identity.person.id,
            device: identity.device,
            key: &identity.signing_key().ok_or(DeviceError::IdentityDamaged)?,
            now: self.inner.clock.now(),
            clock_offset_ms: self.inner.store.value_if_sound(Key::ClockOffset)?,
            app_version: &self.inner.app_version,
        };
        let count = decisions.len();
        self.inner.store.decide(decisions, &context)?;
        tracing::info!(count, "decisions were sealed");
        self.after_seal()
    }
}

fn is_clean(case: &AreaCase) -> bool {
    let arrived = case.area.attachments.iter().all(|photo| photo.held);
    let waits = case.stands == ReviewState::Received && !case.needs_decision;
    waits && case.seal_fits && arrived && case.finding_count == 0 && case.open_duplicates == 0
}
