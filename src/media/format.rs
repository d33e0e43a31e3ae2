//! Which format a file really is, told by its first bytes, and whether a PNG
//! or WebP file is all there.
//!
//! Not every decoder reports a missing end, so the containers are checked for completeness before any decoder
//! sees them. JPEG is checked in [`super::jpeg`].

use super::PhotoError;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
}

const JPEG: &[u8] = b"\xFF\xD8\xFF";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";

/// First bytes of formats that are recognised only to be named.
const NAMED: &[(&[u8], &str)] = &[
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0\x10\0\0\0CR", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"IIU\0", "RAW"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"\0\0\0\x0CJXL ", "JPEG XL"),
    (b"\0\0\0\x0CjP  ", "JPEG 2000"),
    (b"\xFF\x4F\xFF\x51", "JPEG 2000"),
    (b"8BPS", "PSD"),
    (b"%PDF", "PDF"),
];

/// The file from its mark on: line breaks and the like that a careless program wrote before it are left out.
pub(super) fn from_its_mark(bytes: &[u8]) -> &[u8] {
    let strays = bytes.iter().take(STRAYS).take_while(|byte| matches!(byte, b'\n' | b'\r' | b' ' | b'\t' | 0)).count();
    let rest = bytes.get(strays..).unwrap_or_default();
    if rest.starts_with(JPEG) || rest.starts_with(PNG) { rest } else { bytes }
}

/// More stray bytes are not an accident.
const STRAYS: usize = 16;

/// Tells the format of a non-empty file.
pub(super) fn detect(bytes: &[u8]) -> Result<Format, PhotoError> {
    if bytes.starts_with(JPEG) {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(PNG) {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Format::WebP);
    }
    if bytes.len() > 1 && (JPEG.starts_with(bytes) || PNG.starts_with(bytes)) {
        return Err(PhotoError::Truncated);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(PhotoError::Unsupported { format: iso_media(bytes) });
    }
    match NAMED.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, format)) => Err(PhotoError::Unsupported { format }),
        None => Err(PhotoError::NotAnImage),
    }
}

/// Names an ISO base media file (ISO/IEC 14496-12) by its brands.
fn iso_media(bytes: &[u8]) -> &'static str {
    let length = bytes.first_chunk().map_or(0, |size| u32::from_be_bytes(*size) as usize);
    let end = length.clamp(8, 256).min(bytes.len());
    let brands = || bytes.get(8..end).unwrap_or_default().chunks_exact(4);
    let any = |known: &[&[u8; 4]]| brands().any(|brand| known.iter().any(|k| k.as_slice() == brand));
    // HEIC and AVIF share the brand mif1, so the narrower name is asked first.
    if any(&[b"avif", b"avis"]) {
        "AVIF"
    } else if any(&[b"crx "]) {
        "RAW"
    } else if any(&[b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"]) {
        "HEIC"
    } else {
        "video"
    }
}

/// Width and height from a PNG file's first chunk.
pub(super) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (width, rest) = bytes.get(16..)?.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*rest.first_chunk()?)))
}

/// Whether a PNG file has all its chunks, the closing one included.
pub(super) fn png_is_complete(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    while let Some((head, body)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        // Four bytes of checksum follow every chunk's body.
        match body.get(length.saturating_add(4)..) {
            Some(_) if kind == *b"IEND" => return true,
            Some(next) => rest = next,
            None => return false,
        }
    }
    false
}

/// Whether a WebP file is as long as its header says.
pub(super) fn webp_is_complete(bytes: &[u8]) -> bool {
    bytes
        .get(4..8)
        .and_then(|size| size.first_chunk())
        .is_some_and(|size| bytes.len() >= (u32::from_le_bytes(*size) as usize).saturating_add(8))
}
