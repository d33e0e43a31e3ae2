//! Photos and drawn signatures, from what a camera or a finger gives to the
//! bytes that are stored, hashed and sent.
//!
//! [`prepare`] turns any photo into one upright JPEG that fits a slow link,
//! carries no metadata, and is named by its SHA-256. What the camera recorded
//! about time and place comes back beside it as [`Capture`].
//!
//! It promises to refuse, with a reason, whatever is not a whole picture, and
//! to stay within the memory of a small phone for any input. The functions are
//! pure: no disk, no clock, no network. They take up to a second on a slow
//! phone, so call them off the screen's thread.

mod caption;
mod capture;
mod decode;
mod encode;
mod error;
mod format;
mod jpeg;
mod qr;
mod signature;

use std::fmt;

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use sha2::{Digest, Sha256};

pub use self::caption::Caption;
pub use self::capture::Capture;
use self::encode::Budget;
pub use self::error::PhotoError;
pub use self::qr::{QrCodes, read_qr};
pub use self::signature::{SIGNATURE_HEIGHT, SIGNATURE_WIDTH, SignatureError, render_signature};

/// Whether these bytes begin as a picture that is not read here and that a phone's own system may read.
#[must_use]
pub fn is_for_the_platform(bytes: &[u8]) -> bool {
    matches!(format::detect(bytes), Err(PhotoError::Unsupported { format: "HEIC" | "AVIF" }))
}

/// The largest file looked at, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The size a prepared photo stays within, in bytes.
pub const TARGET_BYTES: usize = 200 * 1024;
/// The size a thumbnail stays within, in bytes.
pub const THUMBNAIL_BYTES: usize = 8 * 1024;
/// The longer side of a thumbnail, in pixels.
pub const THUMBNAIL_SIDE: u32 = 240;
/// The shorter side a photo must have, in pixels.
pub const MIN_SIDE: u32 = 64;

/// What a photo shows, which decides how it is scaled and compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhotoKind {
    /// An identity card: at most 1280 px, and its small print stays legible.
    IdentityCard,
    /// A place of business: at most 1600 px.
    Business,
    /// A statement signed on paper: at most 1600 px.
    SignedPaper,
    /// Anything else: at most 1600 px.
    Other,
}

impl PhotoKind {
    /// The longer side of a prepared photo, in pixels.
    #[must_use]
    pub const fn long_side(self) -> u32 {
        match self {
            Self::IdentityCard => 1280,
            Self::Business | Self::SignedPaper | Self::Other => 1600,
        }
    }

    /// Print suffers from compression before scenes do. So it starts at a higher quality, and loses pixels
    /// rather than go below a higher minimum.
    const fn budget(self) -> Budget {
        let (best, floor) = match self {
            Self::IdentityCard => (88, 68),
            Self::SignedPaper => (82, 60),
            Self::Business | Self::Other => (82, 50),
        };
        Budget { bytes: TARGET_BYTES, best, floor }
    }
}

/// A photo ready to store and send.
#[derive(Clone, PartialEq)]
pub struct Prepared {
    /// The JPEG, upright and without metadata, at most [`TARGET_BYTES`].
    pub jpeg: Vec<u8>,
    /// SHA-256 of `jpeg`.
    pub sha256: [u8; 32],
    /// SHA-256 of the pixels and their size, upright, before the caption: names what is on the picture.
    pub picture: [u8; 32],
    /// Width of the JPEG in pixels.
    pub width: u32,
    /// Height of the JPEG in pixels.
    pub height: u32,
    /// A JPEG of at most [`THUMBNAIL_SIDE`] pixels and [`THUMBNAIL_BYTES`].
    pub thumbnail: Vec<u8>,
    /// What the camera recorded in the original file.
    pub exif: Capture,
}

impl Prepared {
    /// The digest in lower-case hexadecimal, the attachment's name.
    #[must_use]
    pub fn sha256_hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// Tells sizes only: pixels and places do not belong in logs.
impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("bytes", &self.jpeg.len())
            .field("width", &self.width)
            .field("height", &self.height)
            .finish_non_exhaustive()
    }
}

/// Turns a camera's file into a photo ready to store and send.
///
/// Reads JPEG, PNG and WebP, whatever the file is called. Smaller photos are
/// not enlarged. The caption, where given, is burned in as a strip at the foot.
///
/// # Errors
/// Each variant of [`PhotoError`] says what is wrong with the file.
pub fn prepare(bytes: &[u8], kind: PhotoKind, caption: Option<&Caption>) -> Result<Prepared, PhotoError> {
    Shot::read(bytes, kind)?.prepare(caption)
}

/// A photo as it comes out of its file: upright, scaled, and nothing written on it yet.
#[derive(Clone)]
pub struct Shot {
    picture: RgbImage,
    kind: PhotoKind,
    digest: [u8; 32],
    /// What the camera recorded in the file.
    pub exif: Capture,
}

impl Shot {
    /// Reads a camera's file, or a photo that was prepared without a caption.
    ///
    /// # Errors
    /// Each variant of [`PhotoError`] says what is wrong with the file.
    pub fn read(bytes: &[u8], kind: PhotoKind) -> Result<Self, PhotoError> {
        match bytes.len() {
            0 => return Err(PhotoError::Empty),
            length if length > MAX_BYTES => return Err(PhotoError::TooLarge { bytes: length }),
            _ => {}
        }
        let decoded = decode::decode(bytes, kind.long_side())?;
        let (exif, orientation) = decoded.exif.map_or((Capture::default(), Orientation::NoTransforms), capture::read);
        // Turning is cheapest when the picture is already small.
        let mut picture = DynamicImage::ImageRgb8(encode::fit(decoded.pixels, kind.long_side())?);
        picture.apply_orientation(orientation);
        let picture = picture.into_rgb8();
        Ok(Self { digest: digest(&picture), picture, kind, exif })
    }

    /// SHA-256 of the size and the pixels: the same picture has it in any file.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// Burns the caption in, where given, and encodes.
    ///
    /// # Errors
    /// When no size fits the budget.
    pub fn prepare(self, caption: Option<&Caption>) -> Result<Prepared, PhotoError> {
        let Self { picture, kind, digest, exif } = self;
        let (picture, jpeg) = compress(picture, kind.budget(), caption)?;
        let (width, height) = picture.dimensions();
        let thumbnail = small(picture)?;
        Ok(Prepared { sha256: Sha256::digest(&jpeg).into(), picture: digest, jpeg, width, height, thumbnail, exif })
    }
}

fn digest(picture: &RgbImage) -> [u8; 32] {
    let (width, height) = picture.dimensions();
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    Sha256::new().chain_update(size).chain_update(picture.as_raw()).finalize().into()
}

/// The small JPEG of a photo that was prepared before, as [`Prepared::thumbnail`].
///
/// # Errors
/// Each variant of [`PhotoError`] says what is wrong with the file.
pub fn thumbnail(photo: &[u8]) -> Result<Vec<u8>, PhotoError> {
    small(decode::decode(photo, THUMBNAIL_SIDE)?.pixels)
}

fn small(picture: RgbImage) -> Result<Vec<u8>, PhotoError> {
    let budget = Budget { bytes: THUMBNAIL_BYTES, best: 75, floor: 30 };
    Ok(compress(encode::fit(picture, THUMBNAIL_SIDE)?, budget, None)?.1)
}

/// Encodes within the budget, taking away pixels when quality alone does not
/// do. The caption is lettered at each size anew, so it stays crisp.
fn compress(mut plain: RgbImage, budget: Budget, caption: Option<&Caption>) -> Result<(RgbImage, Vec<u8>), PhotoError> {
    loop {
        let mut picture = plain.clone();
        if let Some(caption) = caption {
            caption::burn(&mut picture, caption)?;
        }
        if let Some(jpeg) = encode::within(&picture, budget)? {
            return Ok((picture, jpeg));
        }
        let side = plain.width().max(plain.height());
        if side <= MIN_SIDE {
            return Err(PhotoError::internal("no size fits the budget"));
        }
        plain = encode::fit(plain, side * 17 / 20)?;
    }
}
