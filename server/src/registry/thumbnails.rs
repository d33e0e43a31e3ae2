//! Small pictures of photos, for lists. Each is made once, when it is first requested.

use std::sync::LazyLock;

use sambang_domain::ids::Digest;
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;
use tokio::sync::Semaphore;

use super::{AuditAction, Caller, Registry, RegistryError};
use crate::refusal::OrRefuse;
use crate::shrink::shrink;

/// Long side, in pixels. An identity card is smaller, so that nobody reads a NIK off it.
const LONG_SIDE: u32 = 320;
const CARD_LONG_SIDE: u32 = 160;

/// Each takes a processor and up to [`crate::shrink::MEMORY`] while it is made.
static MAKING: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get)));

impl Registry {
    /// A small JPEG of a photo, for those who may read it. Only that of an identity card counts as an
    /// opening.
    pub(crate) async fn thumbnail(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        let shown = self.shown(caller, sha256).await?;
        let is_card = shown.kind == EvidenceKind::IdentityCard;
        let side = if is_card { CARD_LONG_SIDE } else { LONG_SIDE };
        let small = match self.with_files(move |files| files.find_thumbnail(sha256, side)).await? {
            Some(small) => small,
            None => self.make_thumbnail(sha256, side).await?,
        };
        if is_card {
            self.log(&shown.told(self.entry(caller, AuditAction::ThumbnailOpened, sha256))).await?;
        }
        Ok(small)
    }

    async fn make_thumbnail(&self, sha256: Digest, side: u32) -> Result<Vec<u8>, RegistryError> {
        let _turn = MAKING.acquire().await.map_err(|_| RegistryError::Stopped)?;
        let draft = self.0.clock.mint()?;
        let bytes = self.whole(sha256).await?;
        let made = self.with_files(move |files| {
            let small = shrink(&bytes, side);
            if let Ok(small) = &small {
                files.keep_thumbnail(sha256, side, draft, small)?;
            }
            Ok(small)
        });
        let small = made.await?;
        let small = small.inspect_err(|error| tracing::warn!(photo = %sha256, %error, "no thumbnail can be made"));
        Ok(small.or_refuse(ErrorCode::AttachmentUnknown, "the photo cannot be read as a picture")?)
    }
}
