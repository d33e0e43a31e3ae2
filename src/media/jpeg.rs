//! A walk over a JPEG's markers (ITU-T T.81 annex B): its frame, its Exif block and where its picture ends.
//!
//! Decoders pad what is missing with grey and call it success, and phones append videos, second pictures and
//! records of their own, some without an end marker before them. So the walk goes from segment to segment, steps
//! over a thumbnail inside an Exif block, and ends behind the data of the last scan. What follows is never
//! looked at. Whether the data of a file without an end marker are whole, only decoding tells.

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
    /// Where the data of the last scan end.
    pub(super) end: usize,
    /// The end marker was found.
    pub(super) ended: bool,
    /// Where the frame header has a height of 0, because the height stands behind the first scan.
    pub(super) height_at: Option<usize>,
    /// The segment that gives the height then.
    pub(super) late_height: Option<Range<usize>>,
}

/// One colour component: its sampling factors, and which of its 64 coefficients have arrived in full.
struct Component {
    id: u8,
    factors: (u64, u64),
    arrived: u64,
}

struct Frame {
    width: u16,
    height: u16,
    progressive: bool,
    components: Vec<Component>,
}

impl Frame {
    fn is_whole(&self) -> bool {
        self.height > 0 && self.components.iter().all(|component| component.arrived == u64::MAX)
    }

    fn samples(&self) -> u64 {
        let factors = || self.components.iter().map(|component| component.factors);
        let (h_max, v_max) = factors().fold((1, 1), |(h, v), (ch, cv)| (h.max(ch), v.max(cv)));
        let units = u64::from(self.width).div_ceil(8 * h_max) * u64::from(self.height).div_ceil(8 * v_max);
        factors().map(|(h, v)| units * h * v * 64).sum()
    }
}

/// What a walk has met.
#[derive(Default)]
struct Walk {
    frame: Option<Frame>,
    exif: Option<Range<usize>>,
    /// The entropy-coded data of the last scan.
    scan: Range<usize>,
    /// Restart markers stand in the data.
    restarts: bool,
    height_at: Option<usize>,
    late_height: Option<Range<usize>>,
}

/// Walks from the start marker to the end marker, or to where nothing makes sense any more.
///
/// # Errors
/// [`PhotoError::Truncated`] when a segment or a scan is missing; [`PhotoError::Unsupported`] for coding
/// processes cameras do not use; [`PhotoError::Damaged`] when a segment contradicts itself.
pub(super) fn walk(bytes: &[u8]) -> Result<Layout, PhotoError> {
    let mut walk = Walk::default();
    let end = walk.run(bytes);
    let ended = end.is_ok();
    let frame = walk.frame.as_ref();
    if !frame.is_some_and(Frame::is_whole) {
        end?;
    }
    let frame = frame.ok_or_else(|| damaged("no frame"))?;
    if !frame.is_whole() {
        return Err(PhotoError::Truncated);
    }
    Ok(Layout {
        width: frame.width.into(),
        height: frame.height.into(),
        progressive: frame.progressive,
        samples: frame.samples(),
        exif: walk.exif,
        end: if ended { walk.scan.end } else { before_filling(bytes, walk.scan) },
        ended,
        height_at: walk.height_at,
        late_height: walk.late_height,
    })
}

impl Walk {
    fn run(&mut self, bytes: &[u8]) -> Result<(), PhotoError> {
        let mut at = 2;
        loop {
            let (marker, end) = next_marker(bytes, at, true).ok_or(PhotoError::Truncated)?;
            at = end;
            match marker {
                0xD8 | 0x01 => continue,
                0xD9 => return Ok(()),
                _ => {}
            }
            let body = segment(bytes, at)?;
            at = body.end;
            self.take(bytes, marker, body)?;
            if marker == 0xDA {
                let marker = next_marker(bytes, at, self.restarts);
                // The marker is two bytes, and bytes of filling may stand before it.
                let end = marker.map_or(bytes.len(), |(_, end)| end - 2);
                self.scan = at..end;
                at = end;
            }
        }
    }

    fn take(&mut self, bytes: &[u8], marker: u8, body: Range<usize>) -> Result<(), PhotoError> {
        let data = bytes.get(body.clone()).unwrap_or_default();
        match marker {
            0xC0..=0xC2 if self.frame.is_some() => return Err(damaged("two frames")),
            0xC0..=0xC2 => {
                let frame = read_frame(data, marker == 0xC2)?;
                self.height_at = (frame.height == 0).then_some(body.start + 1);
                self.frame = Some(frame);
            }
            0xC3 => return Err(PhotoError::Unsupported { format: "lossless JPEG" }),
            0xC5..=0xC7 => return Err(PhotoError::Unsupported { format: "hierarchical JPEG" }),
            0xC9..=0xCB | 0xCD..=0xCF => return Err(PhotoError::Unsupported { format: "arithmetic JPEG" }),
            0xDA => read_scan(data, self.frame.as_mut().ok_or_else(|| damaged("scan before frame"))?)?,
            0xDC => self.take_height(data, body)?,
            0xDD => self.restarts = data != [0, 0],
            0xE1 if self.exif.is_none() && data.starts_with(b"Exif\0") => self.exif = Some(body.start + 6..body.end),
            _ => {}
        }
        Ok(())
    }

    /// The height of a frame that did not know it (T.81 B.2.5).
    fn take_height(&mut self, data: &[u8], body: Range<usize>) -> Result<(), PhotoError> {
        let height =
            <[u8; 2]>::try_from(data).map(u16::from_be_bytes).map_err(|_| damaged("a height of another size"))?;
        if let Some(frame) = self.frame.as_mut().filter(|frame| frame.height == 0) {
            frame.height = height;
            // Marker and length field stand before the data.
            self.late_height = Some(body.start - 4..body.end);
        }
        Ok(())
    }
}

/// The next marker at or after `at`, and the place behind it. Steps over stuffed and stray bytes, and over
/// restart markers where there are `restarts`.
fn next_marker(bytes: &[u8], mut at: usize, restarts: bool) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == 0xFF)?;
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let code = *bytes.get(at)?;
        at += 1;
        if code != 0x00 && !(restarts && matches!(code, 0xD0..=0xD7)) {
            return Some((code, at));
        }
    }
}

/// So many equal bytes are what a card is filled with, not a picture.
const FILLING: usize = 64;

/// Where the data of a scan end when no marker does: before a filling, if there is one.
fn before_filling(bytes: &[u8], scan: Range<usize>) -> usize {
    let data = bytes.get(scan.clone()).unwrap_or_default();
    let filling = data.windows(FILLING).position(|window| window.iter().all(|byte| Some(byte) == window.first()));
    filling.map_or(scan.end, |at| scan.start + at)
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
    let specs = rest.as_chunks::<3>().0.iter().take(usize::from(count));
    let component =
        |&[id, hv, _]: &[u8; 3]| Component { id, factors: (u64::from(hv >> 4), u64::from(hv & 15)), arrived: 0 };
    let components: Vec<Component> = specs.map(component).collect();
    if width == 0 || components.len() != usize::from(count) || components.is_empty() {
        return Err(damaged("frame header without size or components"));
    }
    if components.iter().any(|c| !(1..=4).contains(&c.factors.0) || !(1..=4).contains(&c.factors.1)) {
        return Err(damaged("sampling factor out of range"));
    }
    Ok(Frame { width, height, progressive, components })
}

/// Notes which coefficients a scan completes. A sequential scan brings all of
/// them; a progressive one a band, complete when its last bit plane comes.
fn read_scan(data: &[u8], frame: &mut Frame) -> Result<(), PhotoError> {
    let count = data.first().map_or(0, |&count| usize::from(count));
    if frame.is_whole() || !(1..=4).contains(&count) || data.len() != 4 + count * 2 {
        return Err(damaged("a scan that is none"));
    }
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
    Ok(())
}

fn damaged(what: &'static str) -> PhotoError {
    PhotoError::damaged(what)
}
