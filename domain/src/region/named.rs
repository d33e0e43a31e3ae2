//! Finding the village that a list of an office means: by the names of regency, district and
//! village as people write them there.

use super::search::fold;
use super::{Region, RegionCode, RegionLevel, RegionTable};

/// The words for a place in somebody's list; any may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlaceNames<'a> {
    /// Kabupaten or kota: "Lampung Utara", "Kab. Lampung Utara", "Kota Metro".
    pub regency: &'a str,
    /// Kecamatan.
    pub district: &'a str,
    /// Desa or kelurahan, or its code.
    pub village: &'a str,
}

/// The result of looking for a place by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPlace<'a> {
    /// Exactly one village.
    One(Region<'a>),
    /// Several villages of this name, in code order; two or more.
    Many(Vec<Region<'a>>),
    /// No region of this level has the name that was given, or none was given.
    Unknown(RegionLevel),
}

/// Words in front of a name that tell its kind and may be left out.
const KINDS: [&str; 18] = [
    "kabupaten",
    "kab",
    "kota",
    "kotamadya",
    "kecamatan",
    "kec",
    "distrik",
    "desa",
    "ds",
    "kelurahan",
    "kel",
    "kampung",
    "kp",
    "pekon",
    "tiyuh",
    "nagari",
    "gampong",
    "negeri",
];

impl RegionTable {
    /// The village that the names mean, looked for inside `within`.
    ///
    /// Capitals, spaces and punctuation do not matter, nor does the kind in front ("Kec.", "Desa").
    /// A name that is left out narrows nothing down. A village code is taken as it is.
    #[must_use]
    pub fn named_place(&self, within: RegionCode, names: &PlaceNames<'_>) -> NamedPlace<'_> {
        if let Some(village) = self.by_code(within, names.village) {
            return NamedPlace::One(village);
        }
        let mut above = vec![within];
        if within.level() == RegionLevel::Province {
            above = match self.below(&above, names.regency) {
                regencies if regencies.is_empty() => return NamedPlace::Unknown(RegionLevel::Regency),
                regencies => regencies.iter().map(|region| region.code).collect(),
            };
        }
        if within.level() <= RegionLevel::Regency {
            above = match self.below(&above, names.district) {
                districts if districts.is_empty() => return NamedPlace::Unknown(RegionLevel::District),
                districts => districts.iter().map(|region| region.code).collect(),
            };
        }
        if names.village.trim().is_empty() {
            return NamedPlace::Unknown(RegionLevel::Village);
        }
        let villages = self.below(&above, names.village);
        match villages.as_slice() {
            [] => NamedPlace::Unknown(RegionLevel::Village),
            [only] => NamedPlace::One(*only),
            _ => NamedPlace::Many(villages),
        }
    }

    /// The districts of a province that the names of regency and district mean, in the same way; a name that is
    /// left out narrows nothing down.
    #[must_use]
    pub fn named_districts(&self, province: RegionCode, names: &PlaceNames<'_>) -> Vec<Region<'_>> {
        let regencies: Vec<_> = self.below(&[province], names.regency).iter().map(|regency| regency.code).collect();
        self.below(&regencies, names.district)
    }

    fn by_code(&self, within: RegionCode, text: &str) -> Option<Region<'_>> {
        let code = RegionCode::parse(text.trim()).ok()?;
        self.find(code).filter(|_| code.level() == RegionLevel::Village && within.contains(code))
    }

    /// The regions right below `parents` that `name` means; all when it is empty. The whole name
    /// goes before the name without its kind: "Kampung Baru" is a village, and so may "Baru" be.
    fn below(&self, parents: &[RegionCode], name: &str) -> Vec<Region<'_>> {
        let all: Vec<Region<'_>> = parents.iter().flat_map(|parent| self.children(*parent)).collect();
        let (whole, bare) = (joined(name), bare(name));
        if whole.is_empty() {
            return all;
        }
        let exact: Vec<_> = all.iter().filter(|region| joined(region.name) == whole).copied().collect();
        if !exact.is_empty() {
            return exact;
        }
        all.into_iter().filter(|region| [joined(region.name), self::bare(region.name)].contains(&bare)).collect()
    }
}

/// The letters and digits of a name in lower case.
fn joined(name: &str) -> String {
    let mut folded = String::new();
    fold(name, &mut folded);
    folded.replace(' ', "")
}

/// The same without the word in front that tells the kind, unless nothing else is there.
fn bare(name: &str) -> String {
    let mut folded = String::new();
    fold(name, &mut folded);
    match folded.split_once(' ') {
        Some((kind, name)) if KINDS.contains(&kind) => name.replace(' ', ""),
        _ => folded.replace(' ', ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(regency: &str, district: &str, village: &str) -> NamedPlace<'static> {
        let within = "18".parse().unwrap();
        RegionTable::shipped().named_place(within, &PlaceNames { regency, district, village })
    }

    fn code(place: &NamedPlace<'_>) -> Option<String> {
        if let NamedPlace::One(region) = place { Some(region.code.to_string()) } else { None }
    }

    #[test]
    fn every_village_of_the_province_is_found_under_its_own_names() {
        let table = RegionTable::shipped();
        let mut found = 0;
        for regency in table.children("18".parse().unwrap()) {
            for district in table.children(regency.code) {
                for village in table.children(district.code) {
                    match place(regency.name, district.name, village.name) {
                        NamedPlace::One(same) => assert_eq!(same, village),
                        NamedPlace::Many(several) => assert!(several.contains(&village)),
                        NamedPlace::Unknown(level) => panic!("{} has no {level:?}", village.code),
                    }
                    found += 1;
                }
            }
        }
        assert!(found > 2_000, "{found}");
    }

    #[test]
    fn kinds_capitals_and_gaps_do_not_matter() {
        let table = RegionTable::shipped();
        let district = "180302".parse().unwrap();
        let village = table.children(district)[0];
        let name = village.name.to_uppercase();
        let plain = place("Kabupaten Lampung Utara", "Kotabumi", village.name);
        assert_eq!(code(&plain), Some(village.code.to_string()));
        for (regency, district, village) in [
            ("Lampung Utara", "kotabumi", name.clone()),
            ("KAB. LAMPUNG UTARA", "Kec. Kota Bumi", format!("Desa {name}")),
            ("lampungutara", "Kecamatan Kotabumi", format!("Kel. {}", name.replace(' ', ""))),
            ("", "", village.code.to_string()),
            ("Lampung Utara", "", "18.03.02.".to_owned() + &village.code.to_string().split_off(6)),
        ] {
            assert_eq!(place(regency, district, &village), plain, "{regency}, {district}");
        }
    }

    #[test]
    fn what_no_region_is_called_says_at_which_level() {
        assert_eq!(place("Atlantis", "Kotabumi", "x"), NamedPlace::Unknown(RegionLevel::Regency));
        assert_eq!(place("Lampung Utara", "Atlantis", "x"), NamedPlace::Unknown(RegionLevel::District));
        assert_eq!(place("Lampung Utara", "Kotabumi", "Atlantis"), NamedPlace::Unknown(RegionLevel::Village));
        assert_eq!(place("Lampung Utara", "Kotabumi", " "), NamedPlace::Unknown(RegionLevel::Village));
        assert_eq!(place("", "", "3201012001"), NamedPlace::Unknown(RegionLevel::Village), "another province's code");
    }

    #[test]
    fn a_name_that_several_villages_bear_is_never_guessed() {
        let NamedPlace::Many(villages) = place("", "", "Suka Maju") else { panic!("one village only") };
        assert!(villages.len() > 1);
        assert!(villages.iter().all(|village| village.name.to_lowercase().replace(' ', "") == "sukamaju"));
    }
}
