//! What the facilitator photographs. The business is shown by two real photographs from the source
//! package of `jpeg-decoder`, a dependency, so that every machine that builds the tests has them;
//! card and paper are drawn here and marked as specimens.

use std::path::{Path, PathBuf};
use std::process::Command;

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use sambang::platform::{Clock, SystemClock};

use crate::person;

/// One file per photo, as a camera leaves them.
pub(crate) struct Photographs {
    /// The identity card.
    pub(crate) card: PathBuf,
    /// The business from the front: a real photograph of 2268 by 1512.
    pub(crate) front: PathBuf,
    /// The goods: a phone's photograph with its Exif block, taken today.
    pub(crate) goods: PathBuf,
    /// The paper signed over the duty stamp.
    pub(crate) paper: PathBuf,
    /// The village's letter about a business.
    pub(crate) letter: PathBuf,
    /// A text somebody renamed to `.jpg`.
    pub(crate) not_a_photo: PathBuf,
}

impl Photographs {
    /// Writes them to `folder`.
    pub(crate) fn take(folder: &Path) -> Self {
        let shipped = shipped_folder();
        let keep = |name: &str, bytes: &[u8]| {
            let path = folder.join(name);
            std::fs::write(&path, bytes).expect("a photo can be written");
            path
        };
        let read = |from: &str| std::fs::read(shipped.join(from)).expect("jpeg-decoder ships its photographs");
        Self {
            card: keep("card.jpg", &camera(&card(person::NIK))),
            front: keep("front.jpg", &read("large_image.jpg")),
            goods: keep("goods.jpg", &taken_now(&read("tower.jpg"))),
            paper: keep("paper.jpg", &camera(&paper("SURAT PERNYATAAN CONTOH"))),
            letter: keep("letter.jpg", &camera(&paper("SURAT KETERANGAN CONTOH"))),
            not_a_photo: keep("notes.jpg", b"Catatan kunjungan, bukan foto.\n"),
        }
    }
}

impl Photographs {
    /// Another specimen card, with this NIK on it.
    pub(crate) fn card_of(&self, nik: &str) -> PathBuf {
        let path = self.card.with_file_name(format!("card-{nik}.jpg"));
        std::fs::write(&path, camera(&card(nik))).expect("a photo can be written");
        path
    }

    /// The photograph of a business as another applicant's: another part of the view, because a picture that
    /// stands for two applicants is a finding.
    pub(crate) fn business_of(&self, photograph: &Path, serial: u16) -> PathBuf {
        let name = photograph.file_stem().expect("a photograph has a name").to_string_lossy();
        let path = photograph.with_file_name(format!("{name}-{serial}.jpg"));
        let whole = image::open(photograph).expect("a photograph").into_rgb8();
        let left = u32::from(serial % 50) + 1;
        let part = image::imageops::crop_imm(&whole, left, 0, whole.width() - left, whole.height()).to_image();
        std::fs::write(&path, camera(&part)).expect("a photo can be written");
        path
    }
}

/// The photograph with the hour of this test in its Exif block, as the phone in Jakarta would write it, and
/// without the place, which is not Lampung.
fn taken_now(photograph: &[u8]) -> Vec<u8> {
    const TAKEN: &[u8] = b"2019:11:09 10:59:36";
    /// What local time there is ahead of UTC.
    const JAKARTA_MIN: i32 = 7 * 60;
    /// The entry that names the block of the place: tag 0x8825, one offset.
    const PLACE: [u8; 8] = [0x88, 0x25, 0, 4, 0, 0, 0, 1];
    let now = SystemClock.now().local(JAKARTA_MIN).format("%Y:%m:%d %H:%M:%S").to_string();
    let mut file = photograph.to_vec();
    let place = file.windows(PLACE.len()).position(|part| part == PLACE).expect("the phone wrote its place");
    file.splice(place..place + 2, [0, 0]);
    while let Some(at) = file.windows(TAKEN.len()).position(|part| part == TAKEN) {
        file.splice(at..at + TAKEN.len(), now.bytes());
    }
    file
}

fn shipped_folder() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform=host-tuple"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo describes the packages");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let decoder = packages.iter().find(|package| package["name"] == "jpeg-decoder").expect("a dependency");
    PathBuf::from(decoder["manifest_path"].as_str().expect("a path")).with_file_name("benches")
}

/// A JPEG as a camera writes it.
fn camera(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 93).encode_image(picture).expect("a picture can be encoded");
    file
}

/// A specimen card of no person, photographed at 8 megapixels.
fn card(nik: &str) -> RgbImage {
    let (width, height) = (3264, 2448);
    let mut picture = RgbImage::from_fn(width, height, |x, y| {
        let on_card = (260..3004).contains(&x) && (360..2090).contains(&y);
        let grain = grain(x, y);
        if on_card { Rgb([150 + grain, 190 + grain, 215 + grain]) } else { Rgb([96 + grain, 74 + grain, 58 + grain]) }
    });
    write_text(&mut picture, "CONTOH, BUKAN KTP", (420.0, 560.0), 190.0);
    write_text(&mut picture, "PROVINSI LAMPUNG", (420.0, 830.0), 140.0);
    write_text(&mut picture, &format!("NIK {nik}"), (420.0, 1120.0), 210.0);
    for row in 0_u8..4 {
        write_text(&mut picture, "Orang ini tidak ada", (420.0, 1340.0 + 160.0 * f32::from(row)), 110.0);
    }
    picture
}

/// A page of writing with a signature over a stamp.
fn paper(title: &str) -> RgbImage {
    let mut picture = RgbImage::from_fn(2448, 3264, |x, y| {
        let grain = grain(x, y);
        let stamp = (1500..2000).contains(&x) && (2500..2850).contains(&y);
        if stamp { Rgb([190 + grain, 96 + grain, 120 + grain]) } else { Rgb([226 + grain, 224 + grain, 214 + grain]) }
    });
    for row in 0_u8..14 {
        write_text(&mut picture, title, (220.0, 300.0 + 150.0 * f32::from(row)), 100.0);
    }
    write_text(&mut picture, "CONTOH", (1440.0, 2740.0), 220.0);
    picture
}

/// Sensor noise: the same on every machine, and hard to compress, as a camera's is.
fn grain(x: u32, y: u32) -> u8 {
    let mixed = (x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE3D);
    u8::try_from(mixed >> 28).unwrap_or_default()
}

fn write_text(picture: &mut RgbImage, text: &str, (mut x, y): (f32, f32), size: f32) {
    let bytes = include_bytes!("../../assets/fonts/HankenGrotesk-SemiBold.ttf");
    let font = FontRef::try_from_slice(bytes).expect("the shipped font");
    let scaled = font.as_scaled(PxScale::from(size));
    for letter in text.chars() {
        let glyph: Glyph = scaled.glyph_id(letter).with_scale_and_position(PxScale::from(size), point(x, y));
        x += scaled.h_advance(glyph.id);
        let Some(outline) = font.outline_glyph(glyph) else { continue };
        let corner = outline.px_bounds().min;
        outline.draw(|dx, dy, cover| {
            let (px, py) = (corner.x as u32 + dx, corner.y as u32 + dy);
            if cover > 0.4 && px < picture.width() && py < picture.height() {
                picture.put_pixel(px, py, Rgb([28, 30, 40]));
            }
        });
    }
}
