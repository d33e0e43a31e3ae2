//! Surveys and photos are opened. Every opening is written down before anything is shown.

use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedDevicePass;

use super::receipts::{readable_revision, subject};
use super::{AuditAction, Caller, Registry, RegistryError, StoredRevision};
use crate::authorise::{Action, authorise};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::{StoreError, attachments, devices, revisions};

/// What a photo shows.
pub(super) struct Shown {
    pub(super) survey: SurveyId,
    pub(super) kind: EvidenceKind,
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

    /// The bytes of a photo, for those who may read a survey that names it.
    pub(crate) async fn open_attachment(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        let shown = self.shown(caller, sha256).await?;
        let entry = self.entry(caller, AuditAction::AttachmentOpened, sha256);
        self.log(&entry.with("survey", shown.survey.to_string()).with("kind", shown.kind.as_str())).await?;
        self.whole(sha256).await
    }

    /// What a photo that is held shows, for those who may read a survey that names it. A photo that
    /// is an identity card anywhere in that survey counts as one.
    pub(super) async fn shown(&self, caller: &Caller, sha256: Digest) -> Result<Shown, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let revision = self.readable(&mut conn, caller, sha256).await?;
        if !attachments::is_held(&mut conn, sha256).await? {
            return Err(Refusal::new(ErrorCode::AttachmentUnknown, "the photo has not come yet").into());
        }
        let mut kinds = attachments::kinds(&mut conn, &revision, sha256).await?;
        kinds.sort_by_key(|kind| *kind != EvidenceKind::IdentityCard);
        let kind = kinds.into_iter().next().ok_or(StoreError::Damaged("attachment"))?;
        Ok(Shown { survey: revision.survey, kind })
    }

    /// The first revision naming an attachment that the caller may read.
    pub(super) async fn readable(
        &self,
        conn: &mut crate::store::Conn,
        caller: &Caller,
        sha256: Digest,
    ) -> Result<StoredRevision, RegistryError> {
        let mut refusal = None;
        for revision in revisions::naming(conn, sha256).await? {
            match authorise(&caller.person, Action::Read, Some(subject(conn, &revision).await?)) {
                Ok(()) => return Ok(revision),
                Err(reason) => refusal = Some(reason),
            }
        }
        Err(refusal.or_refuse(ErrorCode::AttachmentUnknown, "no survey names this photo")?.into())
    }
}
