//! In which districts' filters a person of a list goes: where they will probably be visited.
//!
//! The place the list gives counts; without one, the district that issued the NIK. A NIK is for life, so that
//! district may lie elsewhere, or its code may be gone because the regency was split or moved. Then the person
//! goes in every district that came out of it.

use std::collections::{BTreeSet, HashMap};

use sambang_domain::nik::Nik;
use sambang_domain::region::{NamedPlace, PlaceNames, RegionCode, RegionLevel, RegionTable, history};

use super::WANTED;
use crate::lists::{Field, Record};

/// More districts than the largest regency has: the words say too little to go by.
const MOST: usize = 60;

/// Where people are filed.
pub(super) struct Filing {
    province: RegionCode,
    /// For people of whom neither list nor NIK names a district of the province.
    others: BTreeSet<RegionCode>,
    /// What words meant before: a list names the same places again and again.
    meant: HashMap<[String; 3], BTreeSet<RegionCode>>,
}

impl Filing {
    /// In a province; `others` are districts, or regencies with all of theirs.
    pub(super) fn new(province: RegionCode, others: &[RegionCode]) -> Self {
        Self { province, others: others.iter().flat_map(|area| districts(*area)).collect(), meant: HashMap::new() }
    }

    /// The districts of a person; none when nothing names one of the province.
    pub(super) fn districts(&mut self, record: &Record, nik: &Nik) -> BTreeSet<RegionCode> {
        let issued = self.issued(nik);
        let mut found = self.named(record);
        // Of several places that the words may mean, the one where the NIK was issued.
        if found.len() > 1 && issued.len() == 1 && found.is_superset(&issued) {
            return issued;
        }
        if found.is_empty() || found.len() > MOST {
            found = issued;
        }
        if found.is_empty() { self.others.clone() } else { found }
    }

    /// The districts that the words of a line may mean.
    fn named(&mut self, record: &Record) -> BTreeSet<RegionCode> {
        let fields = [Field::Village, Field::District, Field::Regency];
        let words = fields.map(|field| record.text(WANTED.fields, field).to_owned());
        if words.iter().all(String::is_empty) {
            return BTreeSet::new();
        }
        let province = self.province;
        self.meant.entry(words).or_insert_with_key(|words| meant(province, words)).clone()
    }

    /// The districts where the holder of a NIK may live by its first digits.
    fn issued(&self, nik: &Nik) -> BTreeSet<RegionCode> {
        let digits = nik.digits();
        let code = |length| digits.get(..length).and_then(|digits| RegionCode::parse(digits).ok());
        let found: Vec<RegionCode> = match (code(6), code(4)) {
            (Some(district), _) if RegionTable::shipped().find(district).is_some() => vec![district],
            (_, Some(regency)) => {
                let came = history::changes().iter().map(|change| change.new);
                let came = came.filter(|new| history::came_from(*new, regency).is_some());
                came.chain([regency]).flat_map(districts).collect()
            }
            _ => Vec::new(),
        };
        found.into_iter().filter(|district| self.province.contains(*district)).collect()
    }
}

/// The districts that the names of village, district and regency may mean.
fn meant(province: RegionCode, [village, district, regency]: &[String; 3]) -> BTreeSet<RegionCode> {
    let (table, names) = (RegionTable::shipped(), PlaceNames { regency, district, village });
    match table.named_place(province, &names) {
        NamedPlace::One(village) => village.code.district().into_iter().collect(),
        NamedPlace::Many(villages) => villages.iter().filter_map(|village| village.code.district()).collect(),
        NamedPlace::Unknown(_) if district.is_empty() && regency.is_empty() => BTreeSet::new(),
        NamedPlace::Unknown(_) => table.named_districts(province, &names).iter().map(|one| one.code).collect(),
    }
}

/// The districts of a regency in force; a district itself.
fn districts(area: RegionCode) -> Vec<RegionCode> {
    match area.level() {
        RegionLevel::Regency => RegionTable::shipped().children(area).iter().map(|district| district.code).collect(),
        _ => vec![area],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::List;

    /// The districts of the only line of a list in Lampung.
    fn filed(list: &str, others: &[&str]) -> Vec<String> {
        let others: Vec<RegionCode> = others.iter().map(|code| code.parse().unwrap()).collect();
        let mut filing = Filing::new("18".parse().unwrap(), &others);
        let [record] = List::read(list.as_bytes(), WANTED).unwrap().records.try_into().unwrap();
        let nik = Nik::parse(&super::super::super::assignments::nik(&record, WANTED).unwrap()).unwrap();
        filing.districts(&record, &nik).iter().map(ToString::to_string).collect()
    }

    fn count(regencies: &[&str]) -> usize {
        regencies.iter().map(|code| districts(code.parse().unwrap()).len()).sum()
    }

    #[test]
    fn the_place_of_the_list_goes_before_the_place_of_issue() {
        let place = |village: &str, district: &str, regency: &str| {
            let heading = "NIK;Desa;Kecamatan;Kabupaten";
            let codes = filed(&format!("{heading}\n1871015002879003;{village};{district};{regency}\n"), &[]);
            codes.iter().filter_map(|code| RegionTable::shipped().full_name(code.parse().unwrap())).collect::<Vec<_>>()
        };
        let there = ["Abung Selatan, Lampung Utara"];
        assert_eq!(place("Kalibalangan", "Abung Selatan", "Lampung Utara"), there);
        assert_eq!(place("", "Abung Selatan", ""), there);
        assert_eq!(place("Kalibalungan", "Abung Selatan", "Lampung Utara"), there, "the district is enough");
        let unknown = "NIK;Desa;Kecamatan;Kabupaten\n1803025002879003;Atlantis;Atlantis;Atlantis\n";
        assert_eq!(filed(unknown, &[]), ["180302"], "words that mean nothing leave it to the NIK");
    }

    #[test]
    fn a_place_that_leaves_several_districts_open_is_narrowed_by_the_nik_or_means_them_all() {
        let regency = |nik: &str| filed(&format!("NIK;Kabupaten\n{nik};Lampung Utara\n"), &[]);
        assert_eq!(regency("1803025002879003"), ["180302"]);
        assert_eq!(regency("1871015002879003").len(), count(&["1803"]));
    }

    #[test]
    fn without_a_place_the_nik_says_where_and_codes_that_are_gone_lead_to_what_became_of_them() {
        assert_eq!(filed("1803025002879003", &[]), ["180302"]);
        // Tulang Bawang, of which Tulang Bawang Barat and Mesuji were made; 180599 is nobody's today.
        let split = filed("1805995002879003", &[]);
        assert!(split.iter().any(|district| district.starts_with("1805")));
        assert!(split.iter().any(|district| district.starts_with("1811")), "{split:?}");
        assert!(split.len() > count(&["1805"]));
    }

    #[test]
    fn who_comes_from_elsewhere_is_filed_where_the_office_says_or_nowhere() {
        assert_eq!(filed("3171015002879003", &[]), [""; 0]);
        assert_eq!(filed("3171015002879003", &["180302", "180307"]), ["180302", "180307"]);
        assert_eq!(filed("3171015002879003", &["1803"]).len(), count(&["1803"]));
    }
}
