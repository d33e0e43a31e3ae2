//! What the first six digits of a NIK say about where its holder was registered.

use super::{Region, RegionTable};

/// The place that the first six digits of a NIK name, as far as it is known.
///
/// A NIK keeps the code of the place of residence at registration for life (PP 37/2007 art. 37),
/// so it may differ from the address on the card, and a level may be `None` for a valid NIK: none
/// of this is a reason to refuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrefixPlace<'a> {
    /// The province of the first two digits.
    pub province: Option<Region<'a>>,
    /// The regency of the first four digits.
    pub regency: Option<Region<'a>>,
    /// The district of all six digits.
    pub district: Option<Region<'a>>,
    /// Whether a code found above is no longer in the list but was issued, as those of the Papuan
    /// regencies before their provinces were divided.
    pub historical: bool,
}

impl RegionTable {
    /// The place that the first six digits of a NIK name. Each level is looked up by itself, first
    /// among the codes in force, then among those dropped; any number is accepted.
    pub fn nik_prefix(&self, six_digits: u32) -> PrefixPlace<'_> {
        let mut historical = false;
        let mut place = |unit: u32| {
            let stem = six_digits - six_digits % unit;
            // Zeros in the last group name nothing, while the stem would find what is above it.
            if (six_digits / unit).is_multiple_of(100) {
                return None;
            }
            self.regions.find(stem).or_else(|| {
                let dropped = self.historical.find(stem);
                historical |= dropped.is_some();
                dropped
            })
        };
        let (province, regency, district) = (place(10_000), place(100), place(1));
        PrefixPlace { province, regency, district, historical }
    }
}
