//! Receipts: what the server holds of a revision, signed.

use std::collections::BTreeSet;

use sambang_domain::ids::{Digest, PersonId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{KnownChange, Receipt, SignedReceipt};

use super::{AuditAction, Caller, Registry, RegistryError, RevisionKind, StoredRevision};
use crate::authorise::{Action, Subject, authorise};
use crate::refusal::OrRefuse;
use crate::store::brought::Naming;
use crate::store::rows::RowKey;
use crate::store::{Conn, attachments, brought, changes, history, receipts, revisions, states};

impl Registry {
    /// A fresh receipt of a revision, for those who may read it.
    pub(crate) async fn receipt(
        &self,
        caller: &Caller,
        survey: SurveyId,
        number: u32,
    ) -> Result<SignedReceipt, RegistryError> {
        let mut conn = self.0.store.read().await?;
        let revision = readable_revision(&mut conn, caller, survey, number).await?;
        self.issue(&mut conn, &revision).await
    }

    /// Writes and signs what is held of `revision` as `conn` sees it.
    pub(super) async fn issue(
        &self,
        conn: &mut Conn,
        revision: &StoredRevision,
    ) -> Result<SignedReceipt, RegistryError> {
        let newest = receipts::find_newest(conn, revision.sequence).await?;
        self.issue_as(conn, revision, newest.map(|(number, _)| number)).await
    }

    /// The same, and keeps it: the revision or one of its photos has just come.
    pub(super) async fn issue_and_keep(
        &self,
        conn: &mut Conn,
        revision: &StoredRevision,
    ) -> Result<SignedReceipt, RegistryError> {
        let kept_as = receipts::next_number(conn).await?;
        let receipt = self.issue_as(conn, revision, Some(kept_as)).await?;
        receipts::insert(conn, kept_as, revision.sequence, &receipt, receipt.payload.issued_at).await?;
        Ok(receipt)
    }

    async fn issue_as(
        &self,
        conn: &mut Conn,
        revision: &StoredRevision,
        kept_as: Option<u64>,
    ) -> Result<SignedReceipt, RegistryError> {
        // The clock may have been put back since the one before.
        let before = receipts::find_newest(conn, revision.sequence).await?.map(|(_, issued_at)| issued_at);
        let issued_at = self.0.clock.now().max(revision.received_at).max(before.unwrap_or(revision.received_at));
        let receipt = Receipt {
            survey: revision.survey,
            revision: revision.number,
            digest: revision.digest,
            sequence: revision.sequence,
            number: revision.receipt_number.clone(),
            received_at: revision.received_at,
            issued_at,
            attachments: attachments::of_revision(conn, revision.sequence).await?,
            standing: None,
            epoch: Some(history::epoch(conn).await?),
            kept_as,
            unknown: Unknown::new(),
        };
        Ok(self.0.keys.sign(receipt)?)
    }

    /// Keeps a fresh receipt of every revision that names an attachment which its person brought, and tells
    /// their owners and whoever follows their areas; only those of `owner` when there is one.
    pub(super) async fn tell_owners(
        &self,
        conn: &mut Conn,
        sha256: Digest,
        owner: Option<PersonId>,
    ) -> Result<(), RegistryError> {
        let now = self.0.clock.now();
        let (mut surveys, mut told, mut kept) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        for Naming { revision, .. } in brought::namings(conn, sha256).await? {
            let concerned = revision.kind == RevisionKind::Main && owner.is_none_or(|owner| owner == revision.person);
            if concerned && told.insert(revision.sequence) {
                surveys.insert(revision.survey);
                kept.extend(self.keep_and_tell(conn, &revision).await?.payload.kept_as.map(RowKey::receipt));
            }
        }
        if !kept.is_empty() {
            self.log_rows(conn, self.act_at(now, AuditAction::ReceiptsKept, sha256), &kept).await?;
        }
        for survey in surveys {
            states::bump(conn, survey, now).await?;
        }
        Ok(())
    }

    /// Keeps a fresh receipt and tells the survey's owner of it.
    pub(super) async fn keep_and_tell(
        &self,
        conn: &mut Conn,
        revision: &StoredRevision,
    ) -> Result<SignedReceipt, RegistryError> {
        let receipt = self.issue_and_keep(conn, revision).await?;
        let subject = format!("{}/{}", revision.survey, revision.number);
        let change = KnownChange::Receipt(Box::new(receipt.clone()));
        changes::write(conn, Some(revision.person), &subject, &change, receipt.payload.issued_at).await?;
        Ok(receipt)
    }
}

/// The main revision of this number, for those who may read it.
pub(super) async fn readable_revision(
    conn: &mut Conn,
    caller: &Caller,
    survey: SurveyId,
    number: u32,
) -> Result<StoredRevision, RegistryError> {
    let revision = main_revision(conn, survey, number).await?;
    authorise(&caller.person, Action::Read, Some(subject(conn, &revision).await?))?;
    Ok(revision)
}

/// The main revision of this number.
pub(super) async fn main_revision(
    conn: &mut Conn,
    survey: SurveyId,
    number: u32,
) -> Result<StoredRevision, RegistryError> {
    let all = revisions::numbered(conn, survey, number).await?;
    let main = all.into_iter().find(|revision| revision.kind == RevisionKind::Main);
    Ok(main.or_refuse(ErrorCode::RevisionUnknown, "no such revision")?)
}

/// Whether the caller may read a revision.
pub(super) async fn may_read(
    conn: &mut Conn,
    caller: &Caller,
    revision: &StoredRevision,
) -> Result<bool, RegistryError> {
    let subject = subject(conn, revision).await?;
    Ok(authorise(&caller.person, Action::Read, Some(subject)).is_ok())
}

/// The subject that decides who may read `revision`: the survey's area by its newest revision. When a
/// correction moves a survey, the supervisor of the earlier area can no longer read its earlier revisions.
async fn subject(conn: &mut Conn, revision: &StoredRevision) -> Result<Subject, RegistryError> {
    let village = states::find(conn, revision.survey).await?.map_or(revision.village, |state| state.village);
    Ok(Subject { owner: revision.person, village })
}
