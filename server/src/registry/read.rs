//! Surveys and photos are opened. Every opening is written down before anything is shown.

use sambang_domain::ids::{Digest, PersonId, SurveyId};
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedDevicePass;

use super::receipts::{may_read, readable_revision};
use super::{AuditAction, AuditEntry, Caller, Registry, RegistryError, RevisionKind};
use crate::refusal::Refusal;
use crate::store::brought::Naming;
use crate::store::{StoreError, attachments, brought, devices, revisions};

/// What a photo shows, and by which survey it is opened.
pub(super) struct Shown {
    survey: SurveyId,
    /// Whose survey it is.
    owner: PersonId,
    pub(super) kind: EvidenceKind,
}

impl Shown {
    /// An entry of the log about the photo that tells all this.
    pub(super) fn told(&self, entry: AuditEntry) -> AuditEntry {
        let entry = entry.with("survey", self.survey.to_string()).with("owner", self.owner.to_string());
        entry.with("kind", self.kind.as_str())
    }
}

impl Registry {
    /// The sealed bytes of a revision, their signature, and the word for the device that sealed them, for those who may
    /// read it.
    pub(crate) async fn open_revision(
        &self,
        caller: &Caller,
        survey: SurveyId,
        number: u32,
    ) -> Result<(Vec<u8>, [u8; 64], SignedDevicePass), RegistryError> {
        let mut conn = self.0.store.read().await?;
        let revision = readable_revision(&mut conn, caller, survey, number).await?;
        let (bytes, signature) =
            revisions::find_sealed(&mut conn, revision.digest).await?.ok_or(StoreError::Damaged("revision"))?;
        let device = devices::device(&mut conn, revision.device).await?;
        drop(conn);
        let pass = self.pass(device.id, device.person, &hex::encode(device.public_key))?;
        let entry = self.entry(caller, AuditAction::RevisionOpened, revision.survey);
        self.log(&entry.with("revision", revision.number).with("digest", revision.digest.to_hex())).await?;
        Ok((bytes, signature, pass))
    }

    /// The bytes of a photo, for those who may read a survey that it belongs to.
    pub(crate) async fn open_attachment(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        let shown = self.shown(caller, sha256).await?;
        self.log(&shown.told(self.entry(caller, AuditAction::AttachmentOpened, sha256))).await?;
        self.whole(sha256).await
    }

    /// What a photo that is held shows, and by which survey the caller sees it. Only surveys of people who
    /// brought its bytes count; of those the caller may read, the one that names it the most personal thing, and
    /// the earliest of these. What it shows is the most personal thing that any of them names it.
    ///
    /// # Errors
    /// Where there is none the refusal is always the same: it does not tell whether the photo is here.
    pub(super) async fn shown(&self, caller: &Caller, sha256: Digest) -> Result<Shown, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let mut namings = brought::namings(&mut conn, sha256).await?;
        namings.sort_by_key(|naming| publicity(&naming.kind));
        if attachments::is_held(&mut conn, sha256).await? {
            for Naming { revision, .. } in &namings {
                if revision.kind == RevisionKind::Main && may_read(&mut conn, caller, revision).await? {
                    let (survey, owner) = (revision.survey, revision.person);
                    let kind = namings.first().map(|naming| naming.kind.clone());
                    return Ok(Shown { survey, owner, kind: kind.ok_or(StoreError::Damaged("attachment"))? });
                }
            }
        }
        Err(Refusal::new(ErrorCode::AttachmentUnknown, "no survey shows this photo").into())
    }
}

/// Photos that show more of a person than a picture of the business, the most personal first.
const PERSONAL: [EvidenceKind; 4] = [
    EvidenceKind::IdentityCard,
    EvidenceKind::SignedStatement,
    EvidenceKind::DrawnSignature,
    EvidenceKind::LegalityDocument,
];

/// The place of a kind in the order from the most personal photos to pictures of the business.
fn publicity(kind: &EvidenceKind) -> usize {
    PERSONAL.iter().position(|personal| personal == kind).unwrap_or(PERSONAL.len())
}
