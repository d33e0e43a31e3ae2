//! Every receipt that was given out, and that one told of everybody who is noted to have brought a photo.

use std::collections::BTreeSet;

use sambang_domain::wire::v1::{Receipt, SignedReceipt};

use super::{Break, Breaks, PAGE};
use crate::registry::{Registry, RegistryError, RevisionKind};
use crate::store::province::{self, Stated};
use crate::store::receipts::Kept;
use crate::store::{brought, receipts};

/// Earlier servers read the clock once for a receipt and once for its row.
const SAME_MOMENT_MS: u64 = 60_000;

impl Registry {
    pub(super) async fn verify_receipts(&self, found: &mut Breaks) -> Result<(), RegistryError> {
        // Read first: the receipt of what is written down later may not be met below.
        let mut untold = BTreeSet::new();
        for row in self.0.store.read_long(brought::told).await? {
            untold.extend(found.readable("who brought a photo", row));
        }
        let stated = province::all(&mut *self.0.store.read().await?).await?;
        let mut after = 0;
        loop {
            let mut conn = self.0.store.read().await?;
            let page = receipts::page(&mut conn, after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for (sequence, kept) in page {
                let Some(kept) = found.readable(&format!("receipt {sequence}"), kept) else { continue };
                let mut holds = true;
                match self.genuine(sequence, &kept, &stated) {
                    Some(receipt) => {
                        for photo in receipt.payload.attachments.iter().filter(|photo| photo.held) {
                            let person = kept.revision.person;
                            untold.remove(&(photo.sha256, person));
                            holds &= brought::find(&mut conn, photo.sha256, person).await?.is_some();
                        }
                    }
                    None => holds = false,
                }
                match holds {
                    true => found.verified.receipts += 1,
                    false => found.add(Break::Receipt { sequence }),
                }
            }
        }
        for (digest, person) in untold {
            found.add(Break::Brought { digest, person });
        }
        for sequence in self.0.store.read_long(receipts::lacking).await? {
            found.add(Break::ReceiptMissing { sequence });
        }
        Ok(())
    }

    /// The receipt, when this server signed it with the key of its time and it says what the row of its revision says.
    fn genuine(&self, sequence: u64, kept: &Kept, stated: &[Stated]) -> Option<SignedReceipt> {
        let receipt: SignedReceipt = serde_json::from_str(&kept.body).ok()?;
        let changes = stated.iter().filter(|stated| stated.receipts < sequence).count();
        let (Receipt { survey, revision: number, digest, sequence, number: told, .. }, row) =
            (&receipt.payload, &kept.revision);
        let same = (*survey, *number, *digest) == (row.survey, row.number, row.digest)
            && (*sequence, told) == (row.sequence, &row.receipt_number)
            && receipt.payload.received_at == row.received_at
            && receipt.payload.issued_at.0.abs_diff(kept.issued_at.0) < SAME_MOMENT_MS
            && row.kind == RevisionKind::Main;
        (same && self.0.keys.has_signed_after(&receipt, changes)).then_some(receipt)
    }
}
