//! A photo that comes whole with the request that announces it is written and told of in one go: one file, one
//! transaction. Only what a cut leaves becomes an upload that is gone on with.

use sambang_domain::ids::PersonId;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use uuid::Uuid;

use super::ready::Need;
use super::uploads::{Announced, Progress};
use super::{Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::refusal::Refusal;
use crate::store::uploads::Upload;
use crate::store::{Conn, attachments, brought, uploads};

impl Registry {
    /// Whether this is a photo of the caller's own of which nothing has come. Of everything else, what is refused
    /// included, [`Registry::announce`] tells.
    pub(crate) async fn may_come_whole(&self, caller: &Caller, what: &Announced) -> Result<bool, RegistryError> {
        if caller.person.role == Role::Supervisor || authorise(&caller.person, Action::Upload, None).is_err() {
            return Ok(false);
        }
        let (person, mut conn) = (caller.person.id, self.0.store.read().await?);
        let known = attachments::announced(&mut conn, person, what.sha256).await?;
        Ok(known.sizes.contains(&what.length)
            && !known.held
            && !uploads::is_begun(&mut conn, person, what.sha256).await?)
    }

    /// Takes such a photo in, all of whose bytes are there. Success means that it is durable.
    ///
    /// # Errors
    /// A refusal when the bytes have another digest; nothing of them is kept then.
    pub(crate) async fn take_whole<B: AsRef<[u8]> + Send + 'static>(
        &self,
        caller: &Caller,
        what: Announced,
        pieces: Vec<B>,
    ) -> Result<Progress, RegistryError> {
        self.expect_room(Need::Photo)?;
        let wanted = self.wanted(caller, caller.person.id, self.0.clock.mint()?, what);
        let (id, sha256) = (wanted.id, wanted.sha256);
        // Whoever tidies up finds a file without an upload for a moment.
        let _turn = self.0.locks.take(id).await;
        if !self.with_files(move |files| files.put(id, sha256, &pieces)).await? {
            return Err(Refusal::new(ErrorCode::DigestDiffers, "the bytes have another digest").into());
        }
        let upload = self
            .write(async |write| {
                let upload = uploads::begin(write, &wanted).await?;
                self.note_brought(write, &upload).await?;
                Ok(upload)
            })
            .await?;
        tracing::info!(upload = %upload.id, bytes = upload.length, "attachment whole");
        let offset = upload.length;
        Ok(Progress { upload, offset })
    }

    /// An upload that begins now.
    pub(super) fn wanted(&self, caller: &Caller, owner: PersonId, id: Uuid, what: Announced) -> Upload {
        let now = self.0.clock.now();
        Upload {
            id,
            sha256: what.sha256,
            length: what.length,
            person: caller.person.id,
            owner,
            device: caller.device.id,
            metadata: what.metadata,
            created_at: now,
            expires_at: self.0.limits.upload_expiry(now),
        }
    }

    /// Writes down for whom the bytes of an attachment were brought, which are durable.
    pub(super) async fn note_brought(&self, write: &mut Conn, upload: &Upload) -> Result<(), RegistryError> {
        let Upload { sha256, length, owner, .. } = *upload;
        let back = attachments::complete(write, sha256, length, self.0.clock.now()).await?;
        let new = brought::note(write, sha256, owner).await?;
        if back || new {
            // Others hear of it only when what they brought was lost and is back.
            self.tell_owners(write, sha256, (!back).then_some(owner)).await?;
        }
        Ok(())
    }
}
