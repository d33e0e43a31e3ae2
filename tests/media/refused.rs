//! Files that are no whole picture are refused, each with its own reason.

use image::ExtendedColorType;
use sambang::media::{MAX_BYTES, PhotoError, PhotoKind, prepare};

use crate::exif_block::ExifBlock;
use crate::photos::{FLOWER, TOWER, TOWER_PROGRESSIVE, flower, jpeg, jpeg_with, png, refusal};

const END: [u8; 2] = [0xFF, 0xD9];

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(refusal(b""), "photo.empty");
}

#[test]
fn a_truncated_photo_is_refused_wherever_it_was_cut() {
    for photo in [&*FLOWER, &*TOWER, &*TOWER_PROGRESSIVE] {
        for percent in [1, 5, 10, 25, 50, 75, 90, 99] {
            assert_eq!(refusal(&photo[..photo.len() * percent / 100]), "photo.truncated", "at {percent} %");
        }
        // The end marker itself may be missing, see `accepted.rs`.
        for missing in [3, 4, 100, 2048] {
            assert_eq!(refusal(&photo[..photo.len() - missing]), "photo.truncated", "{missing} bytes short");
        }
    }
    assert_eq!(refusal(&FLOWER[..2]), "photo.truncated");
}

#[test]
fn a_photo_whose_end_is_zeroes_is_refused() {
    let mut file = FLOWER.clone();
    let half = file.len() / 2;
    file[half..].fill(0);
    assert_eq!(refusal(&file), "photo.truncated");
}

#[test]
fn a_thumbnails_end_is_not_taken_for_the_photos() {
    let block = ExifBlock { thumbnail: jpeg(&flower(160, 120)), ..ExifBlock::default() };
    let file = block.on(&FLOWER);
    assert!(prepare(&file, PhotoKind::Other, None).is_ok());
    assert_eq!(refusal(&file[..file.len() * 9 / 10]), "photo.truncated");
}

#[test]
fn an_end_marker_grafted_on_half_a_photo_does_not_help() {
    let with_restarts = jpeg_with(&flower(800, 600), |encoder| encoder.set_restart_interval(10));
    for photo in [&*FLOWER, &*TOWER, &with_restarts] {
        for percent in [50, 90, 98] {
            let cut = [&photo[..photo.len() * percent / 100], &END].concat();
            assert_eq!(refusal(&cut), "photo.damaged", "at {percent} %");
        }
    }
    let cut = [&TOWER_PROGRESSIVE[..TOWER_PROGRESSIVE.len() / 2], &END].concat();
    assert_eq!(refusal(&cut), "photo.truncated");
}

#[test]
fn text_named_like_a_photo_is_refused() {
    assert_eq!(refusal(b"Ini bukan foto, hanya catatan yang diberi nama foto.jpg\n"), "photo.not_an_image");
    assert_eq!(refusal(&[0; 5000]), "photo.not_an_image");
    assert_eq!(refusal(b"\xFF"), "photo.not_an_image");
}

#[test]
fn unreadable_formats_are_named() {
    let cases: [(&[u8], &str); 12] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
        (b"\0\0\0\x1Cftypmif1\0\0\0\0avifmif1miaf", "AVIF"),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "RAW"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "video"),
        (b"GIF89a\x01\0\x01\0\0\0\0;", "GIF"),
        (b"II*\0\x08\0\0\0\0\0\0\0", "TIFF"),
        (b"MM\0*\0\0\0\x08\0\0\0\0", "TIFF"),
        (b"II*\0\x10\0\0\0CR\x02\0", "RAW"),
        (b"\xFF\x0A\xFA\xBC", "JPEG XL"),
        (b"%PDF-1.7\n", "PDF"),
    ];
    for (file, name) in cases {
        let error = prepare(file, PhotoKind::Other, None).unwrap_err();
        assert_eq!(error.code(), "photo.unsupported");
        assert!(matches!(error, PhotoError::Unsupported { format } if format == name), "{name}: {error}");
    }
}

#[test]
fn a_decompression_bomb_is_refused_by_its_header() {
    let picture = png(&[0; 64 * 64 * 3], 64, 64, ExtendedColorType::Rgb8);
    for (width, height) in [(50_000_u32, 50_000_u32), (u32::MAX >> 1, 64), (8_000, 8_000)] {
        let mut bomb = picture.clone();
        bomb[16..20].copy_from_slice(&width.to_be_bytes());
        bomb[20..24].copy_from_slice(&height.to_be_bytes());
        let checksum = png_checksum(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(refusal(&bomb), "photo.too_many_pixels", "{width} x {height}");
    }
}

/// CRC-32 as PNG computes it.
fn png_checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// The file with other dimensions in its frame header.
fn declared(photo: &[u8], width: u16, height: u16) -> Vec<u8> {
    let mut file = photo.to_vec();
    let frame = file.windows(4).rposition(|at| matches!(at, [0xFF, 0xC0 | 0xC2, 0, 17])).unwrap();
    file[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    file[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    file
}

#[test]
fn jpegs_that_need_too_much_memory_are_refused_by_their_header() {
    assert_eq!(refusal(&declared(&TOWER, 65_500, 65_500)), "photo.too_many_pixels");
    assert_eq!(refusal(&declared(&TOWER_PROGRESSIVE, 12_000, 9_000)), "photo.too_many_pixels");
}

#[test]
fn a_file_larger_than_any_photo_is_refused() {
    let mut file = FLOWER.clone();
    file.resize(MAX_BYTES + 1, 0);
    assert_eq!(refusal(&file), "photo.too_large");
}

#[test]
fn a_picture_of_a_few_pixels_is_refused() {
    assert_eq!(refusal(&jpeg(&flower(320, 40))), "photo.too_small");
}

#[test]
fn truncated_png_and_webp_are_refused() {
    let picture = flower(200, 150);
    let png = png(&picture, 200, 150, ExtendedColorType::Rgb8);
    let mut webp = Vec::new();
    let encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.encode(&picture, 200, 150, ExtendedColorType::Rgb8).unwrap();
    for file in [&png, &webp] {
        for kept in [file.len() / 2, file.len() * 9 / 10, file.len() - 1] {
            assert_eq!(refusal(&file[..kept]), "photo.truncated", "{kept} of {} bytes", file.len());
        }
    }
}

#[test]
fn flipped_bytes_never_panic() {
    let picture = flower(160, 120);
    let png = png(&picture, 160, 120, ExtendedColorType::Rgb8);
    // A fixed linear congruential sequence: the same damage in every run.
    let mut seed = 2026_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize
    };
    for photo in [&jpeg(&picture), &*TOWER_PROGRESSIVE, &*TOWER, &png] {
        for _ in 0..40 {
            let mut file = photo.to_vec();
            for _ in 0..4 {
                let at = next() % file.len().min(if next() % 2 == 0 { 800 } else { usize::MAX });
                file[at] = next() as u8;
            }
            // Both answers are right; a panic is not.
            let _ = prepare(&file, PhotoKind::Other, None);
        }
    }
}
