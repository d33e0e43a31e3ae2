//! Reads the file that `tools/build-regions.mjs` writes.
//!
//! ```text
//! "sambang regions", version 1                     16 bytes
//! for each of 3 sections: packed, unpacked length  2 x u32, little-endian
//! the sections, each a zlib stream
//! ```
//!
//! A number is a little-endian base-128 varint. The first section (regions in force) and the second
//! (historical) hold: how many; for each region its six-digit code less the one before it; the
//! names, each ended by a line feed. The third holds: for each region of the first section how many
//! villages it has; for each village its last four digits less those of the one before it in the
//! same district; the names.
//!
//! Any bytes whatsoever are answered with a table or an error, in bounded memory.

use super::lookup::{Names, Regions, Villages};
use super::{RegionCode, RegionError, RegionLevel};

const MAGIC: &[u8] = b"sambang regions";
const VERSION: u8 = 1;

/// No section may unpack to more; the largest one shipped takes 1 MB.
const SECTION_LIMIT: usize = 8 << 20;

/// A section as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed<'a> {
    zlib: &'a [u8],
    /// How many bytes it unpacks to.
    length: usize,
}

/// Takes the file apart: regions in force, historical regions, villages.
pub(super) fn split(file: &[u8]) -> Result<[Packed<'_>; 3], RegionError> {
    let rest = file.strip_prefix(MAGIC).ok_or(RegionError::NotARegionTable)?;
    let (version, mut rest) = rest.split_first().ok_or(RegionError::Length)?;
    if *version != VERSION {
        return Err(RegionError::Version(*version));
    }
    let mut lengths = [0_usize; 6];
    for length in &mut lengths {
        let (bytes, behind) = rest.split_first_chunk::<4>().ok_or(RegionError::Length)?;
        *length = u32::from_le_bytes(*bytes) as usize;
        rest = behind;
    }
    let [packed_0, length_0, packed_1, length_1, packed_2, length_2] = lengths;
    let mut take = |packed, length| {
        let (zlib, behind) = rest.split_at_checked(packed).ok_or(RegionError::Length)?;
        rest = behind;
        Ok(Packed { zlib, length })
    };
    let sections = [take(packed_0, length_0)?, take(packed_1, length_1)?, take(packed_2, length_2)?];
    if rest.is_empty() { Ok(sections) } else { Err(RegionError::Length) }
}

/// Unpacks and reads the first or the second section.
pub(super) fn regions(packed: Packed<'_>) -> Result<Regions, RegionError> {
    let bytes = unpack(packed)?;
    let mut reader = Reader(&bytes);
    let count = reader.number()? as usize;
    let mut stems = Vec::with_capacity(count.min(bytes.len()));
    let mut last = 0_u32;
    for _ in 0..count {
        let stem = last.checked_add(reader.number()?).filter(|stem| *stem > last).ok_or(RegionError::Codes)?;
        RegionCode::from_stem(stem).ok_or(RegionError::Codes)?;
        stems.push(stem);
        last = stem;
    }
    Ok(Regions { names: reader.names(stems.len())?, stems })
}

/// Makes sure that every region in force lies in one in force, and every historical one in either.
pub(super) fn check_parents(regions: &Regions, historical: &Regions) -> Result<(), RegionError> {
    let orphan = |stem: u32, lists: &[&Regions]| {
        RegionCode::from_stem(stem)
            .and_then(RegionCode::parent)
            .is_some_and(|parent| lists.iter().all(|list| list.position(parent.stem()).is_none()))
    };
    let broken = regions.stems.iter().any(|stem| orphan(*stem, &[regions]))
        || historical.stems.iter().any(|stem| orphan(*stem, &[regions, historical]));
    if broken { Err(RegionError::Codes) } else { Ok(()) }
}

/// Unpacks and reads the third section, which belongs to these regions.
pub(super) fn villages(packed: Packed<'_>, regions: &Regions) -> Result<Villages, RegionError> {
    let bytes = unpack(packed)?;
    let mut reader = Reader(&bytes);
    let mut starts = Vec::with_capacity(regions.stems.len() + 1);
    let mut total = 0_u32;
    starts.push(total);
    for stem in &regions.stems {
        let count = reader.number()?;
        let district = RegionCode::from_stem(*stem).is_some_and(|code| code.level() == RegionLevel::District);
        if count != 0 && !district {
            return Err(RegionError::Codes);
        }
        total = total.checked_add(count).ok_or(RegionError::Codes)?;
        starts.push(total);
    }
    let mut parts = Vec::with_capacity((total as usize).min(bytes.len()));
    for (first, end) in starts.iter().zip(starts.iter().skip(1)) {
        let mut last = 0_u32;
        for _ in *first..*end {
            let part = last.checked_add(reader.number()?).ok_or(RegionError::Codes)?;
            if part <= last || part > 9_999 {
                return Err(RegionError::Codes);
            }
            parts.push(part as u16);
            last = part;
        }
    }
    Ok(Villages { names: reader.names(parts.len())?, starts, parts })
}

fn unpack(packed: Packed<'_>) -> Result<Vec<u8>, RegionError> {
    if packed.length > SECTION_LIMIT {
        return Err(RegionError::Damaged);
    }
    let mut bytes = vec![0; packed.length];
    let input = std::iter::once(packed.zlib);
    match miniz_oxide::inflate::decompress_slice_iter_to_slice(&mut bytes, input, true, false) {
        Ok(length) if length == packed.length => Ok(bytes),
        _ => Err(RegionError::Damaged),
    }
}

/// What is left of an unpacked section.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Result<u32, RegionError> {
        let mut value = 0_u32;
        // Three groups of seven bits hold every number the file needs.
        for shift in [0, 7, 14] {
            let (byte, behind) = self.0.split_first().ok_or(RegionError::Damaged)?;
            self.0 = behind;
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(RegionError::Damaged)
    }

    /// The rest of the section as exactly `count` names.
    fn names(self, count: usize) -> Result<Names, RegionError> {
        let text = std::str::from_utf8(self.0).map_err(|_| RegionError::Damaged)?;
        let names = Names::new(text.into());
        if names.count() == Some(count) { Ok(names) } else { Err(RegionError::Damaged) }
    }
}
