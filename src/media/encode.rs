//! Sizes and JPEG encoding: the best quality that fits a number of bytes.

use fast_image_resize as fir;
use fir::images::{Image, ImageRef};
use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::PhotoError;

/// What an encoded picture may cost and how good it must be. Qualities are on
/// libjpeg's scale of 1 to 100.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    pub(super) bytes: usize,
    pub(super) best: u8,
    pub(super) floor: u8,
}

/// Encodings tried at one size. Two are enough for most photos.
const TRIES: u32 = 5;

/// Scales down to `long_side`; a smaller picture is returned as it is.
pub(super) fn fit(picture: RgbImage, long_side: u32) -> Result<RgbImage, PhotoError> {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= long_side {
        return Ok(picture);
    }
    let scale = |side: u32| {
        let exact = u64::from(side) * u64::from(long_side);
        let rounded = (exact + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(rounded.max(1)).unwrap_or(long_side)
    };
    let (to_width, to_height) = (scale(width), scale(height));
    let source = ImageRef::new(width, height, picture.as_raw(), fir::PixelType::U8x3).map_err(PhotoError::internal)?;
    let mut target = Image::new(to_width, to_height, fir::PixelType::U8x3);
    let lanczos = fir::ResizeOptions::new().resize_alg(fir::ResizeAlg::Convolution(fir::FilterType::Lanczos3));
    fir::Resizer::new().resize(&source, &mut target, &lanczos).map_err(PhotoError::internal)?;
    RgbImage::from_raw(to_width, to_height, target.into_vec())
        .ok_or_else(|| PhotoError::internal("resizing lost pixels"))
}

/// The best encoding within the budget, or `None` when even the lowest
/// quality allowed is too large.
pub(super) fn within(picture: &RgbImage, budget: Budget) -> Result<Option<Vec<u8>>, PhotoError> {
    let (mut low, mut high) = (budget.floor, budget.best);
    let mut quality = budget.best;
    let mut fitting = None;
    for tries_left in (0..TRIES).rev() {
        let jpeg = encode(picture, quality)?;
        let size = jpeg.len();
        if size <= budget.bytes {
            let good_enough = quality == budget.best || size >= budget.bytes / 16 * 15;
            fitting = Some(jpeg);
            if good_enough {
                break;
            }
            low = quality + 1;
        } else {
            high = quality.saturating_sub(1);
        }
        if low > high {
            break;
        }
        // The last try uses the lowest quality allowed, to learn whether the picture fits at all.
        quality = match (tries_left, &fitting) {
            (1, None) => low,
            _ => guess(quality, size, budget.bytes).clamp(low, high),
        };
    }
    Ok(fitting)
}

/// The quality expected to bring `size` bytes at `quality` down, or up, to
/// `wanted`: size falls with the coarseness of the quantisation tables to
/// about the power 0.7.
fn guess(quality: u8, size: usize, wanted: usize) -> u8 {
    let quality = f64::from(quality);
    let coarseness = if quality < 50.0 { 5000.0 / quality } else { 200.0 - 2.0 * quality };
    // Aims a little below, since a picture one byte too large costs one more try.
    let factor = size as f64 / (wanted as f64 * 0.98);
    let coarseness = coarseness * factor.powf(1.0 / 0.7);
    let quality = if coarseness > 100.0 { 5000.0 / coarseness } else { (200.0 - coarseness) / 2.0 };
    quality.clamp(1.0, 100.0) as u8
}

/// A baseline JPEG with halved chroma. Nothing but pixels goes in, so no
/// metadata can come out.
///
/// Optimised Huffman tables would save a tenth, but this encoder then writes a scan per component, which some
/// decoders in use get wrong.
fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let too_wide = |_| PhotoError::internal("more than 65535 pixels on a side");
    let width = u16::try_from(picture.width()).map_err(too_wide)?;
    let height = u16::try_from(picture.height()).map_err(too_wide)?;
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).map_err(PhotoError::internal)?;
    Ok(jpeg)
}
