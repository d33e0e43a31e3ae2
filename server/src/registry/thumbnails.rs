//! Small pictures of photos, for lists. Each is made once, when it is first requested.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageError, ImageReader, Limits};
use sambang_domain::ids::Digest;
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;
use tokio::sync::Semaphore;

use super::{AuditAction, Caller, Registry, RegistryError};
use crate::refusal::OrRefuse;

/// Long side, in pixels. An identity card is smaller, so that nobody reads a NIK off it.
const LONG_SIDE: u32 = 320;
const CARD_LONG_SIDE: u32 = 160;
/// JPEG quality of a hundred.
const QUALITY: u8 = 75;
/// No phone takes a larger photo; a small file that claims larger dimensions is refused.
const LARGEST_SIDE: u32 = 12_000;
const MEMORY: u64 = 256 * 1024 * 1024;

/// Each takes a processor and much memory while it is made, so only so many are made at once.
static MAKING: Semaphore = Semaphore::const_new(2);

impl Registry {
    /// A small JPEG of a photo, for those who may read a survey that names it. Only that of an
    /// identity card counts as an opening.
    pub(crate) async fn thumbnail(&self, caller: &Caller, sha256: Digest) -> Result<Vec<u8>, RegistryError> {
        let shown = self.shown(caller, sha256).await?;
        let is_card = shown.kind == EvidenceKind::IdentityCard;
        let side = if is_card { CARD_LONG_SIDE } else { LONG_SIDE };
        let small = match self.with_files(move |files| files.find_thumbnail(sha256, side)).await? {
            Some(small) => small,
            None => self.make_thumbnail(sha256, side).await?,
        };
        if is_card {
            let entry = self.entry(caller, AuditAction::ThumbnailOpened, sha256);
            self.log(&entry.with("survey", shown.survey.to_string())).await?;
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

/// The picture in `bytes` with a long side of at most `side` pixels, as a JPEG.
fn shrink(bytes: &[u8], side: u32) -> Result<Vec<u8>, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LARGEST_SIDE);
    limits.max_image_height = Some(LARGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let whole = reader.decode()?;
    let small = if whole.width().max(whole.height()) > side { whole.thumbnail(side, side) } else { whole };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&small.into_rgb8())?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
        let picture =
            image::RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 90]));
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn size(jpeg: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn the_long_side_shrinks_and_a_small_picture_stays_as_it_is() {
        use image::ImageFormat::{Jpeg, Png};
        for (format, whole, small) in [
            (Jpeg, (1280, 807), (320, 202)),
            (Jpeg, (600, 1200), (160, 320)),
            (Png, (640, 640), (320, 320)),
            (Png, (120, 90), (120, 90)),
        ] {
            let made = shrink(&picture(whole.0, whole.1, format), LONG_SIDE).unwrap();
            assert_eq!(size(&made), small);
            assert!(made.len() < 60_000, "{} bytes", made.len());
        }
    }

    #[test]
    fn what_is_no_picture_or_a_cut_or_a_huge_one_is_an_error() {
        let whole = picture(200, 200, image::ImageFormat::Png);
        let wide = picture(LARGEST_SIDE + 1, 1, image::ImageFormat::Png);
        for bytes in [b"hello".as_slice(), &[], &whole[..whole.len() / 2], &wide] {
            assert!(shrink(bytes, LONG_SIDE).is_err());
        }
    }
}
