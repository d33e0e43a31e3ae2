//! For whom a photo is held: whoever brought its bytes. Knowing a digest, and naming it, opens nothing.

use sambang_domain::ids::{Digest, PersonId};
use sambang_domain::wire::ErrorCode;

use super::receipts::may_read;
use super::{Caller, Registry, RegistryError, Upload};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::{Conn, attachments, brought, revisions};

impl Registry {
    /// Makes the bytes of a whole upload the attachment and writes down for whom they were brought.
    pub(super) async fn take(&self, upload: &Upload) -> Result<(), RegistryError> {
        let (id, sha256, owner) = (upload.id, upload.sha256, upload.owner);
        if owner != upload.person && !counts_for(&mut *self.0.store.read().await?, sha256, owner).await? {
            self.forget(upload).await?;
            return Err(Refusal::new(ErrorCode::AttachmentUnknown, "the photo's own device must bring it").into());
        }
        self.with_files(move |files| files.publish(id, sha256)).await?;
        self.write(async |write| self.note_brought(write, upload).await).await?;
        tracing::info!(upload = %id, bytes = upload.length, "attachment whole");
        self.discard(upload).await
    }
}

/// Whose photo a supervisor brings back: of those whose surveys the supervisor may read, the one who brought it
/// before, or else who named it first.
pub(super) async fn offered_for(conn: &mut Conn, caller: &Caller, sha256: Digest) -> Result<PersonId, RegistryError> {
    let mut naming = Vec::new();
    for revision in revisions::naming(conn, sha256).await? {
        if naming.contains(&revision.person) || !may_read(conn, caller, &revision).await? {
            continue;
        }
        if brought::find(conn, sha256, revision.person).await?.is_some() {
            return Ok(revision.person);
        }
        naming.push(revision.person);
    }
    let first = naming.into_iter().next();
    Ok(first.or_refuse(ErrorCode::AttachmentUnknown, "no survey of the work area names this digest")?)
}

/// Whether what a supervisor brings back can only be meant for this person: the bytes may lie on the tablet by
/// another one's survey, and would open them to whoever merely names them.
async fn counts_for(conn: &mut Conn, sha256: Digest, owner: PersonId) -> Result<bool, RegistryError> {
    Ok(brought::find(conn, sha256, owner).await?.is_some()
        || !attachments::is_named_by_others(conn, sha256, owner).await?)
}
