//! Photos are held as long as their bytes have their digest. One whose file is gone or has other bytes is not
//! held any more: its owner's devices hear of it by a receipt and send it again, and whoever follows the area
//! hears of it too.

use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;

use super::{AuditAction, Registry, RegistryError};
use crate::refusal::Refusal;
use crate::store::{attachments, audit};

impl Registry {
    /// The bytes of a photo that is held, whole.
    pub(super) async fn whole(&self, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        if let Some(bytes) = self.with_files(move |files| files.find_bytes(sha256)).await?
            && Digest::of(&bytes) == sha256
        {
            return Ok(bytes);
        }
        self.lose_unless_whole(sha256).await?;
        Err(Refusal::new(ErrorCode::AttachmentUnknown, "the photo was lost here and is fetched again").into())
    }

    /// Looks at a photo that was whole once: loses it when its bytes are gone or others, and holds it again when
    /// they are back. Whether it is held is the answer.
    pub(super) async fn lose_unless_whole(&self, sha256: Digest) -> Result<bool, RegistryError> {
        let now = self.0.clock.now();
        // Looked at while nobody else can write: the photo may be coming again at this moment.
        let mut write = self.0.store.write().await?;
        let found = self.with_files(move |files| files.find_measured(sha256)).await?;
        let Some(known) = attachments::find(&mut write, sha256).await? else { return Ok(false) };
        let is_whole = found == Some((sha256, known.size));
        let changed = match is_whole {
            true => attachments::complete(&mut write, sha256, known.size, now).await?,
            false => attachments::lose(&mut write, sha256, now).await?,
        };
        if changed {
            self.tell_owners(&mut write, sha256, None).await?;
            if !is_whole {
                audit::write(&mut write, &self.act_at(now, AuditAction::AttachmentLost, sha256)).await?;
                tracing::error!(photo = %sha256, "a photo was lost; it is fetched again from the devices");
            }
            write.commit().await?;
        }
        Ok(is_whole)
    }
}
