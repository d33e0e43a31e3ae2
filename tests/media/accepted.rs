//! Whole pictures are accepted, however unusual.

use image::{ExtendedColorType, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};
use sambang::media::PhotoKind;

use crate::photos::{
    FLOWER, TOWER, TOWER_GREY, TOWER_PROGRESSIVE, accept, close, flower, jpeg, jpeg_with, mean, pixels, png, psnr,
};

#[test]
fn grey_and_progressive_photos_show_the_same_as_the_plain_one() {
    let plain = pixels(&accept(&TOWER, PhotoKind::Other).jpeg);
    assert!(psnr(&plain, &pixels(&TOWER)) > 30.0);
    assert!(psnr(&plain, &pixels(&accept(&TOWER_PROGRESSIVE, PhotoKind::Other).jpeg)) > 30.0);
    let grey = pixels(&accept(&TOWER_GREY, PhotoKind::Other).jpeg);
    assert!(psnr(&grey, &pixels(&TOWER_GREY)) > 30.0);
    assert!(grey.pixels().all(|pixel| pixel.0.iter().all(|&c| c.abs_diff(pixel.0[0]) < 8)));
}

#[test]
fn what_phones_append_behind_the_end_is_ignored() {
    let video = [b"\0\0\0\x18ftypmp42".as_slice(), &[0x5A; 40_000], b"\xFF\xD8\xFF\xE1MotionPhoto_Data"].concat();
    let file = [&FLOWER[..], &video].concat();
    assert_eq!(accept(&file, PhotoKind::Other), accept(&FLOWER, PhotoKind::Other));
}

/// Files as cameras and careless programs wrote them; see the name of each.
const PANORAMA: &[u8] = include_bytes!("files/p01-samsung-no-eoi.jpg");
const NO_END: &[u8] = include_bytes!("files/p01b-no-eoi.jpg");
const LINE_BREAK_BEFORE: &[u8] = include_bytes!("files/p04-leading-newline.jpg");
const LATE_HEIGHT: &[u8] = include_bytes!("files/p05-dnl.jpg");

#[test]
fn a_photo_that_decodes_whole_is_taken_without_its_end_marker() {
    let whole = accept(&[NO_END, b"\xFF\xD9"].concat(), PhotoKind::Other);
    assert_eq!(accept(NO_END, PhotoKind::Other), whole);
    assert_eq!(accept(PANORAMA, PhotoKind::Other).jpeg, whole.jpeg);
    for photo in [&FLOWER[..], &TOWER, &TOWER_PROGRESSIVE, &TOWER_GREY] {
        assert_eq!(accept(&photo[..photo.len() - 2], PhotoKind::Other), accept(photo, PhotoKind::Other));
    }
}

#[test]
fn whatever_follows_the_last_scan_is_ignored() {
    let strays: [&[u8]; 6] = [
        b"SEFT\0\x01",
        b"\xFF\xD3\xFF\xD0",
        b"\xFF\xC0\0\x11\x08",
        b"\xFF\xDA\0",
        b"\xFF\xE3\xFF\xFF",
        &FLOWER[..5_000],
    ];
    for photo in [&TOWER[..], &TOWER_PROGRESSIVE] {
        for stray in strays {
            let file = [&photo[..photo.len() - 2], stray].concat();
            assert_eq!(accept(&file, PhotoKind::Other), accept(photo, PhotoKind::Other), "{:02X?}", &stray[..4]);
        }
    }
}

#[test]
fn a_height_that_comes_behind_the_first_scan_is_read() {
    let whole = accept(LINE_BREAK_BEFORE, PhotoKind::Other);
    assert_eq!(accept(LATE_HEIGHT, PhotoKind::Other), whole);
    for photo in [&TOWER[..], &TOWER_GREY, &TOWER_PROGRESSIVE] {
        assert_eq!(accept(&with_late_height(photo), PhotoKind::Other), accept(photo, PhotoKind::Other));
    }
}

/// The file with its height behind the first scan.
fn with_late_height(photo: &[u8]) -> Vec<u8> {
    let frame = photo.windows(4).rposition(|at| matches!(at, [0xFF, 0xC0 | 0xC2, 0, 11 | 17])).unwrap();
    let height = [photo[frame + 5], photo[frame + 6]];
    let scan = frame + photo[frame..].windows(2).position(|at| at == [0xFF, 0xDA]).unwrap() + 2;
    let ends = |at: &[u8]| matches!(at, [0xFF, code] if *code != 0 && !(0xD0..=0xD7).contains(code));
    let end = scan + photo[scan..].windows(2).position(ends).unwrap();
    let mut file = [&photo[..end], b"\xFF\xDC\0\x04", &height, &photo[end..]].concat();
    file[frame + 5..frame + 7].fill(0);
    file
}

#[test]
fn stray_line_breaks_before_a_photo_are_left_out() {
    for stray in ["\n", "\r\n", " \n\n"] {
        let file = [stray.as_bytes(), &FLOWER].concat();
        assert_eq!(accept(&file, PhotoKind::Other), accept(&FLOWER, PhotoKind::Other));
    }
}

#[test]
fn the_same_picture_is_known_by_what_is_on_it() {
    let named = |file: &[u8]| accept(file, PhotoKind::Business).picture;
    let with_trailer = [&FLOWER[..], b"seven!!"].concat();
    assert_eq!(named(&with_trailer), named(&FLOWER));
    assert_ne!(named(&TOWER), named(&FLOWER));
    let caption = sambang::media::Caption { lines: vec!["15-04-2021".to_owned()] };
    let stamped = sambang::media::prepare(&FLOWER, PhotoKind::Business, Some(&caption)).unwrap();
    assert_eq!(stamped.picture, named(&FLOWER), "whatever is written on it");
}

#[test]
fn restart_markers_and_full_chroma_are_understood() {
    let picture = flower(800, 600);
    for file in [
        jpeg_with(&picture, |encoder| encoder.set_restart_interval(7)),
        jpeg_with(&picture, |encoder| encoder.set_progressive(true)),
        jpeg_with(&picture, |encoder| encoder.set_optimized_huffman_tables(true)),
        jpeg_with(&picture, |encoder| encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1)),
        jpeg_with(&picture, |encoder| encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_1)),
    ] {
        assert!(psnr(&pixels(&accept(&file, PhotoKind::Other).jpeg), &picture) > 33.0);
    }
}

#[test]
fn printing_colours_become_screen_colours() {
    // Red, as ink: no cyan, full magenta and yellow, no black; then a dark blue.
    for (ink, light) in [([0, 255, 255, 0], [255, 0, 0]), ([255, 255, 0, 127], [0, 0, 128])] {
        for kind in [ColorType::Cmyk, ColorType::CmykAsYcck] {
            let raw: Vec<u8> = ink.iter().copied().cycle().take(200 * 100 * 4).collect();
            let mut file = Vec::new();
            Encoder::new(&mut file, 95).encode(&raw, 200, 100, kind).unwrap();
            let found = mean(&pixels(&accept(&file, PhotoKind::Other).jpeg), (100, 50), 20);
            assert!(close(found, light), "{found:?} instead of {light:?}");
        }
    }
}

#[test]
fn transparency_becomes_white_paper() {
    let glass = RgbaImage::from_fn(200, 100, |x, _| if x < 100 { Rgba([0, 0, 0, 0]) } else { Rgba([255, 0, 0, 128]) });
    let prepared = accept(&png(&glass, 200, 100, ExtendedColorType::Rgba8), PhotoKind::Other);
    let flat = pixels(&prepared.jpeg);
    assert!(close(mean(&flat, (40, 50), 20), [255, 255, 255]));
    assert!(close(mean(&flat, (160, 50), 20), [255, 127, 127]));
}

#[test]
fn png_and_webp_are_read() {
    let picture = flower(400, 300);
    let grey = image::imageops::grayscale(&picture);
    let deep: Vec<u8> = picture.iter().flat_map(|&c| [c, c]).collect();
    let mut webp = Vec::new();
    let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.encode(&picture, 400, 300, ExtendedColorType::Rgb8).unwrap();
    for file in [png(&picture, 400, 300, ExtendedColorType::Rgb8), png(&deep, 400, 300, ExtendedColorType::Rgb16), webp]
    {
        assert!(psnr(&pixels(&accept(&file, PhotoKind::Other).jpeg), &picture) > 33.0);
    }
    let prepared = accept(&png(&grey, 400, 300, ExtendedColorType::L8), PhotoKind::Other);
    assert_eq!((prepared.width, prepared.height), (400, 300));
}

#[test]
fn every_odd_size_is_scaled_without_losing_an_edge() {
    for (width, height) in [(1601, 67), (3199, 2133), (3201, 999), (70, 1700), (1600, 1600), (640, 64)] {
        let prepared = accept(&jpeg(&flower(width, height)), PhotoKind::Other);
        let longest = f64::from(width.max(height));
        let scale = (1600.0 / longest).min(1.0);
        let expected = [width, height].map(|side| (f64::from(side) * scale).round());
        // Decoding at a half may round a side up by one pixel before the final size.
        assert!((f64::from(prepared.width) - expected[0]).abs() <= 1.0, "{width} x {height}");
        assert!((f64::from(prepared.height) - expected[1]).abs() <= 1.0, "{width} x {height}");
        assert_eq!(prepared.width.max(prepared.height), (longest * scale).round() as u32);
    }
}
