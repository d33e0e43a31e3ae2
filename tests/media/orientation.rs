//! All eight ways a camera can be held.

use image::{Rgb, RgbImage};
use sambang::media::PhotoKind;

use crate::exif_block::ExifBlock;
use crate::photos::{accept, close, flower, jpeg, mean, pixels};

const RED: [u8; 3] = [250, 10, 10];
const GREEN: [u8; 3] = [10, 200, 10];
const BLUE: [u8; 3] = [10, 10, 250];
const YELLOW: [u8; 3] = [250, 240, 10];

/// A photo with a colour in each corner: red, green, blue, yellow from the
/// top left in reading order.
fn marked(width: u32, height: u32) -> RgbImage {
    let mut photo = flower(width, height);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        let (left, right) = (x < 64, x >= width - 64);
        let (top, bottom) = (y < 64, y >= height - 64);
        let colour = match (left, right, top, bottom) {
            (true, _, true, _) => RED,
            (_, true, true, _) => GREEN,
            (true, _, _, true) => BLUE,
            (_, true, _, true) => YELLOW,
            _ => continue,
        };
        *pixel = Rgb(colour);
    }
    photo
}

/// What the sensor stores for an upright view, from the table in CIPA DC-008
/// (tag 274): where row 0 and column 0 lie in the view.
fn stored(view: &RgbImage, orientation: u16) -> RgbImage {
    let (right, bottom) = (view.width() - 1, view.height() - 1);
    let (columns, rows) = if orientation < 5 { view.dimensions() } else { (view.height(), view.width()) };
    RgbImage::from_fn(columns, rows, |column, row| {
        let (x, y) = match orientation {
            1 => (column, row),
            2 => (right - column, row),
            3 => (right - column, bottom - row),
            4 => (column, bottom - row),
            5 => (row, column),
            6 => (right - row, column),
            7 => (right - row, bottom - column),
            _ => (row, bottom - column),
        };
        *view.get_pixel(x, y)
    })
}

fn check_corners(photo: &RgbImage, orientation: u16) {
    let (right, bottom) = (photo.width() - 20, photo.height() - 20);
    for (place, colour) in [((20, 20), RED), ((right, 20), GREEN), ((20, bottom), BLUE), ((right, bottom), YELLOW)] {
        let found = mean(photo, place, 8);
        assert!(close(found, colour), "orientation {orientation}: {found:?} instead of {colour:?} at {place:?}");
    }
}

#[test]
fn every_exif_orientation_is_turned_upright() {
    let view = marked(480, 320);
    for orientation in 1..=8 {
        for little_endian in [true, false] {
            let block = ExifBlock { orientation: Some(orientation), little_endian, ..ExifBlock::default() };
            let prepared = accept(&block.on(&jpeg(&stored(&view, orientation))), PhotoKind::Business);
            assert_eq!((prepared.width, prepared.height), (480, 320), "orientation {orientation}");
            check_corners(&pixels(&prepared.jpeg), orientation);
            let thumbnail = pixels(&prepared.thumbnail);
            assert_eq!(thumbnail.dimensions(), (240, 160));
            check_corners(&thumbnail, orientation);
        }
    }
}

#[test]
fn a_large_portrait_keeps_its_shape() {
    let block = ExifBlock { orientation: Some(6), ..ExifBlock::default() };
    let prepared = accept(&block.on(&jpeg(&stored(&marked(1800, 2400), 6))), PhotoKind::Business);
    assert_eq!((prepared.width, prepared.height), (1200, 1600));
    check_corners(&pixels(&prepared.jpeg), 6);
}

#[test]
fn an_impossible_orientation_is_ignored() {
    for orientation in [0, 9, 4711] {
        let block = ExifBlock { orientation: Some(orientation), ..ExifBlock::default() };
        check_corners(&pixels(&accept(&block.on(&jpeg(&marked(480, 320))), PhotoKind::Other).jpeg), orientation);
    }
}
