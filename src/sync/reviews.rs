//! Sending decisions, in the order in which they were made.

use sambang_domain::ids::{Digest, ReviewId};
use sambang_domain::seal::{REVIEW_RECEIPT_CONTEXT, base64_signature};
use sambang_domain::wire::v1::{SIGNATURE_HEADER, SignedDevicePass, SignedReviewReceipt};

use std::sync::Arc;

use super::run::Run;
use super::transport::Method;
use super::{Client, Engine, Failure, Recovery, client};
use crate::store::OutgoingReview;

impl Engine {
    /// Tries every waiting decision once. One that cannot be sent holds back only later ones about the same
    /// survey.
    ///
    /// # Errors
    /// A failure that the next decision would meet as well.
    pub(super) async fn push_reviews(&self, run: &mut Run) -> Result<(), Failure> {
        for id in self.store.open_reviews()? {
            match self.send_review(id).await {
                Ok(()) => run.answered(),
                Err(failure) => self.settle_review(id, failure, run)?,
            }
        }
        Ok(())
    }

    async fn send_review(&self, id: ReviewId) -> Result<(), Failure> {
        let Some(review) = self.store.review_to_send(id)? else { return Ok(()) };
        self.store.count_review_attempt(id)?;
        let pass = self.store.pass_for(&review.bytes)?;
        let receipt = self.client.put_review(review, pass.as_ref()).await?;
        self.keep_standing(&receipt)
    }

    fn keep_standing(&self, receipt: &SignedReviewReceipt) -> Result<(), Failure> {
        let (review, standing) = (receipt.payload.review, receipt.payload.outcome.as_str());
        if self.store.keep_review_receipt(receipt)? {
            tracing::info!(%review, standing, "a decision was received");
        } else {
            tracing::error!(%review, "a receipt for a decision that was never sealed here");
        }
        Ok(())
    }

    /// Writes down why a decision did not go; an error stops the run.
    fn settle_review(&self, id: ReviewId, failure: Failure, run: &mut Run) -> Result<(), Failure> {
        match failure.recovery() {
            Recovery::NeedsPerson(reason) => {
                tracing::warn!(review = %id, reason = reason.as_str(), "decision blocked");
                self.store.block_review(id, &reason)?;
            }
            _ => {
                tracing::warn!(review = %id, error = %failure, "decision left for later");
                self.store.note_review_trouble(id, &failure.trouble())?;
            }
        }
        run.note(failure)
    }
}

impl Client {
    /// Sends a sealed decision: the very bytes that were signed.
    ///
    /// # Errors
    /// Any [`Failure`]; [`Failure::NotOurServer`] when the receipt is not for these bytes.
    async fn put_review(
        &self,
        review: OutgoingReview,
        pass: Option<&SignedDevicePass>,
    ) -> Result<SignedReviewReceipt, Failure> {
        let OutgoingReview { id, survey, bytes, signature } = review;
        let digest = Digest::of(&bytes);
        let mut request = self.request(Method::Put, &format!("/v1/reviews/{id}"))?;
        request.headers.push(("content-type", "application/json".to_owned()));
        request.headers.push((SIGNATURE_HEADER, base64_signature::encode(&signature)));
        request.headers.extend(client::pass_of(pass)?);
        request.body = Arc::new(bytes);
        let receipt: SignedReviewReceipt = client::expect_json(&self.send(request).await?, &[200, 201])?;
        let genuine = self.receipt_key().is_some_and(|key| receipt.verified(REVIEW_RECEIPT_CONTEXT, &key).is_ok());
        if !genuine {
            return Err(Failure::Unproven);
        }
        let about = (receipt.payload.review, receipt.payload.survey, receipt.payload.digest);
        if about == (id, survey, digest) { Ok(receipt) } else { Err(Failure::NotOurServer) }
    }
}
