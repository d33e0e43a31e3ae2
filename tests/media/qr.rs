//! QR codes are found in pictures as bad cameras take them, and nothing is read where there is none.

use image::{Rgb, RgbImage};
use qrcode::{Color, EcLevel, QrCode};
use sambang::media::{QrCodes, read_qr};

use crate::photos::{FLOWER, TOWER, flower, jpeg, jpeg_with};

/// As long as the longest that an office prints: an address, and its own issuer of certificates.
const INVITATION: &str = "sambang:https://sambang.dinas-koperasi.lampungprov.example:8443#KX7M4P2DQR.\
    QWERTYUPASDFGHJKLZXCVBNMAB.ABCDEFGHJKLMNPQRSTUVWXYZ23456789ABCDEFGHJKLMNPQRSTU";

/// How a letter lies in front of the camera.
#[derive(Clone, Copy)]
struct Shot {
    size: (u32, u32),
    /// The code with its white rim, in pixels.
    side: f32,
    degrees: f32,
    /// Of the middle of the code, as parts of the picture.
    at: (f32, f32),
    /// How much nearer the lower edge is than the upper one.
    tilt: f32,
    /// Of the sensor, in steps of brightness.
    grain: u8,
    /// Of the code, from its upper edge, covered by a thumb.
    covered: f32,
}

const USUAL: Shot =
    Shot { size: (1600, 1200), side: 620.0, degrees: 0.0, at: (0.5, 0.5), tilt: 0.0, grain: 8, covered: 0.0 };

/// A letter with this code in the flower bed.
fn shot(text: &str, shot: Shot) -> RgbImage {
    let mut picture = flower(shot.size.0, shot.size.1);
    put(&mut picture, text, shot);
    picture
}

fn put(picture: &mut RgbImage, text: &str, shot: Shot) {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).unwrap();
    let (width, modules) = (code.width(), code.to_colors());
    let all = (width + 8) as f32;
    let (sin, cos) = shot.degrees.to_radians().sin_cos();
    let middle = (shot.at.0 * shot.size.0 as f32, shot.at.1 * shot.size.1 as f32);
    let mut state = 7_u32;
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let (dx, dy) = (x as f32 - middle.0, y as f32 - middle.1);
        if dx.abs().max(dy.abs()) > shot.side {
            continue;
        }
        let mut light = 0;
        for part in 0..4_u8 {
            let (dx, dy) = (dx + f32::from(part % 2) / 2.0, dy + f32::from(part / 2) / 2.0);
            let (u, v) = (dx * cos + dy * sin, dy * cos - dx * sin);
            let depth = 1.0 + shot.tilt * v / shot.side;
            let (u, v) = ((u / depth / shot.side + 0.5) * all, (v / depth / shot.side + 0.5) * all);
            light += match (u, v) {
                _ if u < 0.0 || v < 0.0 || u >= all || v >= all => i32::from(pixel.0[1]),
                (_, v) if v < shot.covered * all => 150,
                (u, v) => {
                    let module = |at: f32| (at as usize).checked_sub(4).filter(|at| *at < width);
                    match module(u).zip(module(v)).map(|(u, v)| modules[v * width + u]) {
                        Some(Color::Dark) => 48,
                        _ => 216,
                    }
                }
            };
        }
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = i32::try_from(state >> 16).unwrap() % (2 * i32::from(shot.grain) + 1) - i32::from(shot.grain);
        let light = (light / 4 + grain).clamp(0, 255) as u8;
        *pixel = Rgb([light; 3]);
    }
}

fn found(picture: &RgbImage) -> QrCodes {
    read_qr(&jpeg(picture)).unwrap()
}

#[test]
fn an_invitation_is_read_however_the_phone_was_held() {
    for degrees in [0.0, 14.0, 45.0, 133.0, 180.0, 271.0] {
        assert_eq!(found(&shot(INVITATION, Shot { degrees, ..USUAL })).texts, [INVITATION], "{degrees} degrees");
    }
    for (tilt, degrees) in [(0.2, 0.0), (-0.25, 30.0)] {
        assert_eq!(found(&shot(INVITATION, Shot { tilt, degrees, ..USUAL })).texts, [INVITATION], "tilted by {tilt}");
    }
}

#[test]
fn an_invitation_is_read_from_near_and_far_small_and_large_in_poor_light() {
    let near = Shot { side: 1150.0, ..USUAL };
    let far = Shot { side: 330.0, at: (0.2, 0.3), ..USUAL };
    let old_phone = Shot { size: (640, 480), side: 330.0, ..USUAL };
    let large = Shot { size: (4000, 3000), side: 900.0, at: (0.7, 0.6), degrees: 20.0, ..USUAL };
    let dark = Shot { grain: 40, ..USUAL };
    for (name, taken) in [("near", near), ("far", far), ("old", old_phone), ("large", large), ("dark", dark)] {
        assert_eq!(found(&shot(INVITATION, taken)).texts, [INVITATION], "{name}");
    }
    let compressed = jpeg_with(&shot(INVITATION, USUAL), |encoder| encoder.set_quality(35));
    assert_eq!(read_qr(&compressed).unwrap().texts, [INVITATION]);
}

#[test]
fn a_corner_under_a_thumb_is_made_up_for() {
    // The rim, and a strip of the code below it that leaves the corners' marks alone.
    let mut picture = shot(INVITATION, USUAL);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if (1000..1060).contains(&x) && (560..760).contains(&y) {
            *pixel = Rgb([150; 3]);
        }
    }
    assert_eq!(found(&picture).texts, [INVITATION]);
}

#[test]
fn a_photo_without_a_code_holds_none() {
    for photo in [FLOWER.as_slice(), &TOWER] {
        assert_eq!(read_qr(photo).unwrap(), QrCodes::default());
    }
}

#[test]
fn a_code_that_is_there_and_cannot_be_read_is_told_apart() {
    let mut smudged = shot(INVITATION, USUAL);
    // Its three marks stay, so that it is found; what stands between them is gone.
    for (x, y, pixel) in smudged.enumerate_pixels_mut() {
        if (640..980).contains(&x) && (450..880).contains(&y) {
            *pixel = Rgb([150; 3]);
        }
    }
    assert_eq!(found(&smudged), QrCodes { texts: Vec::new(), unread: true });
    let half = found(&shot(INVITATION, Shot { covered: 0.5, ..USUAL }));
    assert_eq!(half.texts, [""; 0]);
}

#[test]
fn two_codes_in_a_photo_are_two_texts_and_the_same_one_twice_is_one() {
    let second = Shot { side: 480.0, at: (0.75, 0.5), degrees: 8.0, ..USUAL };
    for (other, expected) in [("https://qris.example/bayar", 2), (INVITATION, 1)] {
        let mut picture = shot(INVITATION, Shot { side: 560.0, at: (0.25, 0.5), ..USUAL });
        put(&mut picture, other, second);
        let texts = found(&picture).texts;
        assert_eq!(texts.len(), expected, "{other}");
        assert!(texts.iter().any(|text| text == INVITATION) && texts.iter().any(|text| text == other));
    }
}

/// What is smudged, torn or drawn over at random may or may not be read; it never ends the reader, and what is read is
/// what was written.
#[test]
fn no_damage_stops_the_reader_or_makes_it_read_something_else() {
    let small = Shot { size: (260, 260), side: 240.0, grain: 0, ..USUAL };
    let whole = shot("sambang:https://a.example#KX7M4P2DQR", small);
    let mut state = 1_u32;
    let mut dice = |sides: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % sides
    };
    let (mut read, mut lost) = (0, 0);
    for _ in 0..150 {
        let mut picture = whole.clone();
        for _ in 0..1 + dice(12) {
            let (left, upper, width, height, light) = (dice(260), dice(260), dice(60), dice(60), dice(256));
            for x in left..(left + width).min(260) {
                for y in upper..(upper + height).min(260) {
                    picture.put_pixel(x, y, Rgb([light as u8; 3]));
                }
            }
        }
        let texts = found(&picture).texts;
        assert!(texts.iter().all(|text| text == "sambang:https://a.example#KX7M4P2DQR"));
        *if texts.is_empty() { &mut lost } else { &mut read } += 1;
    }
    assert!(read > 20 && lost > 20, "{read} read, {lost} lost");
}

#[test]
fn what_is_no_whole_photo_is_refused_by_the_reason() {
    let whole = jpeg(&shot(INVITATION, USUAL));
    for (bytes, code) in [
        (&[][..], "photo.empty"),
        (&whole[..whole.len() / 2], "photo.truncated"),
        (b"sambang:https://a.example#KX7M4P2DQR", "photo.not_an_image"),
    ] {
        assert_eq!(read_qr(bytes).unwrap_err().code(), code);
    }
}

#[test]
fn what_a_code_says_is_not_shown_in_a_log() {
    let said = format!("{:?}", found(&shot(INVITATION, USUAL)));
    assert!(!said.contains("KX7M") && said.contains('1'), "{said}");
}
