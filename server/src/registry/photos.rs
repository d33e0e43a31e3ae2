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
        let found = self.with_files(move |files| files.find_measured(sha256)).await?;
        self.write(async |write| {
            let Some(known) = attachments::find(write, sha256).await? else { return Ok(false) };
            // One that is lost is looked at once more while nobody else can write: it may have come again meanwhile.
            let whole = Some((sha256, known.size));
            let is_whole = found == whole || self.0.files.find_measured(sha256)? == whole;
            let changed = match is_whole {
                true => attachments::complete(write, sha256, known.size, now).await?,
                false => attachments::lose(write, sha256, now).await?,
            };
            if changed {
                self.tell_owners(write, sha256, None).await?;
                if !is_whole {
                    audit::write(write, &self.act_at(now, AuditAction::AttachmentLost, sha256)).await?;
                    tracing::error!(photo = %sha256, "a photo was lost; it is fetched again from the devices");
                }
            }
            Ok(is_whole)
        })
        .await
    }
}
