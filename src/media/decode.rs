//! From file bytes to RGB pixels, at a size near the wanted one and within a
//! memory limit.
//!
//! Sizes are judged from headers before any pixel is decoded. JPEGs, the only
//! format phones use for their largest pictures, are decoded at 1/2, 1/4 or 1/8
//! inside the inverse transform, so a 108-megapixel photo never exists at full
//! size.

use std::io::{Cursor, ErrorKind, Read};

use image::codecs::{png::PngDecoder, webp::WebPDecoder};
use image::{DynamicImage, ImageDecoder, ImageError, Limits, RgbImage};

use super::format::{self, Format};
use super::{MIN_SIDE, PhotoError, jpeg};

/// The most memory one picture may take, its file included, in bytes: leaves
/// the rest of the app its share of the 250 MB that a 2 GB phone can give.
const MEMORY: u64 = 200_000_000;
/// The most pixels worth waiting for: above the largest phone sensor (200 MP).
const MAX_PIXELS: u64 = 256_000_000;

/// Pixels, not yet turned upright, and the raw Exif block.
pub(super) struct Decoded {
    pub(super) pixels: RgbImage,
    pub(super) exif: Option<Vec<u8>>,
}

/// Decodes to at least `long_side` pixels on the longer side where the file has them.
pub(super) fn decode(bytes: &[u8], long_side: u32) -> Result<Decoded, PhotoError> {
    let bytes = format::from_its_mark(bytes);
    match format::detect(bytes)? {
        Format::Jpeg => decode_jpeg(bytes, long_side),
        Format::Png if !format::png_is_complete(bytes) => Err(PhotoError::Truncated),
        Format::WebP if !format::webp_is_complete(bytes) => Err(PhotoError::Truncated),
        Format::Png => {
            let (width, height) = format::png_size(bytes).ok_or(PhotoError::Truncated)?;
            check_size(width, height)?;
            let mut limits = Limits::no_limits();
            limits.max_alloc = Some(MEMORY);
            decode_whole(bytes, PngDecoder::with_limits(Cursor::new(bytes), limits))
        }
        Format::WebP => decode_whole(bytes, WebPDecoder::new(Cursor::new(bytes))),
    }
}

fn decode_jpeg(bytes: &[u8], long_side: u32) -> Result<Decoded, PhotoError> {
    let layout = jpeg::walk(bytes)?;
    check_size(layout.width, layout.height)?;
    let ratio = layout.width.max(layout.height) / long_side;
    let shrink = [8, 4, 2].into_iter().find(|&step| ratio >= step).unwrap_or(1);
    let area = u64::from(shrink).pow(2);
    // The decoder keeps planes and the interleaved picture. Coefficients add two
    // bytes a sample: all of them, twice, when progressive; at full scale those
    // waiting for the transform. Four-component pixels are converted once more.
    let coefficients = match (layout.progressive, shrink) {
        (true, _) => layout.samples * 4,
        (false, 1) => layout.samples * 2,
        (false, _) => 0,
    };
    let pixels = u64::from(layout.width) * u64::from(layout.height) / area;
    let need = bytes.len() as u64 + coefficients + layout.samples / area + pixels * 7;
    if need > MEMORY {
        return Err(too_many(layout.width, layout.height));
    }

    let height = u16::try_from(layout.height).unwrap_or(u16::MAX).to_be_bytes();
    let mut decoder = jpeg_decoder::Decoder::new(Sealed::new(parts(bytes, &layout, &height)));
    let wanted = |side: u32| u16::try_from(side.div_ceil(shrink)).unwrap_or(u16::MAX);
    // Without an end marker it is the missing data that no decoder understands.
    let refuse = |error| if layout.ended { refuse_jpeg(error) } else { PhotoError::Truncated };
    let (width, height) = decoder.scale(wanted(layout.width), wanted(layout.height)).map_err(refuse)?;
    let raw = decoder.decode().map_err(refuse)?;
    let rgb = match decoder.info().map(|info| info.pixel_format) {
        Some(jpeg_decoder::PixelFormat::RGB24) => raw,
        Some(jpeg_decoder::PixelFormat::L8) => raw.iter().flat_map(|&grey| [grey; 3]).collect(),
        Some(jpeg_decoder::PixelFormat::CMYK32) => raw.as_chunks::<4>().0.iter().flat_map(cmyk).collect(),
        _ => return Err(PhotoError::Unsupported { format: "16-bit JPEG" }),
    };
    let pixels = RgbImage::from_raw(width.into(), height.into(), rgb)
        .ok_or_else(|| PhotoError::damaged("fewer pixels than declared"))?;
    let exif = layout.exif.and_then(|range| bytes.get(range)).map(<[u8]>::to_vec);
    Ok(Decoded { pixels, exif })
}

/// Ink amounts, 255 being full ink, to light.
fn cmyk(&[c, m, y, k]: &[u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| (u16::from(255 - ink) * u16::from(255 - k) / 255) as u8)
}

/// Eight stuffed bytes of one bits, then the end marker.
///
/// No Huffman code is all ones (T.81 annex C), so a picture whose data stops
/// early runs into an error here, where the bare end marker would have the
/// decoder fill the rest with grey. A complete picture never reads that far.
const TAIL: &[u8] = b"\xFF\0\xFF\0\xFF\0\xFF\0\xFF\0\xFF\0\xFF\0\xFF\0\xFF\xD9";

/// The picture's bytes up to the end of its last scan, and [`TAIL`]. A height that came late stands in the frame
/// header, where the decoder wants it.
fn parts<'a>(bytes: &'a [u8], layout: &jpeg::Layout, height: &'a [u8; 2]) -> Vec<&'a [u8]> {
    let part = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
    let (Some(at), Some(late)) = (layout.height_at, &layout.late_height) else {
        return vec![part(0, layout.end), TAIL];
    };
    let after = part(late.end.min(layout.end), layout.end);
    vec![part(0, at), height.as_slice(), part(at + 2, late.start.min(layout.end)), after, TAIL]
}

/// Several pieces of a file as one.
struct Sealed<'a> {
    now: &'a [u8],
    then: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Sealed<'a> {
    fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { now: &[], then: parts.into_iter() }
    }
}

impl Read for Sealed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.now.is_empty() {
            match self.then.next() {
                Some(next) => self.now = next,
                None => return Ok(0),
            }
        }
        self.now.read(buffer)
    }

    // The decoder reads byte by byte, so its speed depends on this path.
    fn read_exact(&mut self, mut buffer: &mut [u8]) -> std::io::Result<()> {
        if buffer.len() <= self.now.len() {
            return self.now.read_exact(buffer);
        }
        while !buffer.is_empty() {
            match self.read(buffer)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => buffer = buffer.get_mut(read..).unwrap_or_default(),
            }
        }
        Ok(())
    }
}

fn refuse_jpeg(error: jpeg_decoder::Error) -> PhotoError {
    match error {
        jpeg_decoder::Error::Unsupported(_) => PhotoError::Unsupported { format: "this kind of JPEG" },
        jpeg_decoder::Error::Io(cause) if cause.kind() == ErrorKind::UnexpectedEof => PhotoError::Truncated,
        other => PhotoError::damaged(other),
    }
}

/// Decodes at full size through the `image` crate.
fn decode_whole<D: ImageDecoder>(bytes: &[u8], decoder: Result<D, ImageError>) -> Result<Decoded, PhotoError> {
    let mut decoder = decoder.map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // The decoder's own planes or the flattened copy; each takes less than four bytes a pixel.
    let pixels = u64::from(width) * u64::from(height);
    if bytes.len() as u64 + decoder.total_bytes() + pixels * 4 > MEMORY {
        return Err(too_many(width, height));
    }
    let exif = decoder.exif_metadata().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    let pixels = if image.color().has_alpha() { flatten(image) } else { image.into_rgb8() };
    Ok(Decoded { pixels, exif })
}

/// Lays a picture with transparency on white paper.
fn flatten(image: DynamicImage) -> RgbImage {
    let image = image.into_rgba8();
    let mut flat = RgbImage::new(image.width(), image.height());
    for (to, from) in flat.pixels_mut().zip(image.pixels()) {
        let [r, g, b, a] = from.0.map(u16::from);
        to.0 = [r, g, b].map(|c| ((c * a + 255 * (255 - a)) / 255) as u8);
    }
    flat
}

fn refuse(error: ImageError) -> PhotoError {
    match error {
        ImageError::IoError(cause) if cause.kind() == ErrorKind::UnexpectedEof => PhotoError::Truncated,
        other => PhotoError::damaged(other),
    }
}

fn check_size(width: u32, height: u32) -> Result<(), PhotoError> {
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(too_many(width, height));
    }
    if width.min(height) < MIN_SIDE {
        return Err(PhotoError::TooSmall { width, height });
    }
    Ok(())
}

fn too_many(width: u32, height: u32) -> PhotoError {
    PhotoError::TooManyPixels { width, height }
}
