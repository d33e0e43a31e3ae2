//! QR codes (ISO/IEC 18004) in a photo of paper or of a screen.

use std::fmt;

use image::RgbImage;
use rqrr::PreparedImage;

use super::{MAX_BYTES, PhotoError, decode, encode};

/// The longer sides at which a photo is looked at, in pixels. Small ones take the grain out of a poor camera's picture,
/// and the paper's texture.
const SIDES: [u32; 3] = [1600, 1000, 640];

/// What QR codes a photo holds.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct QrCodes {
    /// What they say, each text once.
    pub texts: Vec<String>,
    /// There is one that could not be read at any size: blurred, covered, cut.
    pub unread: bool,
}

/// Tells numbers only: what a code says may open something.
impl fmt::Debug for QrCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QrCodes").field("texts", &self.texts.len()).field("unread", &self.unread).finish()
    }
}

/// Finds and reads the QR codes of a photo, in whatever direction it was held. The memory it takes is that of
/// [`prepare`](super::prepare); it takes up to a second on a slow phone.
///
/// # Errors
/// Each variant of [`PhotoError`] says what is wrong with the file. A photo without a code is none.
pub fn read_qr(bytes: &[u8]) -> Result<QrCodes, PhotoError> {
    match bytes.len() {
        0 => return Err(PhotoError::Empty),
        length if length > MAX_BYTES => return Err(PhotoError::TooLarge { bytes: length }),
        _ => {}
    }
    let mut picture = decode::decode(bytes, SIDES[0])?.pixels;
    let mut found = QrCodes::default();
    for side in SIDES {
        picture = encode::fit(picture, side)?;
        let unread = look(&picture, &mut found.texts);
        found.unread = found.texts.is_empty() && (found.unread || unread);
        // One that is read at every size is read at once; only what is left over needs another look.
        if !unread && !found.texts.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Adds what is read in the picture; says whether there is a code that is not.
fn look(picture: &RgbImage, texts: &mut Vec<String>) -> bool {
    let (width, height) = picture.dimensions();
    let grey = |x: usize, y: usize| {
        let pixel = u32::try_from(x).ok().zip(u32::try_from(y).ok()).and_then(|(x, y)| picture.get_pixel_checked(x, y));
        let [red, green, blue] = pixel.map_or([255; 3], |pixel| pixel.0.map(u32::from));
        // What an eye sees of the three (ITU-R BT.601), in 256ths.
        u8::try_from((77 * red + 150 * green + 29 * blue) >> 8).unwrap_or(u8::MAX)
    };
    let mut unread = false;
    for grid in PreparedImage::prepare_from_greyscale(width as usize, height as usize, grey).detect_grids() {
        match grid.decode() {
            Ok((_, text)) if !texts.contains(&text) => texts.push(text),
            Ok(_) => {}
            Err(_) => unread = true,
        }
    }
    unread
}
