//! An identity card's small print can still be read after preparing.

use ab_glyph::{Font, FontRef, PxScale, ScaleFont, point};
use image::{Rgb, RgbImage};
use sambang::media::{PhotoKind, TARGET_BYTES, prepare};

use crate::photos::{accept, flower, jpeg, pixels};

static FONT: &[u8] = include_bytes!("../../assets/fonts/HankenGrotesk-SemiBold.ttf");

const LINES: [&str; 8] = [
    "PROVINSI CONTOH",
    "NIK : 1871000000009001",
    "Nama : CONTOH SITI AMINAH",
    "Tempat/Tgl Lahir : CONTOH, 17-08-1990",
    "Alamat : JL. CONTOH NO. 8 RT/RW 003/006",
    "Kel/Desa : CONTOH INDAH  Kecamatan : CONTOH",
    "Status Perkawinan : KAWIN  Pekerjaan : WIRASWASTA",
    "Berlaku Hingga : SEUMUR HIDUP",
];

/// Letters of this height, in pixels of the prepared photo.
const LETTER: f32 = 12.0;

/// A card as a phone sees it: dark print on a patterned blue ground, filling
/// most of a `width` pixel photo of a table.
fn card(width: u32) -> RgbImage {
    let scale = width as f32 / 1280.0;
    let mut photo = flower(width, width * 3 / 4);
    let (left, top) = ((60.0 * scale) as u32, (80.0 * scale) as u32);
    let (right, bottom) = ((1220.0 * scale) as u32, (812.0 * scale) as u32);
    for y in top..bottom {
        for x in left..right {
            // The guilloche waves printed under the text of such cards.
            let wave = ((x as f32 / scale / 7.0).sin() + (y as f32 / scale / 5.0).cos()) * 8.0;
            photo.put_pixel(x, y, Rgb([150.0, 190.0, 220.0].map(|c: f32| (c + wave) as u8)));
        }
    }
    let font = FontRef::try_from_slice(FONT).unwrap();
    // The font's capitals are 0.7 of its size; the letters meant are capitals.
    let size = PxScale::from(LETTER / 0.7 * scale);
    let scaled = font.as_scaled(size);
    for row in 0..24 {
        let mut x = 90.0 * scale;
        for character in LINES[row % LINES.len()].repeat(2).chars() {
            let glyph = scaled.glyph_id(character);
            let place = point(x, (120.0 + row as f32 * 28.0) * scale);
            x += scaled.h_advance(glyph);
            let Some(outline) = font.outline_glyph(glyph.with_scale_and_position(size, place)) else { continue };
            let corner = outline.px_bounds().min;
            outline.draw(|dx, dy, ink| {
                let at = (corner.x as u32 + dx, corner.y as u32 + dy);
                if let Some(pixel) = photo.get_pixel_mut_checked(at.0, at.1) {
                    pixel.0 = pixel.0.map(|old| (f32::from(old) * (1.0 - ink) + 25.0 * ink) as u8);
                }
            });
        }
    }
    photo
}

fn luma(picture: &RgbImage) -> Vec<f64> {
    picture
        .pixels()
        .map(|p| 0.299 * f64::from(p.0[0]) + 0.587 * f64::from(p.0[1]) + 0.114 * f64::from(p.0[2]))
        .collect()
}

/// Mean structural similarity of brightness over windows of 8 by 8 pixels
/// (Wang et al. 2004), in the part of the picture that has print.
fn similarity(a: &RgbImage, b: &RgbImage) -> f64 {
    let (width, height) = (a.width() as usize, a.height() as usize);
    let (luma_a, luma_b) = (luma(a), luma(b));
    let (mut sum, mut windows) = (0.0, 0.0);
    for y in (height / 8..height * 13 / 16).step_by(8) {
        for x in (width / 13..width * 3 / 5).step_by(8) {
            let window =
                |luma: &[f64]| -> Vec<f64> { (0..64).map(|i| luma[(y + i / 8) * width + x + i % 8]).collect() };
            let (p, q) = (window(&luma_a), window(&luma_b));
            let mean = |v: &[f64]| v.iter().sum::<f64>() / 64.0;
            let (mp, mq) = (mean(&p), mean(&q));
            let co = |v: &[f64], mv: f64, w: &[f64], mw: f64| {
                v.iter().zip(w).map(|(v, w)| (v - mv) * (w - mw)).sum::<f64>() / 63.0
            };
            let (c1, c2) = (6.5025, 58.5225);
            sum += (2.0 * mp * mq + c1) * (2.0 * co(&p, mp, &q, mq) + c2)
                / ((mp * mp + mq * mq + c1) * (co(&p, mp, &p, mp) + co(&q, mq, &q, mq) + c2));
            windows += 1.0;
        }
    }
    sum / windows
}

#[test]
fn print_of_twelve_pixels_keeps_its_shape_and_contrast() {
    for width in [1280, 3840] {
        let original = card(width);
        let prepared = accept(&jpeg(&original), PhotoKind::IdentityCard);
        assert_eq!((prepared.width, prepared.height), (1280, 960));
        assert!(prepared.jpeg.len() <= TARGET_BYTES);
        let reference = image::imageops::resize(&original, 1280, 960, image::imageops::FilterType::Lanczos3);
        let found = pixels(&prepared.jpeg);
        let similarity = similarity(&found, &reference);
        assert!(similarity > 0.93, "similarity {similarity:.4} from {width} px");
        let contrast = contrast(&found) / contrast(&reference);
        assert!(contrast > 0.95, "{contrast:.3} of the contrast is left from {width} px");
    }
}

/// Brightness between the darkest and the lightest twentieth where print is.
fn contrast(picture: &RgbImage) -> f64 {
    let mut luma = luma(&image::imageops::crop_imm(picture, 90, 100, 600, 650).to_image());
    luma.sort_by(f64::total_cmp);
    luma[luma.len() * 19 / 20] - luma[luma.len() / 20]
}

#[test]
fn a_card_is_kept_more_faithfully_than_a_scene() {
    let file = jpeg(&card(1280));
    let as_card = accept(&file, PhotoKind::IdentityCard);
    let as_scene = prepare(&file, PhotoKind::Business, None).unwrap();
    let original = pixels(&file);
    assert!(similarity(&pixels(&as_card.jpeg), &original) >= similarity(&pixels(&as_scene.jpeg), &original));
}
