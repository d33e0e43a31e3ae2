//! A drawn signature as a picture.
//!
//! The strokes themselves are the record; this is how people see them. Round
//! brush, antialiased by each pixel's distance to the stroke, so the same
//! strokes give the same bytes on every device.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma};

/// Width of the picture in pixels: the pad's 300 : 110, three times as large.
pub const SIGNATURE_WIDTH: u32 = 900;
/// Height of the picture in pixels.
pub const SIGNATURE_HEIGHT: u32 = 330;

/// Half the width of a stroke in pixels.
const BRUSH: f32 = 3.0;

/// Why there is no picture of a signature.
#[derive(Debug, thiserror::Error)]
pub enum SignatureError {
    /// No stroke has a usable point.
    #[error("the signature has no strokes")]
    Empty,
    /// The encoder failed: a defect here, not in the strokes.
    #[error("the signature could not be encoded")]
    Encode(#[from] image::ImageError),
}

impl SignatureError {
    /// A stable code such as `signature.empty`, the key of the text a person reads.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "signature.empty",
            Self::Encode(_) => "signature.internal",
        }
    }
}

/// Draws strokes, black on white, as a greyscale PNG of
/// [`SIGNATURE_WIDTH`] by [`SIGNATURE_HEIGHT`] pixels.
///
/// A point is `(x, y)`, each 0 to 1 of the pad's width and height from the top
/// left. Points outside are moved to the edge; points that are no numbers are
/// skipped. A stroke of one point is a dot.
///
/// # Errors
/// [`SignatureError::Empty`] when no usable point is left.
pub fn render_signature(strokes: &[Vec<(f32, f32)>]) -> Result<Vec<u8>, SignatureError> {
    let mut paper = GrayImage::from_pixel(SIGNATURE_WIDTH, SIGNATURE_HEIGHT, Luma([255]));
    let mut drawn = false;
    for stroke in strokes {
        let mut last = None;
        for point in stroke.iter().filter_map(on_paper) {
            draw(&mut paper, last.unwrap_or(point), point);
            last = Some(point);
            drawn = true;
        }
    }
    if !drawn {
        return Err(SignatureError::Empty);
    }
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(paper.as_raw(), SIGNATURE_WIDTH, SIGNATURE_HEIGHT, ExtendedColorType::L8)?;
    Ok(png)
}

/// A pad point in pixels, the whole brush kept on the paper.
fn on_paper(&(x, y): &(f32, f32)) -> Option<(f32, f32)> {
    let place = |share: f32, side: u32| {
        let side = side as f32;
        (share.clamp(0.0, 1.0) * side).clamp(BRUSH + 1.0, side - BRUSH - 1.0)
    };
    (!x.is_nan() && !y.is_nan()).then(|| (place(x, SIGNATURE_WIDTH), place(y, SIGNATURE_HEIGHT)))
}

/// One straight piece of a stroke, with round ends.
fn draw(paper: &mut GrayImage, from: (f32, f32), to: (f32, f32)) {
    let span = |a: f32, b: f32, side: u32| {
        let first = (a.min(b) - BRUSH - 1.0).max(0.0) as u32;
        let last = (a.max(b) + BRUSH + 1.0) as u32;
        first..=last.min(side - 1)
    };
    for y in span(from.1, to.1, SIGNATURE_HEIGHT) {
        for x in span(from.0, to.0, SIGNATURE_WIDTH) {
            let distance = distance((x as f32 + 0.5, y as f32 + 0.5), from, to);
            let ink = (BRUSH + 0.5 - distance).clamp(0.0, 1.0);
            let shade = 255 - (ink * 255.0).round() as u8;
            // Pieces overlap at their joints; the darker one counts, not the sum.
            let pixel = paper.get_pixel_mut(x, y);
            pixel.0 = pixel.0.map(|old| old.min(shade));
        }
    }
}

/// Distance from a point to a line segment.
fn distance(point: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (px, py) = (point.0 - from.0, point.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((px * dx + py * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * dx).hypot(py - along * dy)
}
