//! Photographs as cameras make them, at any size, from a real one.
//!
//! The real one ships inside the source package of the `jpeg-decoder` dependency, so `Cargo.lock`
//! pins it. It is laid out mirrored, edge to edge, at its own scale: a file of 12 or 108 megapixels
//! then has about the detail and the bytes of a camera's.

use std::path::PathBuf;
use std::process::Command;

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use serde_json::Value;

use crate::Outcome;
use crate::process::ran;

/// As phones write: about 2 bits a pixel of this picture.
const QUALITY: u8 = 98;

pub(crate) struct Photographs(RgbImage);

impl Photographs {
    pub(crate) fn load() -> Outcome<Self> {
        let mut metadata = Command::new(env!("CARGO"));
        metadata.args(["metadata", "--format-version=1", "--offline", "--filter-platform=host-tuple"]);
        let metadata: Value = serde_json::from_str(&ran(metadata.current_dir(env!("CARGO_MANIFEST_DIR")))?)?;
        let packages =
            metadata.pointer("/packages").and_then(Value::as_array).ok_or("cargo metadata has no packages")?;
        let named = |package: &&Value| package.pointer("/name").and_then(Value::as_str) == Some("jpeg-decoder");
        let manifest = packages.iter().find(named).and_then(|package| package.pointer("/manifest_path"));
        let manifest = manifest.and_then(Value::as_str).ok_or("jpeg-decoder is no dependency")?;
        let file = PathBuf::from(manifest).with_file_name("benches").join("large_image.jpg");
        Ok(Self(image::load_from_memory(&std::fs::read(file)?)?.into_rgb8()))
    }

    /// A baseline JPEG of this size with halved chroma.
    pub(crate) fn jpeg(&self, width: u16, height: u16) -> Outcome<Vec<u8>> {
        let Self(photo) = self;
        let mirrored =
            |at: u32, side: u32| if (at / side).is_multiple_of(2) { at % side } else { side - 1 - at % side };
        let picture = RgbImage::from_fn(width.into(), height.into(), |x, y| {
            *photo.get_pixel(mirrored(x, photo.width()), mirrored(y, photo.height()))
        });
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.encode(picture.as_raw(), width, height, ColorType::Rgb)?;
        Ok(file)
    }
}
