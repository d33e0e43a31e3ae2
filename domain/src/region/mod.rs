//! Where a person lives and a business stands: the provinces, regencies, districts and villages of
//! Indonesia with their Kemendagri codes, and what the first six digits of a NIK say.
//!
//! The list is that of Kepmendagri 300.2.2-2138/2025. It ships with the program, needs no network,
//! and answers in microseconds; villages are unpacked when the first one is asked for. Kemendagri
//! codes are not BPS codes: a NIK is made of the former only.
//!
//! The table must not be used to refuse anyone. Codes that the list has dropped stay valid in the
//! NIK of those who were registered under them, and not every dropped code is known.

mod code;
mod decode;
mod error;
pub mod history;
mod lookup;
mod middle;
mod named;
mod prefix;
mod search;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

pub use code::{RegionCode, RegionLevel};
pub use error::{RegionCodeError, RegionError};
pub use middle::{MIDDLES_ATTRIBUTION, Middle, lies_south, middle};
pub use named::{NamedPlace, PlaceNames};
pub use prefix::PrefixPlace;

use decode::Packed;
use lookup::{Regions, Villages};

/// The notice that the licence of the data asks for wherever names from it are shown to the public.
pub const ATTRIBUTION: &str = "Contains information from idn-area-data, which is made available \
    under the Open Database License (ODbL) 1.0: https://opendatacommons.org/licenses/odbl/1-0/";

static SHIPPED: &[u8] = include_bytes!("../../../assets/regions.bin");

/// One row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region<'a> {
    /// The code in force, or for a historical row the code it was issued under.
    pub code: RegionCode,
    /// The name as the list spells it. A regency keeps its kind: "Kabupaten Lampung Utara",
    /// "Kota Metro".
    pub name: &'a str,
}

/// The regions of Indonesia, sorted by code.
#[derive(Debug)]
pub struct RegionTable {
    /// Provinces, regencies and districts in force.
    regions: Regions,
    /// Regencies and districts that the list has dropped.
    historical: Regions,
    villages: OnceLock<Villages>,
    /// The villages before unpacking; present in the shipped table only.
    packed_villages: Option<Packed<'static>>,
}

impl RegionTable {
    /// The table that ships with the program. The first call unpacks districts and above.
    #[expect(clippy::expect_used, reason = "the bytes are part of the program and a test decodes them")]
    pub fn shipped() -> &'static Self {
        static TABLE: OnceLock<RegionTable> = OnceLock::new();
        TABLE.get_or_init(|| {
            let [regions, historical, villages] = decode::split(SHIPPED).expect("shipped region table");
            Self {
                regions: decode::regions(regions).expect("shipped regions"),
                historical: decode::regions(historical).expect("shipped historical regions"),
                villages: OnceLock::new(),
                packed_villages: Some(villages),
            }
        })
    }

    /// Reads a whole table, villages included, as `tools/build-regions.mjs` writes it.
    ///
    /// # Errors
    /// [`RegionError`] when the bytes are another file, of another version, cut short, longer than
    /// they say, damaged, or hold codes out of order or without a parent.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RegionError> {
        let [regions, historical, villages] = decode::split(bytes)?;
        let regions = decode::regions(regions)?;
        let historical = decode::regions(historical)?;
        decode::check_parents(&regions, &historical)?;
        let villages = decode::villages(villages, &regions)?;
        Ok(Self { regions, historical, villages: OnceLock::from(villages), packed_villages: None })
    }

    /// The region in force that has this code.
    pub fn find(&self, code: RegionCode) -> Option<Region<'_>> {
        match code.village_part() {
            None => self.regions.find(code.stem()),
            Some(part) => {
                let district = self.regions.position(code.stem())?;
                self.villages().find(district, code, part)
            }
        }
    }

    /// The regions one level below `parent`, in code order; empty for a village or an unknown code.
    pub fn children(&self, parent: RegionCode) -> Vec<Region<'_>> {
        match parent.level() {
            RegionLevel::Province => self.regions.below(parent, RegionLevel::Regency),
            RegionLevel::Regency => self.regions.below(parent, RegionLevel::District),
            RegionLevel::District => self
                .regions
                .position(parent.stem())
                .map(|district| self.villages().of(district, parent).collect())
                .unwrap_or_default(),
            RegionLevel::Village => Vec::new(),
        }
    }

    /// All provinces, in code order.
    pub fn provinces(&self) -> Vec<Region<'_>> {
        self.regions.at_level(RegionLevel::Province)
    }

    /// The name of a region with the regions around it up to the regency, as a person would say
    /// it: "Kalibalangan, Abung Selatan, Lampung Utara". The word Kabupaten is left out; Kota
    /// stays, since several cities share the name of a regency. `None` for an unknown code.
    pub fn full_name(&self, code: RegionCode) -> Option<String> {
        let mut name = spoken(self.find(code)?.name).to_owned();
        let mut above = code.parent();
        while let Some(parent) = above.filter(|parent| parent.level() != RegionLevel::Province) {
            name.push_str(", ");
            name.push_str(spoken(self.find(parent)?.name));
            above = parent.parent();
        }
        Some(name)
    }

    #[expect(clippy::expect_used, reason = "the bytes are part of the program and a test decodes them")]
    fn villages(&self) -> &Villages {
        self.villages.get_or_init(|| match self.packed_villages {
            Some(packed) => decode::villages(packed, &self.regions).expect("shipped villages"),
            None => Villages::default(),
        })
    }
}

fn spoken(name: &str) -> &str {
    let name = name.strip_prefix("Kabupaten ").unwrap_or(name);
    name.strip_prefix("Administrasi ").unwrap_or(name)
}
