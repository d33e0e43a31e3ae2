//! Every photo fits the link, and nothing more is taken from it than needed.

use image::{Rgb, RgbImage};
use sambang::media::{PhotoKind, Prepared, TARGET_BYTES, THUMBNAIL_BYTES, THUMBNAIL_SIDE};
use sha2::{Digest, Sha256};

use crate::photos::{FLOWER, TOWER, accept, flower, jpeg, pixels, psnr};

const KINDS: [PhotoKind; 4] = [PhotoKind::IdentityCard, PhotoKind::Business, PhotoKind::SignedPaper, PhotoKind::Other];

/// The worst case for compression: every pixel unlike its neighbour.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut seed = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 20) as u8])
    })
}

fn check(prepared: &Prepared, kind: PhotoKind) {
    assert!(prepared.jpeg.len() <= TARGET_BYTES && TARGET_BYTES == 204_800);
    assert!(prepared.width.max(prepared.height) <= kind.long_side());
    assert_eq!(pixels(&prepared.jpeg).dimensions(), (prepared.width, prepared.height));
    assert!(prepared.thumbnail.len() <= THUMBNAIL_BYTES);
    let thumbnail = pixels(&prepared.thumbnail).dimensions();
    assert!(thumbnail.0.max(thumbnail.1) <= THUMBNAIL_SIDE);
    assert_eq!(prepared.sha256[..], Sha256::digest(&prepared.jpeg)[..]);
    assert_eq!(prepared.sha256_hex(), hex::encode(prepared.sha256));
}

#[test]
fn every_kind_keeps_its_limits() {
    for kind in KINDS {
        check(&accept(&FLOWER, kind), kind);
        check(&accept(&TOWER, kind), kind);
    }
    assert_eq!(PhotoKind::IdentityCard.long_side(), 1280);
    assert_eq!(PhotoKind::Business.long_side(), 1600);
}

#[test]
fn even_noise_fits() {
    let file = jpeg(&noise(1600, 1200));
    assert!(file.len() > 5 * TARGET_BYTES);
    for kind in [PhotoKind::IdentityCard, PhotoKind::Business] {
        let prepared = accept(&file, kind);
        check(&prepared, kind);
        assert!(prepared.jpeg.len() > TARGET_BYTES / 2, "no more is given up than needed");
    }
}

#[test]
fn small_photos_are_not_enlarged() {
    let prepared = accept(&TOWER, PhotoKind::Business);
    assert_eq!((prepared.width, prepared.height), (512, 512));
}

#[test]
fn the_same_file_gives_the_same_bytes() {
    assert_eq!(accept(&FLOWER, PhotoKind::Business), accept(&FLOWER, PhotoKind::Business));
}

#[test]
fn scaling_loses_nothing_that_the_smaller_size_can_show() {
    let prepared = accept(&FLOWER, PhotoKind::Business);
    let reference = image::imageops::resize(
        &pixels(&FLOWER),
        prepared.width,
        prepared.height,
        image::imageops::FilterType::Lanczos3,
    );
    assert!(psnr(&pixels(&prepared.jpeg), &reference) > 36.0);
}

#[test]
fn a_photo_decoded_at_half_size_looks_like_one_decoded_whole() {
    let large = flower(4000, 3000);
    let prepared = accept(&jpeg(&large), PhotoKind::Business);
    let reference =
        image::imageops::resize(&large, prepared.width, prepared.height, image::imageops::FilterType::Lanczos3);
    assert!(psnr(&pixels(&prepared.jpeg), &reference) > 36.0);
}
