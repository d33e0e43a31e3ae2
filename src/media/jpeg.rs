//! A walk over a JPEG's markers (ITU-T T.81 annex B): its frame, its Exif
//! block and its true end.
//!
//! Decoders pad what is missing with grey and call it success, and phones
//! append videos and second pictures after the end. So the end is found here,
//! segment by segment: a thumbnail inside an Exif block is stepped over, and
//! what follows the end marker is never looked at.

use std::ops::Range;

use super::PhotoError;

/// What the markers say about the picture.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) progressive: bool,
    /// Samples of all components together at full size, padding included.
    pub(super) samples: u64,
    /// The Exif block's TIFF part.
    pub(super) exif: Option<Range<usize>>,
    /// Where the end marker stands: everything before it is the picture.
    pub(super) end: usize,
}

/// One colour component and which of its 64 coefficients have arrived in full.
struct Component {
    id: u8,
    arrived: u64,
}

struct Frame {
    width: u32,
    height: u32,
    progressive: bool,
    samples: u64,
    components: Vec<Component>,
}

/// Walks from the start marker to the end marker.
///
/// # Errors
/// [`PhotoError::Truncated`] when the end marker, a segment or a scan is
/// missing; [`PhotoError::Unsupported`] for coding processes cameras do not use;
/// [`PhotoError::Damaged`] when a segment contradicts itself.
pub(super) fn walk(bytes: &[u8]) -> Result<Layout, PhotoError> {
    let mut frame: Option<Frame> = None;
    let mut exif = None;
    let mut at = 2;
    loop {
        let (marker, end) = next_marker(bytes, at).ok_or(PhotoError::Truncated)?;
        at = end;
        match marker {
            0xD8 | 0x01 => continue,
            0xD9 => break,
            _ => {}
        }
        let body = segment(bytes, at)?;
        at = body.end;
        let data = bytes.get(body.clone()).unwrap_or_default();
        match marker {
            0xC0..=0xC2 if frame.is_some() => return Err(damaged("two frames")),
            0xC0..=0xC2 => frame = Some(read_frame(data, marker == 0xC2)?),
            0xC3 => return Err(PhotoError::Unsupported { format: "lossless JPEG" }),
            0xC5..=0xC7 => return Err(PhotoError::Unsupported { format: "hierarchical JPEG" }),
            0xC9..=0xCB | 0xCD..=0xCF => return Err(PhotoError::Unsupported { format: "arithmetic JPEG" }),
            0xDA => read_scan(data, frame.as_mut().ok_or_else(|| damaged("scan before frame"))?),
            0xE1 if exif.is_none() && data.starts_with(b"Exif\0") => exif = Some(body.start + 6..body.end),
            _ => {}
        }
    }
    let frame = frame.ok_or_else(|| damaged("no frame"))?;
    if frame.components.iter().any(|component| component.arrived != u64::MAX) {
        return Err(PhotoError::Truncated);
    }
    // `at` is behind the two bytes of the end marker.
    Ok(Layout {
        width: frame.width,
        height: frame.height,
        progressive: frame.progressive,
        samples: frame.samples,
        exif,
        end: at - 2,
    })
}

/// The next marker at or after `at`, and the place behind it. Steps over
/// entropy-coded data, its restart markers and stray bytes.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)?;
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let code = *bytes.get(at)?;
        at += 1;
        if !matches!(code, 0x00 | 0xD0..=0xD7) {
            return Some((code, at));
        }
    }
}

/// The body of the segment whose length field is at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<Range<usize>, PhotoError> {
    let field = bytes.get(at..).and_then(|rest| rest.first_chunk()).ok_or(PhotoError::Truncated)?;
    let length = usize::from(u16::from_be_bytes(*field));
    if length < 2 {
        return Err(damaged("segment shorter than its length field"));
    }
    match at + length <= bytes.len() {
        true => Ok(at + 2..at + length),
        false => Err(PhotoError::Truncated),
    }
}

fn read_frame(data: &[u8], progressive: bool) -> Result<Frame, PhotoError> {
    let (&[precision, h1, h2, w1, w2, count], rest) =
        data.split_first_chunk::<6>().ok_or_else(|| damaged("short frame header"))?;
    if precision != 8 {
        return Err(PhotoError::Unsupported { format: "12-bit JPEG" });
    }
    let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
    let specs: Vec<[u8; 3]> = rest.as_chunks::<3>().0.iter().take(usize::from(count)).copied().collect();
    let factors = || specs.iter().map(|&[_, hv, _]| (u64::from(hv >> 4), u64::from(hv & 15)));
    if width == 0 || height == 0 || specs.len() != usize::from(count) || specs.is_empty() {
        return Err(damaged("frame header without size or components"));
    }
    if factors().any(|(h, v)| !(1..=4).contains(&h) || !(1..=4).contains(&v)) {
        return Err(damaged("sampling factor out of range"));
    }
    let (h_max, v_max) = factors().fold((1, 1), |(h, v), (ch, cv)| (h.max(ch), v.max(cv)));
    let units = u64::from(width).div_ceil(8 * h_max) * u64::from(height).div_ceil(8 * v_max);
    Ok(Frame {
        width: width.into(),
        height: height.into(),
        progressive,
        samples: factors().map(|(h, v)| units * h * v * 64).sum(),
        components: specs.iter().map(|&[id, ..]| Component { id, arrived: 0 }).collect(),
    })
}

/// Notes which coefficients a scan completes. A sequential scan brings all of
/// them; a progressive one a band, complete when its last bit plane comes.
fn read_scan(data: &[u8], frame: &mut Frame) {
    let count = data.first().map_or(0, |&count| usize::from(count));
    let (ids, tail) = data.get(1..).unwrap_or_default().split_at_checked(count * 2).unwrap_or_default();
    let band = match tail {
        _ if !frame.progressive => u64::MAX,
        &[first @ 0..=63, last @ 0..=63, planes, ..] if first <= last && planes & 15 == 0 => {
            (u64::MAX >> (63 - last)) & (u64::MAX << first)
        }
        _ => 0,
    };
    for [id, _] in ids.as_chunks::<2>().0 {
        for component in frame.components.iter_mut().filter(|component| component.id == *id) {
            component.arrived |= band;
        }
    }
}

fn damaged(what: &'static str) -> PhotoError {
    PhotoError::damaged(what)
}
