//! Photos arrive in pieces.
//!
//! An upload is a row that says what is to come and a file that holds what has come. The row is
//! there before the file. [`Registry::progress`] settles whatever a crash left: a file that has all
//! its bytes becomes the attachment, and bytes that are reported are durable.
//!
//! Whether somebody else brought the photo shows nowhere: its bytes are taken, checked and thrown away as a
//! double, and only then they count for this person's surveys too.

use sambang_domain::ids::Digest;
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use uuid::Uuid;

use super::brought::offered_for;
use super::ready::Need;
use super::{Caller, Registry, RegistryError};
use crate::authorise::{Action, authorise};
use crate::files::{Files, Part};
use crate::refusal::{OrRefuse, Refusal};
use crate::store::uploads::Upload;
use crate::store::{attachments, brought, uploads};

/// What a device wants to bring.
#[derive(Debug, Clone)]
pub(crate) struct Announced {
    pub(crate) sha256: Digest,
    pub(crate) length: u64,
    /// The Upload-Metadata header as it came.
    pub(crate) metadata: String,
}

/// An upload that was announced.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) upload: Upload,
    /// Where it stands, when that is known without a look at its file: at the end when its owner brought
    /// the attachment and it is held; at the beginning when the upload is new.
    pub(crate) stands: Option<u64>,
}

/// An upload and how many of its bytes are durable.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    pub(crate) upload: Upload,
    pub(crate) offset: u64,
}

impl Registry {
    /// Begins an upload, or finds the one of the same digest.
    pub(crate) async fn announce(&self, caller: &Caller, what: Announced) -> Result<Begun, RegistryError> {
        let offered = caller.person.role == Role::Supervisor;
        authorise(&caller.person, if offered { Action::Offer } else { Action::Upload }, None)?;
        self.expect_room(Need::Photo)?;
        if what.length > self.0.limits.attachment_bytes {
            return Err(Refusal::new(ErrorCode::TooLarge, "the attachment is larger than this server takes").into());
        }
        let id = self.0.clock.mint()?;
        let (upload, held) = self
            .write(async |write| {
                let owner = if offered { offered_for(write, caller, what.sha256).await? } else { caller.person.id };
                let known = attachments::announced(write, owner, what.sha256).await?;
                if known.sizes.is_empty() {
                    return Err(
                        Refusal::new(ErrorCode::AttachmentUnknown, "no revision of yours names this digest").into()
                    );
                }
                if !known.sizes.contains(&what.length) {
                    return Err(Refusal::new(ErrorCode::DigestDiffers, "the revision gives another length").into());
                }
                let upload = uploads::begin(write, &self.wanted(caller, owner, id, what)).await?;
                self.expect_upload_quota(write, caller).await?;
                Ok((upload, known.held))
            })
            .await?;
        let stands = match held {
            true => Some(upload.length),
            false => (upload.id == id).then_some(0),
        };
        Ok(Begun { upload, stands })
    }

    /// The caller's upload of this id.
    pub(crate) async fn upload(&self, caller: &Caller, id: Uuid) -> Result<Upload, RegistryError> {
        let own = authorise(&caller.person, Action::Upload, None);
        own.or_else(|_| authorise(&caller.person, Action::Offer, None))?;
        let found = uploads::find(&mut *self.0.store.read().await?, id).await?;
        let upload = found
            .filter(|upload| upload.person == caller.person.id)
            .or_refuse(ErrorCode::UploadUnknown, "no such upload")?;
        if upload.expires_at <= self.0.clock.now() {
            let expired = Refusal::new(ErrorCode::UploadUnknown, "the upload has expired");
            return Err(Refusal { gone: true, ..expired }.into());
        }
        Ok(upload)
    }

    /// How far an upload has come; it is finished when all bytes are there.
    pub(crate) async fn progress(&self, upload: &Upload) -> Result<Progress, RegistryError> {
        let _turn = self.0.locks.take(upload.id).await;
        let (id, sha256, length) = (upload.id, upload.sha256, upload.length);
        let part = self.with_files(move |files| files.settle(id, sha256, length)).await?;
        let offset = self.settle(upload, part).await?;
        Ok(Progress { upload: upload.clone(), offset })
    }

    /// Refuses bytes for another offset than the one where the upload stands.
    pub(crate) async fn expect_at(&self, upload: &Upload, offset: u64) -> Result<(), RegistryError> {
        let id = upload.id;
        let stands = match self.with_files(move |files| files.find_length(id)).await? {
            Some(written) => written,
            None if self.is_held(upload).await? => upload.length,
            None => 0,
        };
        if stands == offset { Ok(()) } else { Err(elsewhere()) }
    }

    /// Adds bytes at `offset` and says where the upload stands then. The bytes are durable when
    /// `sync` asks for it, or after [`Self::progress`] or [`Self::finish`].
    pub(crate) async fn append<B: AsRef<[u8]> + Send + 'static>(
        &self,
        upload: &Upload,
        offset: u64,
        pieces: Vec<B>,
        sync: bool,
    ) -> Result<u64, RegistryError> {
        let (id, end) = (upload.id, end(upload, offset, &pieces)?);
        if end > offset {
            self.expect_room(Need::Photo)?;
            let _turn = self.0.locks.take(id).await;
            let work = move |files: &Files| {
                let fits = files.append(id, offset, &pieces)?;
                if fits && sync {
                    files.sync(id)?;
                }
                Ok(fits)
            };
            if !self.with_files(work).await? {
                return Err(elsewhere());
            }
        }
        Ok(end)
    }

    /// Adds the last bytes of a request at `offset` and tells how far the upload has come, as
    /// [`Self::progress`] does.
    pub(crate) async fn finish<B: AsRef<[u8]> + Send + 'static>(
        &self,
        upload: &Upload,
        offset: u64,
        pieces: Vec<B>,
    ) -> Result<Progress, RegistryError> {
        if end(upload, offset, &pieces)? == offset {
            return self.progress(upload).await;
        }
        self.expect_room(Need::Photo)?;
        let _turn = self.0.locks.take(upload.id).await;
        let (id, sha256, length) = (upload.id, upload.sha256, upload.length);
        let work = move |files: &Files| match files.append(id, offset, &pieces)? {
            true => files.settle(id, sha256, length).map(Some),
            false => Ok(None),
        };
        let part = self.with_files(work).await?.ok_or_else(elsewhere)?;
        Ok(Progress { upload: upload.clone(), offset: self.settle(upload, part).await? })
    }

    /// Gives an upload up. An attachment that is whole stays.
    pub(crate) async fn cancel(&self, upload: &Upload) -> Result<(), RegistryError> {
        let _turn = self.0.locks.take(upload.id).await;
        self.forget(upload).await
    }

    /// Gives up uploads that expired, and files that belong to no upload. Returns how many.
    pub async fn expire_uploads(&self) -> Result<u64, RegistryError> {
        let expired = uploads::expired(&mut *self.0.store.read().await?, self.0.clock.now()).await?;
        let mut given_up = 0;
        for upload in &expired {
            self.cancel(upload).await?;
            given_up += 1;
        }
        for part in self.with_files(|files| files.parts()).await? {
            // Its upload may be written down at this moment.
            let _turn = self.0.locks.take(part).await;
            if uploads::find(&mut *self.0.store.read().await?, part).await?.is_none() {
                self.with_files(move |files| files.discard(part)).await?;
                given_up += 1;
            }
        }
        Ok(given_up)
    }

    /// Where the upload stands, after repairing whatever a crash left. The caller holds the upload's lock.
    async fn settle(&self, upload: &Upload, part: Part) -> Result<u64, RegistryError> {
        match part {
            Part::Whole => self.take(upload).await?,
            // Its owner brought it by another upload meanwhile.
            _ if self.is_held(upload).await? => self.discard(upload).await?,
            Part::Missing if upload.length > 0 => return Ok(0),
            Part::Begun(written) => return Ok(written),
            Part::Missing | Part::Damaged => {
                self.forget(upload).await?;
                return Err(Refusal::new(ErrorCode::DigestDiffers, "the bytes have another digest").into());
            }
        }
        Ok(upload.length)
    }

    pub(super) async fn forget(&self, upload: &Upload) -> Result<(), RegistryError> {
        self.discard(upload).await?;
        self.write(async |write| {
            uploads::remove(write, upload.id).await?;
            Ok(())
        })
        .await
    }

    pub(super) async fn discard(&self, upload: &Upload) -> Result<(), RegistryError> {
        let id = upload.id;
        self.with_files(move |files| files.discard(id)).await
    }

    /// Whether the upload's owner brought the attachment, and it is held.
    async fn is_held(&self, upload: &Upload) -> Result<bool, RegistryError> {
        Ok(brought::is_held(&mut *self.0.store.read().await?, upload.sha256, upload.owner).await?)
    }
}

/// Where an upload stands after `pieces`.
fn end<B: AsRef<[u8]>>(upload: &Upload, offset: u64, pieces: &[B]) -> Result<u64, Refusal> {
    let added: u64 = pieces.iter().map(|piece| piece.as_ref().len() as u64).sum();
    let end = offset.checked_add(added).filter(|end| *end <= upload.length);
    end.or_refuse(ErrorCode::TooLarge, "there are more bytes than were announced")
}

fn elsewhere() -> RegistryError {
    Refusal::new(ErrorCode::OffsetDiffers, "the upload stands at another byte").into()
}
