//! Making a picture small in little memory, whatever its file claims.
//!
//! A file of 4 MiB may claim 89 million pixels, and a progressive JPEG of that size takes 786 MiB to decode in
//! full. JPEGs are decoded at an eighth, a quarter or half of their size where that is enough; what would still
//! take too much is refused by its header, before anything is allocated.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageReader, Limits};
use jpeg_decoder::{CodingProcess, Decoder, ImageInfo, PixelFormat};

/// The most bytes that decoding one picture may take.
pub(crate) const MEMORY: usize = 64 * 1024 * 1024;
/// The most pixels that are walked through; a small file that claims more would cost minutes.
const PIXELS: usize = 64_000_000;
/// JPEG quality of a hundred.
const QUALITY: u8 = 75;

/// Why a picture cannot be made small.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ShrinkError {
    /// It is no JPEG that can be decoded.
    #[error(transparent)]
    Jpeg(#[from] jpeg_decoder::Error),
    /// It is no other picture that can be decoded, or the small one cannot be written.
    #[error(transparent)]
    Image(#[from] image::ImageError),
    /// Decoding it would take more than [`MEMORY`].
    #[error("the picture takes more memory than a small one is worth")]
    Large,
    /// Colours that no photo has.
    #[error("the picture's colours are of no known kind")]
    Colours,
}

/// The picture in `bytes` with a long side of at most `side` pixels, as a JPEG.
pub(crate) fn shrink(bytes: &[u8], side: u32) -> Result<Vec<u8>, ShrinkError> {
    let whole = if bytes.starts_with(&[0xff, 0xd8]) { jpeg(bytes, side)? } else { other(bytes)? };
    let small = if whole.width().max(whole.height()) > side { whole.thumbnail(side, side) } else { whole };
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&small.into_rgb8())?;
    Ok(jpeg)
}

fn jpeg(bytes: &[u8], side: u32) -> Result<DynamicImage, ShrinkError> {
    let mut decoder = Decoder::new(Cursor::new(bytes));
    decoder.read_info()?;
    let info = decoder.info().ok_or(ShrinkError::Large)?;
    if usize::from(info.width) * usize::from(info.height) > PIXELS {
        return Err(ShrinkError::Large);
    }
    let side = u16::try_from(side).unwrap_or(u16::MAX);
    // The decoder keeps both proportions at least as large as asked.
    let (width, height) = decoder.scale(side, side)?;
    let room = MEMORY.checked_sub(coefficients(info)).ok_or(ShrinkError::Large)?;
    let pixels = usize::from(width) * usize::from(height) * info.pixel_format.pixel_bytes();
    // Planes of the components, and the pixels put together from them.
    if pixels.saturating_mul(2) > room {
        return Err(ShrinkError::Large);
    }
    let raw = decoder.decode()?;
    let (width, height) = (u32::from(width), u32::from(height));
    let picture = match info.pixel_format {
        PixelFormat::RGB24 => image::RgbImage::from_raw(width, height, raw).map(DynamicImage::from),
        PixelFormat::L8 => image::GrayImage::from_raw(width, height, raw).map(DynamicImage::from),
        PixelFormat::CMYK32 => {
            let rgb = raw.as_chunks::<4>().0.iter().flat_map(|&[c, m, y, k]| [c, m, y].map(|ink| over(ink, k)));
            image::RgbImage::from_raw(width, height, rgb.collect()).map(DynamicImage::from)
        }
        PixelFormat::L16 => None,
    };
    picture.ok_or(ShrinkError::Colours)
}

/// One colour of a pixel in which a printer would lay `ink` and black over each other; cameras store both
/// inverted.
fn over(ink: u8, black: u8) -> u8 {
    u8::try_from(u16::from(ink) * u16::from(black) / 255).unwrap_or(u8::MAX)
}

/// Bytes that the coefficients of the whole picture take. Only a progressive JPEG needs them all at once; how its
/// colours are sampled is not told, so every component counts in full.
fn coefficients(info: ImageInfo) -> usize {
    match info.coding_process {
        CodingProcess::DctProgressive => {
            let samples = usize::from(info.width).div_ceil(8) * usize::from(info.height).div_ceil(8) * 64;
            samples * size_of::<i16>() * info.pixel_format.pixel_bytes()
        }
        CodingProcess::DctSequential | CodingProcess::Lossless => 0,
    }
}

fn other(bytes: &[u8]) -> Result<DynamicImage, ShrinkError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(image::ImageError::from)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MEMORY as u64);
    reader.limits(limits);
    Ok(reader.decode()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG_SIDE: u32 = 320;

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
            (Jpeg, (4000, 3000), (320, 240)),
            (Jpeg, (9000, 30), (320, 1)),
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
        let mut wide = whole.clone();
        wide[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
        for bytes in [b"hello".as_slice(), &[], &[0xff, 0xd8], &whole[..whole.len() / 2], &wide] {
            assert!(shrink(bytes, LONG_SIDE).is_err());
        }
    }

    /// A small file that claims to be a picture of these sides.
    fn claims(progressive: bool, width: u16, height: u16) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
        encoder.set_progressive(progressive);
        encoder.encode(&[90; 64 * 64 * 3], 64, 64, jpeg_encoder::ColorType::Rgb).unwrap();
        let frame = if progressive { 0xc2 } else { 0xc0 };
        let at = bytes.windows(2).position(|marker| marker == [0xff, frame]).unwrap();
        bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
        bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
        bytes
    }

    #[test]
    fn a_picture_that_would_take_hundreds_of_megabytes_or_minutes_is_refused_by_its_header() {
        assert!(matches!(shrink(&claims(true, 9450, 9450), LONG_SIDE), Err(ShrinkError::Large)));
        assert!(matches!(shrink(&claims(true, u16::MAX, u16::MAX), LONG_SIDE), Err(ShrinkError::Large)));
        assert_eq!(size(&shrink(&claims(true, 64, 64), LONG_SIDE).unwrap()), (64, 64));
        assert!(matches!(shrink(&claims(false, 9450, 9450), LONG_SIDE), Err(ShrinkError::Large)));
    }
}
