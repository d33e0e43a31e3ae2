//! A supervisor's tablet as the app would be: fetches its area, seals decisions in a chain, and
//! brings them.

use sambang_domain::ids::{Digest, ReviewId};
use sambang_domain::open::Unknown;
use sambang_domain::review::{Comment, REVIEW_FORMAT, RejectReason, Review, Verdict};
use sambang_domain::seal::{self, REVIEW_RECEIPT_CONTEXT, base64_signature};
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::{
    AreaPage, AreaSurvey, ReviewOutcome, ReviewReceipt, SIGNATURE_HEADER, SignedReviewReceipt,
};

use crate::device::{Device, Sealed};
use crate::world::BEGINNING;

/// A sealed decision.
#[derive(Clone)]
pub(crate) struct SealedReview {
    pub(crate) id: ReviewId,
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
}

/// A survey with a NIK and a family card of its own.
pub(crate) fn distinct(device: &Device, id: u128, photos: &[&[u8]]) -> Survey {
    let mut survey = device.survey(id, photos);
    survey.identity.nik = format!("180302500287{:04}", 9000 + id % 1000);
    survey.identity.family_card = format!("180302150210{:04}", 9000 + id % 1000);
    survey
}

impl Device {
    /// The next decision of this tablet, with what its verdict needs.
    pub(crate) fn review(&self, on: &Sealed, verdict: Verdict, follows: Option<ReviewId>) -> Review {
        let comment = || Comment { path: "identity.nik".into(), text: "Mohon dicek".into(), unknown: Unknown::new() };
        let (count, previous_seal) = self.reviews;
        Review {
            format: REVIEW_FORMAT,
            id: ReviewId(uuid::Uuid::from_u128(self.enrolment.device.0.as_u128() + 1 + u128::from(count))),
            survey: on.survey,
            revision: on.number,
            digest: on.digest,
            follows,
            comments: if verdict == Verdict::Return { vec![comment()] } else { Vec::new() },
            reason: (verdict == Verdict::Reject).then_some(RejectReason::NikDouble),
            verdict,
            note: String::new(),
            person: self.enrolment.person.id,
            device: self.enrolment.device,
            sequence: count + 1,
            previous_seal,
            decided_at: BEGINNING,
            clock_offset_ms: None,
            app_version: "0.1.0".into(),
            unknown: Unknown::new(),
        }
    }

    pub(crate) fn seal_review(&mut self, review: &Review) -> SealedReview {
        let (bytes, seal) = seal::seal(review, &self.key).unwrap();
        self.reviews = (review.sequence, Some(seal.id()));
        SealedReview { id: review.id, bytes, signature: seal.signature }
    }

    pub(crate) async fn put_review(&self, sealed: &SealedReview) -> reqwest::Response {
        let signature = base64_signature::encode(&sealed.signature);
        let request = self.request("PUT", &format!("/v1/reviews/{}", sealed.id));
        request.header(SIGNATURE_HEADER, signature).body(sealed.bytes.clone()).send().await.unwrap()
    }

    /// Brings a decision that must be new; the receipt must be the province's.
    pub(crate) async fn bring_review(&self, sealed: &SealedReview) -> ReviewReceipt {
        let response = self.put_review(sealed).await;
        assert_eq!(response.status(), 201);
        let receipt: SignedReviewReceipt = response.json().await.unwrap();
        let key = hex::decode(&self.enrolment.province.receipt_key).unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
        let told = receipt.verified(REVIEW_RECEIPT_CONTEXT, &key).unwrap();
        assert_eq!((told.review, told.digest), (sealed.id, Digest::of(&sealed.bytes)));
        receipt.payload
    }

    /// Decides and brings it at once: which decision, and what became of it.
    pub(crate) async fn decide(
        &mut self,
        on: &Sealed,
        verdict: Verdict,
        follows: Option<ReviewId>,
    ) -> (ReviewId, ReviewOutcome) {
        let review = self.review(on, verdict, follows);
        let sealed = self.seal_review(&review);
        (sealed.id, self.bring_review(&sealed).await.outcome)
    }

    pub(crate) async fn area(&self, since: u64, limit: u32) -> AreaPage {
        let response = self.get(&format!("/v1/area?since={since}&limit={limit}")).await;
        assert_eq!(response.status(), 200);
        response.json().await.unwrap()
    }

    /// The survey as the tablet would hold it after fetching everything; none when it is not there.
    pub(crate) async fn case(&self, of: &Sealed) -> Option<AreaSurvey> {
        let (mut cursor, mut found) = (0, None);
        loop {
            let page = self.area(cursor, 50).await;
            for change in page.changes.into_iter().filter(|change| change.survey == of.survey) {
                found = change.content.map(|content| *content);
            }
            if !page.more {
                return found;
            }
            cursor = page.cursor;
        }
    }
}
