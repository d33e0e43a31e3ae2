//! A filter as bytes.
//!
//! | bytes | what |
//! |---|---|
//! | 17 | `sambang filter 2` and a line feed |
//! | 8 | entries |
//! | 8 | seed |
//! | 4 | length of a segment, a power of two |
//! | 4 | length of all segments but the last two |
//! | 1 each | fingerprints |
//!
//! Numbers are little-endian. Another layout gets another number in the first line. The
//! first layout is no longer read: whoever had such a filter and its secret could read its people off it.

use xorf::{BinaryFuse8, Descriptor};

const FORMAT: &[u8] = b"sambang filter 2\n";

/// The longest segment the construction uses.
const LONGEST_SEGMENT: u32 = 262_144;

/// Why there is no filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    /// The first line is another one.
    #[error("not a filter of a known format")]
    Format,
    /// The numbers do not fit each other or the length.
    #[error("the filter's bytes do not fit together")]
    Shape,
    /// No filter was found for these entries.
    #[error("no filter could be built")]
    Build,
}

pub(super) fn write(entries: u64, fuse: &BinaryFuse8) -> Vec<u8> {
    let shape = &fuse.descriptor;
    let mut bytes = FORMAT.to_vec();
    bytes.extend(entries.to_le_bytes());
    bytes.extend(shape.seed.to_le_bytes());
    bytes.extend(shape.segment_length.to_le_bytes());
    bytes.extend(shape.segment_count_length.to_le_bytes());
    bytes.extend(&fuse.fingerprints);
    bytes
}

pub(super) fn read(bytes: &[u8]) -> Result<(u64, BinaryFuse8), FilterError> {
    let rest = bytes.strip_prefix(FORMAT).ok_or(FilterError::Format)?;
    let (entries, rest) = rest.split_first_chunk().ok_or(FilterError::Shape)?;
    let (seed, rest) = rest.split_first_chunk().ok_or(FilterError::Shape)?;
    let (segment, rest) = rest.split_first_chunk().ok_or(FilterError::Shape)?;
    let (count, rest) = rest.split_first_chunk().ok_or(FilterError::Shape)?;
    let (entries, segment, count) =
        (u64::from_le_bytes(*entries), u32::from_le_bytes(*segment), u32::from_le_bytes(*count));
    // These conditions keep a lookup inside the fingerprints: it reads one in each of three neighbouring
    // segments.
    let sound = segment.is_power_of_two() && segment <= LONGEST_SEGMENT && count >= segment && count % segment == 0;
    let length = u64::from(count) + 2 * u64::from(segment);
    if !sound || rest.len() as u64 != length {
        return Err(FilterError::Shape);
    }
    let descriptor = Descriptor {
        seed: u64::from_le_bytes(*seed),
        segment_length: segment,
        segment_length_mask: segment - 1,
        segment_count_length: count,
    };
    Ok((entries, BinaryFuse8 { descriptor, fingerprints: rest.into() }))
}
