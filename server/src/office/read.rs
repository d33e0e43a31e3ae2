//! Surveys and photos are opened. Every opening is written down before anything is shown.

use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;

use super::error::OrRefuse;
use super::receipts::{main_revision, subject};
use super::{Caller, Office, OfficeError, Opening, Refusal, StoredRevision};
use crate::authorise::{Action, authorise};
use crate::store::{StoreError, attachments, openings, revisions};

impl Office {
    /// The sealed bytes of a revision and their signature, for those who may read it.
    pub(crate) async fn open_revision(
        &self,
        caller: &Caller,
        survey: SurveyId,
        number: u32,
    ) -> Result<(Vec<u8>, [u8; 64]), OfficeError> {
        let mut conn = self.0.store.read().await?;
        let revision = main_revision(&mut conn, survey, number).await?;
        authorise(&caller.person, Action::Read, Some(subject(&revision)))?;
        let sealed = revisions::sealed(&mut conn, revision.digest).await?.ok_or(StoreError::Damaged("revision"))?;
        drop(conn);
        self.log_opening(caller, &revision, "revision", revision.digest).await?;
        Ok(sealed)
    }

    /// The bytes of a photo, for those who may read a survey that names it.
    pub(crate) async fn open_attachment(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, OfficeError> {
        let mut conn = self.0.store.read().await?;
        let revision = self.readable(&mut conn, caller, sha256).await?;
        if !attachments::is_held(&mut conn, sha256).await? {
            return Err(Refusal::new(ErrorCode::AttachmentUnknown, "the photo has not come yet").into());
        }
        let kinds = attachments::kinds(&mut conn, &revision, sha256).await?;
        drop(conn);
        let kind = kinds.iter().find(|kind| **kind == EvidenceKind::IdentityCard).or(kinds.first());
        self.log_opening(caller, &revision, kind.map_or("attachment", EvidenceKind::as_str), sha256).await?;
        let bytes = self.with_folder(move |folder| folder.read(sha256)).await?;
        Ok(bytes.ok_or(StoreError::Damaged("attachment"))?)
    }

    /// The first revision naming an attachment that the caller may read.
    async fn readable(
        &self,
        conn: &mut crate::store::Conn,
        caller: &Caller,
        sha256: Digest,
    ) -> Result<StoredRevision, OfficeError> {
        let mut refusal = None;
        for revision in revisions::naming(conn, sha256).await? {
            match authorise(&caller.person, Action::Read, Some(subject(&revision))) {
                Ok(()) => return Ok(revision),
                Err(reason) => refusal = Some(reason),
            }
        }
        Err(refusal.or_refuse(ErrorCode::AttachmentUnknown, "no survey names this photo")?.into())
    }

    async fn log_opening(
        &self,
        caller: &Caller,
        revision: &StoredRevision,
        what: &str,
        digest: Digest,
    ) -> Result<(), OfficeError> {
        let opening = Opening {
            at: self.0.clock.now(),
            person: caller.person.id,
            device: caller.device.id,
            what: what.to_owned(),
            survey: Some(revision.survey),
            digest: Some(digest),
        };
        let mut write = self.0.store.write().await?;
        openings::insert(&mut write, &opening).await?;
        Ok(write.commit().await.map_err(StoreError::from)?)
    }
}
