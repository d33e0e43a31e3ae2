//! A supervisor's sealed decision arrives; whether it is applied is decided here.

use sambang_domain::ids::ReviewId;
use sambang_domain::open::Unknown;
use sambang_domain::review::{Review, ReviewState};
use sambang_domain::seal::Seal;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{
    KnownChange, ReviewNotice, ReviewOutcome, ReviewReceipt, SignedDevicePass, SignedReviewReceipt,
};

use super::chain::Link;
use super::passes::Sealer;
use super::ready::Need;
use super::receipts::main_revision;
use super::sealed;
use super::{AuditAction, Caller, Registry, RegistryError, StoredReview, SurveyState};
use crate::authorise::{Action, authorise};
use crate::refusal::Refusal;
use crate::store::reviews::{self, SealedReview};
use crate::store::rows::RowKey;
use crate::store::{Conn, chain, changes, states};

/// What was brought, and under which address.
#[derive(Debug)]
pub(crate) struct ReviewDelivery {
    pub(crate) id: ReviewId,
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    /// The province's word for the device that sealed it, when the sender has it.
    pub(crate) pass: Option<SignedDevicePass>,
}

/// What came of it: the receipt, and whether the decision was new.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) receipt: SignedReviewReceipt,
    pub(crate) new: bool,
}

impl Registry {
    /// Takes a decision in, whatever becomes of it. Success means that it is durable.
    pub(crate) async fn decide(&self, caller: &Caller, delivery: ReviewDelivery) -> Result<Decided, RegistryError> {
        authorise(&caller.person, Action::Review, None)?;
        self.expect_room(Need::Document)?;
        let sealer = self.sealer(caller, &delivery.bytes, delivery.pass.as_ref()).await?;
        // Nobody hands in the decision of somebody else.
        let caller = if sealer.caller.person.id == caller.person.id { &sealer.caller } else { caller };
        // The sending device is admitted and the sealing one is blocked, so only this decision is refused.
        if caller.device.is_quarantined() {
            return Err(Refusal::new(ErrorCode::SealInvalid, "the device that sealed it is blocked").into());
        }
        let (review, seal) = open(caller, &delivery)?;
        let opened = (review, &seal);
        let deciding = async |write: &mut Conn| self.decide_in(write, caller, &sealer, delivery, opened).await;
        let decided = self.write(deciding).await??;
        let ReviewReceipt { review, survey, outcome, .. } = &decided.receipt.payload;
        tracing::info!(%review, %survey, outcome = outcome.as_str(), new = decided.new, "decision taken in");
        Ok(decided)
    }

    /// The same within a transaction, for what was opened. A refusal beside the error is kept with its transaction.
    async fn decide_in(
        &self,
        write: &mut Conn,
        caller: &Caller,
        sealer: &Sealer,
        delivery: ReviewDelivery,
        (review, seal): (Review, &Seal),
    ) -> Result<Result<Decided, Refusal>, RegistryError> {
        if let Some((held, receipt)) = reviews::find(write, review.id).await? {
            return if held.digest == seal.digest && held.person == caller.person.id {
                Ok(Ok(Decided { receipt: self.0.keys.renewed(receipt)?, new: false }))
            } else {
                Err(Refusal::new(ErrorCode::ContentDiffers, "this decision is here with other bytes").into())
            };
        }
        main_revision(write, review.survey, review.revision).await?;
        self.admit_vouched(write, sealer).await?;
        let link = Link { count: review.sequence, previous: review.previous_seal };
        let before = chain::reviews_at(write, review.device, review.sequence.saturating_sub(1)).await?;
        if !link.fits(&before) {
            self.mark_broken(write, review.device).await?;
            return Ok(Err(Refusal::new(ErrorCode::SealInvalid, "it does not follow the decision before it")));
        }
        let state = states::state(write, review.survey).await?;
        let outcome = outcome(write, caller, &review, &state).await?;
        let stored = StoredReview {
            id: review.id,
            sequence: reviews::next_sequence(write).await?,
            survey: review.survey,
            revision: review.revision,
            digest_judged: review.digest,
            digest: seal.digest,
            device: review.device,
            person: review.person,
            verdict: review.verdict.clone(),
            outcome,
            received_at: self.0.clock.now(),
        };
        let receipt = self.review_receipt(&stored)?;
        let ReviewDelivery { bytes, signature, .. } = delivery;
        let sealed = SealedReview { bytes, signature, device_sequence: review.sequence, receipt: receipt.clone() };
        reviews::insert(write, &stored, &sealed).await?;
        self.tell_of_review(write, caller, review, &stored, &state).await?;
        Ok(Ok(Decided { receipt, new: true }))
    }

    fn review_receipt(&self, review: &StoredReview) -> Result<SignedReviewReceipt, RegistryError> {
        let receipt = ReviewReceipt {
            review: review.id,
            digest: review.digest,
            survey: review.survey,
            revision: review.revision,
            outcome: review.outcome.clone(),
            sequence: review.sequence,
            received_at: review.received_at,
            unknown: Unknown::new(),
        };
        Ok(self.0.keys.sign(receipt)?)
    }

    /// The survey's owner hears of every decision, whatever became of it; so does whoever follows the
    /// area, and when the survey's state changed, the areas of its duplicates too.
    async fn tell_of_review(
        &self,
        write: &mut Conn,
        caller: &Caller,
        review: Review,
        stored: &StoredReview,
        state: &SurveyState,
    ) -> Result<(), RegistryError> {
        let now = stored.received_at;
        let entry = self
            .entry(caller, AuditAction::ReviewReceived, stored.id)
            .with("survey", stored.survey.to_string())
            .with("revision", stored.revision)
            .with("verdict", stored.verdict.as_str())
            .with("standing", stored.outcome.as_str());
        self.log_rows(write, entry, &[RowKey::review(stored.id)]).await?;
        let notice = ReviewNotice {
            review,
            by: caller.person.name.clone(),
            outcome: stored.outcome.clone(),
            sequence: stored.sequence,
            received_at: now,
            unknown: Unknown::new(),
        };
        let change = KnownChange::Review(Box::new(notice));
        changes::write(write, Some(state.owner), &stored.id.to_string(), &change, now).await?;
        states::bump(write, stored.survey, now).await?;
        if stored.outcome == ReviewOutcome::Applied {
            for duplicate in states::duplicates(write, stored.survey).await? {
                states::bump(write, duplicate, now).await?;
            }
        }
        Ok(())
    }
}

/// The outcome of a decision. It is applied when it judged the survey as it stands now, its author is
/// responsible for the survey, and the database accepts it.
async fn outcome(
    write: &mut Conn,
    caller: &Caller,
    review: &Review,
    state: &SurveyState,
) -> Result<ReviewOutcome, RegistryError> {
    if !caller.person.covers(state.village) {
        return Ok(ReviewOutcome::HandedOver);
    }
    let judged = (review.revision, review.digest, review.follows);
    if judged != (state.revision, state.digest, state.review) {
        return Ok(ReviewOutcome::Stale);
    }
    let after = ReviewState::after(&review.verdict).ok_or(invalid("its verdict is not known"))?;
    let applied = states::decide(write, review.survey, &after, review.id).await?;
    Ok(if applied { ReviewOutcome::Applied } else { ReviewOutcome::Duplicate })
}

/// Opens a decision and checks it against its address and its sender.
fn open(caller: &Caller, delivery: &ReviewDelivery) -> Result<(Review, Seal), Refusal> {
    sealed::open(caller, (&delivery.bytes, &delivery.signature), invalid, |review: &Review| {
        [
            (review.id == delivery.id, "it names another review"),
            (review.device == caller.device.id, "it names another device"),
            (review.person == caller.person.id, "it names another person"),
            (review.revision >= 1 && review.sequence >= 1, "numbers count from 1"),
            (i64::try_from(review.sequence).is_ok(), "its count is too large"),
            (review.fault().is_ok(), "it does not say what its verdict needs"),
        ]
    })
}

fn invalid(title: &'static str) -> Refusal {
    Refusal::new(ErrorCode::ReviewInvalid, title)
}
