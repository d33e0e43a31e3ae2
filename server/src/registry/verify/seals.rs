//! Every revision of a device: digest, seal, row and place in the chain.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::seal::{Revision, Seal};

use super::chain::{Chain, Link};
use super::{Break, PAGE, Verified};
use crate::registry::sealed::{Unsound, reopen};
use crate::registry::{Device, Registry, RegistryError, RevisionKind, StoredRevision};
use crate::store::{StoreError, attachments, revisions};

impl Registry {
    pub(super) async fn verify_device(&self, device: &Device, verified: &mut Verified) -> Result<(), RegistryError> {
        let key = VerifyingKey::from_bytes(&device.public_key).map_err(|_| StoreError::Damaged("device"))?;
        let mut chain = Chain::default();
        let mut after = (0, 0);
        loop {
            let mut conn = self.0.store.read().await?;
            let page = revisions::page(&mut conn, device.id, after, PAGE).await?;
            let Some((last, count, ..)) = page.last() else { break };
            after = (*count, i64::try_from(last.sequence).unwrap_or(i64::MAX));
            for (row, count, bytes, signature) in &page {
                let (revision, seal) = opened((row.survey, row.number), row.digest, (bytes, signature), &key)?;
                let named = attachments::of_revision(&mut conn, row.sequence).await?;
                let photos = named.iter().map(|photo| (photo.sha256, photo.size_bytes));
                let same_photos = photos.eq(revision.survey.evidence.iter().map(|p| (p.sha256, p.size_bytes)));
                if !same_photos || !row_agrees(row, *count, &revision) {
                    return Err(Break::Row { survey: row.survey, number: row.number }.into());
                }
                verified.missing += named.iter().filter(|photo| !photo.held).count() as u64;
                match row.kind {
                    RevisionKind::Main => verified.revisions += 1,
                    RevisionKind::Conflict => verified.conflicts += 1,
                }
                let link = Link { count: revision.sequence, previous: revision.previous_seal, id: seal.id() };
                if !chain.fits(&link, verified) {
                    return Err(Break::Chain { device: device.id, sequence: link.count }.into());
                }
            }
        }
        self.verify_reviews(device, &key, verified).await?;
        self.verify_quarantine(device, &key, verified).await
    }
}

/// Opens what stands in a row of this survey, number and digest.
pub(super) fn opened(
    (survey, number): (SurveyId, u32),
    digest: Digest,
    sealed: (&[u8], &[u8; 64]),
    key: &VerifyingKey,
) -> Result<(Revision, Seal), Break> {
    reopen(digest, sealed, key).map_err(|unsound| match unsound {
        Unsound::Digest => Break::Digest { survey, number },
        Unsound::Seal => Break::Seal { survey, number },
        Unsound::Form => Break::Row { survey, number },
    })
}

fn row_agrees(row: &StoredRevision, count: i64, revision: &Revision) -> bool {
    row.survey == revision.survey.id
        && row.number == revision.number
        && row.device == revision.device
        && row.person == revision.person
        && u64::try_from(count) == Ok(revision.sequence)
}
