//! Every decision of a device: digest, seal, row, receipt and place in the chain.

use ed25519_dalek::VerifyingKey;
use sambang_domain::review::Review;
use sambang_domain::seal::Seal;

use super::chain::Chain;
use super::{Break, Breaks, PAGE};
use crate::registry::chain::Link;
use crate::registry::sealed::{Unsound, reopen};
use crate::registry::{Device, Registry, RegistryError, StoredReview};
use crate::store::province;
use crate::store::reviews::{self, SealedReview};

impl Registry {
    pub(super) async fn verify_reviews(
        &self,
        device: &Device,
        key: &VerifyingKey,
        found: &mut Breaks,
    ) -> Result<(), RegistryError> {
        let stated = province::all(&mut *self.0.store.read().await?).await?;
        let mut chain = Chain::default();
        let mut after = (0, 0);
        loop {
            let page = reviews::page(&mut *self.0.store.read().await?, device.id, after, PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = *last;
            for (_, row) in page {
                let Some((row, sealed)) = found.readable("a review", row) else { continue };
                let (review, seal) = match opened(&row, &sealed, key) {
                    Ok(opened) => opened,
                    Err(broken) => {
                        found.add(broken);
                        continue;
                    }
                };
                let mut holds = true;
                if !row_agrees(&row, sealed.device_sequence, &review) {
                    (holds, _) = (false, found.add(Break::ReviewRow { review: row.id }));
                }
                let changes = stated.iter().filter(|stated| stated.reviews < row.sequence).count();
                if !self.receipt_agrees(&row, &sealed, changes) {
                    (holds, _) = (false, found.add(Break::ReviewReceipt { review: row.id }));
                }
                let link = Link { count: review.sequence, previous: review.previous_seal };
                if !chain.fits(&link, seal.id(), &mut found.verified) && device.is_news(row.received_at) {
                    found.add(Break::ReviewChain { device: device.id, sequence: link.count });
                    self.mark(device).await?;
                }
                found.verified.reviews += u64::from(holds);
            }
        }
    }

    /// Whether this server signed the receipt with the key after so many statements, and the row says the same.
    fn receipt_agrees(&self, row: &StoredReview, sealed: &SealedReview, changes: usize) -> bool {
        let receipt = &sealed.receipt.payload;
        self.0.keys.has_signed_after(&sealed.receipt, changes)
            && (receipt.review, receipt.digest, receipt.survey) == (row.id, row.digest, row.survey)
            && (receipt.revision, receipt.sequence) == (row.revision, row.sequence)
            && (&receipt.outcome, receipt.received_at) == (&row.outcome, row.received_at)
    }
}

fn opened(row: &StoredReview, sealed: &SealedReview, key: &VerifyingKey) -> Result<(Review, Seal), Break> {
    let review = row.id;
    reopen(row.digest, (&sealed.bytes, &sealed.signature), key).map_err(|unsound| match unsound {
        Unsound::Digest => Break::ReviewDigest { review },
        Unsound::Seal => Break::ReviewSeal { review },
        Unsound::Form => Break::ReviewRow { review },
    })
}

fn row_agrees(row: &StoredReview, count: u64, review: &Review) -> bool {
    (row.id, row.survey, row.revision) == (review.id, review.survey, review.revision)
        && (row.digest_judged, row.device, row.person) == (review.digest, review.device, review.person)
        && (&row.verdict, count) == (&review.verdict, review.sequence)
}
