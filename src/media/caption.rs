//! The strip of text at the foot of a photo, as timestamp-camera apps write it.
//!
//! The strip lies on the picture, so dimensions stay. It grows upwards with
//! its lines and never covers more than [`MAX_SHARE`] of the picture while a
//! smaller letter can prevent that.

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use image::{Rgb, RgbImage};

use super::PhotoError;

/// Hanken Grotesk SemiBold, Latin: all its digits are equally wide.
static FONT: &[u8] = include_bytes!("../../assets/fonts/HankenGrotesk-SemiBold.ttf");

/// Height of a line's letters as a share of the picture's shorter side.
const LETTER: f32 = 0.028;
/// No smaller letters than this, in pixels.
const MIN_LETTER: f32 = 12.0;
/// The strip's largest share of the picture's height.
const MAX_SHARE: f32 = 0.4;
/// How dark the strip makes what is under it: 0 not at all, 1 black.
const SHADE: f32 = 0.62;

/// Lines burned into a photo: date and time, coordinates with their accuracy,
/// place, facilitator. Already in the reader's language and in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// One entry a line; a long one is wrapped, a blank one left out.
    pub lines: Vec<String>,
}

/// Draws the caption. A caption without text changes nothing.
pub(super) fn burn(picture: &mut RgbImage, caption: &Caption) -> Result<(), PhotoError> {
    let font = FontRef::try_from_slice(FONT).map_err(PhotoError::internal)?;
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let mut letter = (width.min(height) * LETTER).max(MIN_LETTER);
    let (lines, line_height, margin) = loop {
        let margin = letter * 0.7;
        let lines = wrap(&font, letter, &caption.lines, width - 2.0 * margin);
        let line_height = letter * 1.3;
        let strip = line_height * lines.len() as f32 + 2.0 * margin;
        if strip <= height * MAX_SHARE || letter <= MIN_LETTER {
            break (lines, line_height, margin);
        }
        letter = (letter * 0.9).max(MIN_LETTER);
    };
    if lines.is_empty() {
        return Ok(());
    }
    let top = (height - line_height * lines.len() as f32 - 2.0 * margin).max(0.0);
    let first_row = top as u32;
    let rows = picture.rows_mut().skip(first_row as usize);
    for pixel in rows.flatten() {
        blend(pixel, 0.0, SHADE);
    }
    let scaled = font.as_scaled(PxScale::from(letter));
    let baseline = top + margin + (line_height - scaled.height()) / 2.0 + scaled.ascent();
    for (index, line) in lines.iter().enumerate() {
        write(picture, &font, letter, line, (margin, baseline + line_height * index as f32));
    }
    Ok(())
}

/// Breaks lines at spaces to fit `width`; a word wider than that is broken
/// where it must be.
fn wrap(font: &FontRef<'_>, letter: f32, lines: &[String], width: f32) -> Vec<String> {
    let mut wrapped = Vec::new();
    for line in lines {
        let mut current = String::new();
        for word in line.split_whitespace() {
            let joined = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
            if advance(font, letter, &joined) <= width {
                current = joined;
                continue;
            }
            wrapped.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
            for character in word.chars() {
                current.push(character);
                if advance(font, letter, &current) > width && current.chars().nth(1).is_some() {
                    current.pop();
                    wrapped.push(std::mem::replace(&mut current, character.to_string()));
                }
            }
        }
        wrapped.extend((!current.is_empty()).then_some(current));
    }
    wrapped
}

fn advance(font: &FontRef<'_>, letter: f32, text: &str) -> f32 {
    place(font, letter, text).last().map_or(0.0, |(_, end)| end)
}

/// The glyphs of a line from x = 0, each with the place where the next begins.
fn place<'a>(font: &'a FontRef<'_>, letter: f32, text: &'a str) -> impl Iterator<Item = (Glyph, f32)> + 'a {
    let scaled = font.as_scaled(PxScale::from(letter));
    let visible = text.chars().filter(|character| !character.is_control());
    visible.scan((0.0, None), move |(x, last), character| {
        let id = scaled.glyph_id(character);
        *x += last.map_or(0.0, |last| scaled.kern(last, id));
        let glyph = id.with_scale_and_position(scaled.scale(), point(*x, 0.0));
        *x += scaled.h_advance(id);
        *last = Some(id);
        Some((glyph, *x))
    })
}

fn write(picture: &mut RgbImage, font: &FontRef<'_>, letter: f32, text: &str, (x, y): (f32, f32)) {
    for (mut glyph, _) in place(font, letter, text) {
        glyph.position += point(x, y);
        let Some(outline) = font.outline_glyph(glyph) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        outline.draw(|dx, dy, coverage| {
            let (px, py) = (corner.x as i64 + i64::from(dx), corner.y as i64 + i64::from(dy));
            let inside = u32::try_from(px).ok().zip(u32::try_from(py).ok());
            if let Some(pixel) = inside.and_then(|(px, py)| picture.get_pixel_mut_checked(px, py)) {
                blend(pixel, 255.0, coverage);
            }
        });
    }
}

/// Moves a pixel towards a grey by a share of 0 to 1.
fn blend(pixel: &mut Rgb<u8>, grey: f32, share: f32) {
    let share = share.clamp(0.0, 1.0);
    pixel.0 = pixel.0.map(|old| (f32::from(old) * (1.0 - share) + grey * share).round() as u8);
}
