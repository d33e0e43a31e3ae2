//! Real photographs and what tests make of them.
//!
//! The photographs ship inside the source package of the `jpeg-decoder`
//! dependency, so `Cargo.lock` pins them byte for byte and every machine that
//! can build the tests has them.

use std::io::Cursor;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use image::{ExtendedColorType, ImageEncoder, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use sambang::media::{PhotoKind, Prepared, prepare};

/// A flower, 2268 by 1512, without Exif.
pub(crate) static FLOWER: LazyLock<Vec<u8>> = LazyLock::new(|| shipped("large_image.jpg"));
/// A phone's photo of a tower, 512 by 512, with the Exif block, maker's note
/// and position of the phone.
pub(crate) static TOWER: LazyLock<Vec<u8>> = LazyLock::new(|| shipped("tower.jpg"));
/// The same, progressive.
pub(crate) static TOWER_PROGRESSIVE: LazyLock<Vec<u8>> = LazyLock::new(|| shipped("tower_progressive.jpg"));
/// The same, in grey.
pub(crate) static TOWER_GREY: LazyLock<Vec<u8>> = LazyLock::new(|| shipped("tower_grayscale.jpg"));

fn shipped(name: &str) -> Vec<u8> {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version=1", "--offline", "--filter-platform=host-tuple"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("cargo runs");
        assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let package = metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "jpeg-decoder");
        let manifest = package.expect("a dependency")["manifest_path"].as_str().unwrap();
        PathBuf::from(manifest).with_file_name("benches")
    });
    let path = FOLDER.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("no test photo at {}: {error}", path.display()))
}

pub(crate) fn pixels(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).unwrap().into_rgb8()
}

/// The flower at a size a test needs.
pub(crate) fn flower(width: u32, height: u32) -> RgbImage {
    static PIXELS: LazyLock<RgbImage> = LazyLock::new(|| pixels(&FLOWER));
    image::imageops::thumbnail(&*PIXELS, width, height)
}

/// A camera-like JPEG: high quality, halved chroma.
pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    jpeg_with(picture, |_| {})
}

pub(crate) fn jpeg_with(picture: &RgbImage, set: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let (width, height) = (picture.width().try_into().unwrap(), picture.height().try_into().unwrap());
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 93);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    set(&mut encoder);
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb).unwrap();
    file
}

pub(crate) fn png(raw: &[u8], width: u32, height: u32, color: ExtendedColorType) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image::codecs::png::PngEncoder::new(&mut file).write_image(raw, width, height, color).unwrap();
    file.into_inner()
}

/// Prepares a photo that must be accepted.
pub(crate) fn accept(file: &[u8], kind: PhotoKind) -> Prepared {
    prepare(file, kind, None).unwrap()
}

/// The code with which a file is refused.
pub(crate) fn refusal(file: &[u8]) -> &'static str {
    prepare(file, PhotoKind::Business, None).expect_err("a refusal").code()
}

/// Mean of a square of `side` pixels around a place, per channel.
pub(crate) fn mean(picture: &RgbImage, (x, y): (u32, u32), side: u32) -> [u8; 3] {
    let view = image::imageops::crop_imm(picture, x - side / 2, y - side / 2, side, side).to_image();
    let sum = view.pixels().fold([0_u32; 3], |sum, pixel| [0, 1, 2].map(|i| sum[i] + u32::from(pixel.0[i])));
    sum.map(|sum| (sum / (side * side)) as u8)
}

/// Whether two colours are the same but for what compression does to them.
pub(crate) fn close(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 24)
}

/// Peak signal-to-noise ratio in decibels.
pub(crate) fn psnr(a: &RgbImage, b: &RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let squares: f64 = a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2)).sum();
    10.0 * (255.0_f64.powi(2) * a.as_raw().len() as f64 / squares.max(1.0)).log10()
}
