//! Every receipt that was given out.

use sambang_domain::wire::v1::SignedReceipt;

use super::{Break, PAGE, Verified};
use crate::registry::{Registry, RegistryError};
use crate::store::receipts::Kept;
use crate::store::{attachments, receipts};

impl Registry {
    pub(super) async fn verify_receipts(&self, verified: &mut Verified) -> Result<(), RegistryError> {
        let mut after = 0;
        loop {
            let mut conn = self.0.store.read().await?;
            let page = receipts::page(&mut conn, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.sequence;
            for kept in &page {
                let broken = Break::Receipt { sequence: kept.sequence };
                let receipt = self.genuine(kept).ok_or_else(|| broken.clone())?;
                for photo in receipt.payload.attachments.iter().filter(|photo| photo.held) {
                    if !attachments::is_held(&mut conn, photo.sha256).await? {
                        return Err(broken.into());
                    }
                }
                verified.receipts += 1;
            }
        }
    }

    /// The receipt, when this server signed it and it is about the revision it is kept for.
    fn genuine(&self, kept: &Kept) -> Option<SignedReceipt> {
        let receipt: SignedReceipt = serde_json::from_str(&kept.body).ok()?;
        (self.0.keys.has_signed(&receipt) && receipt.payload.digest == kept.digest).then_some(receipt)
    }
}
