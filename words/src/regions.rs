//! Names of regions. They are the same in every language.

use sambang_domain::region::{RegionCode, RegionTable};

/// Names of a work area, in the order given.
#[must_use]
pub fn area_names(area: &[RegionCode]) -> String {
    let name = |code: &RegionCode| region_name(*code).unwrap_or_else(|| code.to_string());
    area.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Name of a region; none when the table does not have it.
#[must_use]
pub fn region_name(code: RegionCode) -> Option<String> {
    RegionTable::shipped().find(code).map(|region| region.name.to_owned())
}

/// Name of a village with its district around it: `Kalibalangan, Abung Selatan`.
#[must_use]
pub fn village_in_district(code: RegionCode) -> Option<String> {
    let district = code.parent().and_then(region_name);
    let names: Vec<_> = [region_name(code)?].into_iter().chain(district).collect();
    Some(names.join(", "))
}
