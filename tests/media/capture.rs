//! Time and place come out beside the photo and never inside it.

use chrono::NaiveDate;
use sambang::media::{Capture, PhotoKind};

use crate::exif_block::ExifBlock;
use crate::photos::{FLOWER, TOWER, accept, flower, jpeg};

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn written() -> ExifBlock {
    ExifBlock {
        taken_at: Some("2026:11:22 09:41:07"),
        offset: Some("+07:00"),
        position: Some([("S", [(5, 1), (27, 1), (123_456, 10_000)]), ("E", [(105, 1), (15, 1), (54_321, 1_000)])]),
        ..ExifBlock::default()
    }
}

fn capture_of(block: &ExifBlock) -> Capture {
    accept(&block.on(&jpeg(&flower(320, 240))), PhotoKind::Business).exif
}

#[test]
fn a_phones_own_record_is_read() {
    let capture = accept(&TOWER, PhotoKind::Business).exif;
    assert_eq!(capture.taken_at, NaiveDate::from_ymd_opt(2019, 11, 9).unwrap().and_hms_opt(10, 59, 36));
    assert_eq!(capture.offset_minutes, None);
    let (latitude, longitude) = capture.position.unwrap();
    assert!((latitude - 48.854_554).abs() < 1e-5 && (longitude - 2.300_290).abs() < 1e-5);
}

#[test]
fn time_offset_and_southern_position_are_read_in_both_byte_orders() {
    for little_endian in [true, false] {
        let capture = capture_of(&ExifBlock { little_endian, ..written() });
        assert_eq!(capture.taken_at, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(9, 41, 7));
        assert_eq!(capture.offset_minutes, Some(420));
        let (latitude, longitude) = capture.position.unwrap();
        assert!((latitude + 5.453_429).abs() < 1e-5 && (longitude - 105.265_089).abs() < 1e-5);
    }
}

#[test]
fn western_longitudes_and_offsets_are_negative() {
    let block = ExifBlock {
        offset: Some("-03:30"),
        position: Some([("N", [(10, 1), (0, 1), (0, 1)]), ("W", [(20, 1), (30, 1), (0, 1)])]),
        ..written()
    };
    let capture = capture_of(&block);
    assert_eq!((capture.offset_minutes, capture.position), (Some(-210), Some((10.0, -20.5))));
}

#[test]
fn a_photo_without_exif_has_an_empty_record() {
    assert_eq!(accept(&FLOWER, PhotoKind::Business).exif, Capture::default());
}

#[test]
fn an_impossible_exif_value_is_left_out_and_the_photo_accepted() {
    let zero = [(0, 1); 3];
    for position in [
        [("N", zero), ("E", zero)],
        [("S", [(5, 0); 3]), ("E", [(105, 1); 3])],
        [("S", [(95, 1); 3]), ("E", [(105, 1); 3])],
        [("", [(5, 1); 3]), ("E", [(105, 1); 3])],
    ] {
        assert_eq!(capture_of(&ExifBlock { position: Some(position), ..written() }).position, None);
    }
    for taken_at in ["0000:00:00 00:00:00", "2026:02:30 10:00:00", "    :  :     :  :  ", "kemarin"] {
        let capture = capture_of(&ExifBlock { taken_at: Some(taken_at), ..written() });
        assert_eq!((capture.taken_at, capture.offset_minutes), (None, None), "{taken_at}");
        assert!(capture.position.is_some());
    }
    assert_eq!(capture_of(&ExifBlock { offset: Some("WIB"), ..written() }).offset_minutes, None);
}

#[test]
fn a_cut_exif_block_does_not_stop_the_photo() {
    let mut file = written().on(&jpeg(&flower(320, 240)));
    // The first directory's field count, behind markers, length, prefix and TIFF header.
    file[20..22].copy_from_slice(&[0xFF, 0xFF]);
    accept(&file, PhotoKind::Business);
}

#[test]
fn nothing_of_the_metadata_is_left_in_the_output() {
    let file = written().on(&TOWER);
    for secret in [&b"OnePlus"[..], b"Exif\0\0", b"2026:11:22", b"CONTOH Kamera", &54_321_u32.to_le_bytes()] {
        assert!(contains(&file, secret), "the sample carries what must go");
        let prepared = accept(&file, PhotoKind::Business);
        assert!(!contains(&prepared.jpeg, secret) && !contains(&prepared.thumbnail, secret));
    }
    for jpeg in [accept(&file, PhotoKind::Business).jpeg, accept(&file, PhotoKind::Business).thumbnail] {
        // Only JFIF's APP0 may stand before the picture, no other application segment or comment.
        let mut at = 2;
        while jpeg[at + 1] != 0xDA {
            assert!(!matches!(jpeg[at + 1], 0xE1..=0xEF | 0xFE), "marker {:02X}", jpeg[at + 1]);
            at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        }
    }
}
