//! The applicants that the demonstration's facilitator is asked to visit: made up, every name
//! marked CONTOH, every NIK with a serial of 9xxx, which no registry has reached.

use sambang_domain::ids::PersonId;
use sambang_domain::region::{Region, RegionTable};

use super::{NewAssignment, NewPlace};

/// The programme of the demonstration.
const PROGRAMME: &str = "bpum-2021";

/// How many applicants there are in each village, beginning with the first of the first district.
const PER_VILLAGE: [usize; 3] = [5, 4, 3];

/// Name, birth digits (a woman's day with 40 added), hamlet, telephone, note.
type Applicant = (&'static str, &'static str, &'static str, &'static str, &'static str);

const APPLICANTS: [Applicant; 12] = [
    ("Siti Aminah", "500287", "Dusun I RT 02", "081200009101", "warung nasi di depan SD"),
    ("Sugeng Riyadi", "140379", "Dusun I RT 04", "081200009102", ""),
    ("Marlina", "611190", "Dusun II RT 01", "", "rumah di belakang balai desa"),
    ("Tukiran", "030568", "Dusun III RT 03", "081200009104", "pagi di kebun, datang sore"),
    ("Eni Suryani", "450985", "Dusun III RT 05", "081200009105", ""),
    ("Ahmad Fauzi", "220193", "Jalan Merdeka RT 01", "081200009106", "bengkel sepeda motor"),
    ("Rohimah", "580775", "Jalan Merdeka RT 06", "", ""),
    ("Wayan Sudarma", "090682", "Gang Melati RT 02", "081200009108", ""),
    ("Nurjanah", "670488", "Gang Melati RT 03", "081200009109", "jualan keliling, pulang tengah hari"),
    ("Paiman", "171271", "Dusun Suka Rame RT 01", "", ""),
    ("Lilis Karlina", "551096", "Dusun Suka Rame RT 02", "081200009111", "menjahit di rumah"),
    ("Hasan Basri", "280364", "Dusun Way Rarem RT 04", "081200009112", ""),
];

/// A dozen applicants in three villages of the facilitator's districts.
pub(super) fn visits(districts: &[Region<'_>], to: PersonId) -> Vec<NewAssignment> {
    let table = RegionTable::shipped();
    let mut villages = Vec::new();
    for district in districts {
        let take = if villages.is_empty() { 2 } else { 1 };
        villages.extend(table.children(district.code).into_iter().take(take).map(|village| (village, district)));
    }
    let places = villages.iter().zip(PER_VILLAGE).flat_map(|(place, count)| std::iter::repeat_n(place, count));
    let numbered = places.zip(APPLICANTS).zip(9101..);
    let visit = |((place, applicant), serial): ((&(Region<'_>, &Region<'_>), Applicant), u32)| {
        let ((village, district), (name, birth, address, phone, note)) = (place, applicant);
        NewAssignment {
            programme: PROGRAMME.to_owned(),
            name: format!("CONTOH {name}"),
            nik: format!("{}{birth}{serial}", district.code),
            family_card: Some(format!("{}150210{serial}", district.code)),
            place: Some(NewPlace {
                village: Some(village.code),
                words: format!("{}, {}", village.name, district.name),
                whole: true,
            }),
            address: Some(address.to_owned()),
            phone: Some(phone.to_owned()),
            note: Some(note.to_owned()),
            to,
        }
    };
    numbered.map(visit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dozen_visits_in_three_villages_are_marked_and_have_whole_niks() {
        let table = RegionTable::shipped();
        let districts: Vec<_> =
            ["180302", "180307"].iter().filter_map(|code| table.find(code.parse().unwrap())).collect();
        let visits = visits(&districts, PersonId(uuid::Uuid::nil()));
        assert_eq!(visits.len(), 12);
        let villages: std::collections::BTreeSet<_> =
            visits.iter().map(|visit| visit.place.as_ref().unwrap().village).collect();
        assert_eq!(villages.len(), 3);
        for visit in visits {
            let nik = sambang_domain::nik::Nik::parse(&visit.nik).unwrap();
            assert!(nik.serial() > 9000 && visit.name.starts_with("CONTOH "));
            assert_eq!(visit.family_card.as_ref().unwrap().len(), 16);
        }
    }
}
