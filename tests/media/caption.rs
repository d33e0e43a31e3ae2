//! The strip of text at the foot of a business photo.

use image::RgbImage;
use sambang::media::{Caption, PhotoKind, prepare};

use crate::photos::{FLOWER, TOWER, accept, flower, jpeg, pixels, psnr};

fn caption(lines: &[&str]) -> Caption {
    Caption { lines: lines.iter().map(|&line| line.to_owned()).collect() }
}

fn usual() -> Caption {
    caption(&[
        "Sabtu, 22 November 2026 · 09.41 WIB",
        "-5,450000, 105,266700 (± 8 m)",
        "CONTOH Kec. Kedaton, Kota Bandar Lampung",
        "CONTOH Siti Aminah",
    ])
}

fn captioned(file: &[u8], caption: &Caption) -> RgbImage {
    pixels(&prepare(file, PhotoKind::Business, Some(caption)).unwrap().jpeg)
}

fn rows(picture: &RgbImage, from: u32, to: u32) -> RgbImage {
    image::imageops::crop_imm(picture, 0, from, picture.width(), to - from).to_image()
}

/// How many pixels are as good as white.
fn white(picture: &RgbImage) -> usize {
    picture.pixels().filter(|pixel| pixel.0.iter().all(|&c| c > 225)).count()
}

#[test]
fn the_strip_darkens_the_foot_and_leaves_the_rest_alone() {
    let plain = pixels(&accept(&FLOWER, PhotoKind::Business).jpeg);
    let with = captioned(&FLOWER, &usual());
    assert_eq!(plain.dimensions(), with.dimensions());
    let height = plain.height();
    assert!(psnr(&rows(&plain, 0, height * 3 / 4), &rows(&with, 0, height * 3 / 4)) > 38.0);
    let foot = rows(&with, height * 7 / 8, height);
    assert!(white(&foot) > 2_000, "letters are white");
    let dark = foot.pixels().filter(|pixel| pixel.0.iter().all(|&c| c < 110)).count();
    assert!(dark > (foot.width() * foot.height() / 2) as usize, "on a dark strip");
}

#[test]
fn a_portrait_gets_its_strip_at_the_foot_too() {
    let file = jpeg(&flower(900, 1600));
    let prepared = prepare(&file, PhotoKind::Business, Some(&usual())).unwrap();
    assert_eq!((prepared.width, prepared.height), (900, 1600));
    assert!(white(&rows(&pixels(&prepared.jpeg), 1400, 1600)) > 1_000);
}

#[test]
fn long_names_are_wrapped_inside_the_picture() {
    let long = "CONTOH Raden Ayu Siti Aminah Kusumaningrum binti Haji Muhammad Abdurrahman ".repeat(3);
    let unbroken = "X".repeat(150);
    let with = captioned(&TOWER, &caption(&[&long, &unbroken]));
    let margin = image::imageops::crop_imm(&with, with.width() - 6, 300, 6, with.height() - 300).to_image();
    assert_eq!(white(&margin), 0, "no letter runs over the right edge");
}

#[test]
fn the_strip_leaves_most_of_the_picture_free() {
    let plain = pixels(&accept(&FLOWER, PhotoKind::Business).jpeg);
    let many: Vec<String> = (0..30).map(|line| format!("CONTOH baris {line}")).collect();
    let with = captioned(&FLOWER, &Caption { lines: many });
    let free = plain.height() / 2;
    assert!(psnr(&rows(&plain, 0, free), &rows(&with, 0, free)) > 36.0);
}

#[test]
fn a_blank_caption_changes_nothing() {
    let plain = accept(&TOWER, PhotoKind::Business);
    for blank in [Caption::default(), caption(&["", "  \n"])] {
        assert_eq!(prepare(&TOWER, PhotoKind::Business, Some(&blank)).unwrap(), plain);
    }
}
