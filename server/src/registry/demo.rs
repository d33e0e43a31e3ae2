//! Demonstration data: a province with its offices and people, every name marked CONTOH.

use sambang_domain::people::{Person, Role};
use sambang_domain::region::{Region, RegionCode, RegionTable};

use super::demo_visits;
use super::people::malformed;
use super::{EnrolCode, NewPerson, Registry, RegistryError};

/// What the demonstration needs to begin.
#[derive(Debug, Clone)]
pub struct Demo {
    /// The facilitator of the demonstration.
    pub facilitator: Person,
    /// A fresh code for the facilitator's device.
    pub code: EnrolCode,
    /// The supervisor of the facilitator's regency.
    pub supervisor: Person,
    /// A fresh code for the supervisor's tablet.
    pub supervisor_code: EnrolCode,
    /// How many people there are.
    pub people: usize,
}

const FACILITATOR: &str = "CONTOH Rahmat Hidayat";
const SUPERVISOR: &str = "CONTOH Dewi Lestari";
/// Lampung Utara and the two districts the demonstration facilitator works in.
const REGENCY: &str = "1803";
const DISTRICTS: [&str; 2] = ["Kotabumi", "Abung Selatan"];

const FIRST: [&str; 9] = ["Sri", "Agus", "Dewi", "Budi", "Ratna", "Hendra", "Yuliana", "Joko", "Nurhayati"];
const LAST: [&str; 7] = ["Wulandari", "Saputra", "Lestari", "Pratama", "Handayani", "Setiawan", "Rahmawati"];

impl Registry {
    /// Adds the people of the demonstration who are not there yet, gives its facilitator a dozen
    /// applicants to visit, and writes fresh codes for the facilitator and the supervisor. Running it
    /// again adds nobody twice.
    ///
    /// # Errors
    /// When the store is another province's, or fails.
    pub async fn seed_demo(&self) -> Result<Demo, RegistryError> {
        let table = RegionTable::shipped();
        let province = RegionCode::parse(&self.0.province.code).map_err(|_| malformed("the province has no code"))?;
        if REGENCY.parse::<RegionCode>().ok().and_then(RegionCode::province) != Some(province) {
            return Err(malformed("the demonstration plays in province 18").into());
        }
        let mut there = self.people().await?;
        let (mut facilitator, mut supervisor) = (None, None);
        for new in cast(&table.children(province), &self.0.province.office) {
            let known = there.iter().find(|person| person.name == new.name && person.office == new.office).cloned();
            let person = match known {
                Some(person) => person,
                None => {
                    let person = self.add_person(new).await?;
                    there.push(person.clone());
                    person
                }
            };
            match person.name.as_str() {
                FACILITATOR => facilitator = Some(person),
                SUPERVISOR => supervisor = Some(person),
                _ => {}
            }
        }
        let facilitator = facilitator.ok_or(malformed("the demonstration has no facilitator"))?;
        let supervisor = supervisor.ok_or(malformed("the demonstration has no supervisor"))?;
        let districts: Vec<_> = facilitator.area.iter().filter_map(|code| table.find(*code)).collect();
        self.assign(demo_visits::visits(&districts, facilitator.id)).await?;
        let code = self.enrol_code(facilitator.id).await?;
        let supervisor_code = self.enrol_code(supervisor.id).await?;
        Ok(Demo { facilitator, code, supervisor, supervisor_code, people: there.len() })
    }
}

/// One supervisor and two facilitators per regency, one person of the province, one auditor.
fn cast(regencies: &[Region<'_>], province_office: &str) -> Vec<NewPerson> {
    let names = FIRST.iter().cycle().zip(LAST.iter().cycle()).map(|(first, last)| format!("CONTOH {first} {last}"));
    let mut names = names.filter(|name| name != SUPERVISOR);
    let mut cast = Vec::new();
    let mut add = |name: Option<String>, role, area: Vec<RegionCode>, office: &str| {
        cast.extend(name.map(|name| NewPerson { name, role, area, office: office.to_owned() }));
    };
    for regency in regencies {
        let office = format!("Dinas Koperasi dan UKM {}", regency.name);
        let districts = RegionTable::shipped().children(regency.code);
        let codes = |districts: &[Region<'_>]| districts.iter().map(|district| district.code).collect::<Vec<_>>();
        let is_home = regency.code.to_string() == REGENCY;
        let (first, other): (Vec<Region<'_>>, Vec<Region<'_>>) = if is_home {
            districts.iter().partition(|district| DISTRICTS.contains(&district.name))
        } else {
            districts.iter().enumerate().fold((Vec::new(), Vec::new()), |(mut even, mut odd), (i, district)| {
                if i % 2 == 0 {
                    even.push(*district)
                } else {
                    odd.push(*district)
                }
                (even, odd)
            })
        };
        let mut named = |name: &str| if is_home { Some(name.to_owned()) } else { names.next() };
        let (supervisor, lead) = (named(SUPERVISOR), named(FACILITATOR));
        add(supervisor, Role::Supervisor, vec![regency.code], &office);
        add(lead, Role::Facilitator, codes(&first), &office);
        add(names.next(), Role::Facilitator, codes(&other), &office);
    }
    add(names.next(), Role::Province, Vec::new(), province_office);
    add(names.next(), Role::Auditor, Vec::new(), "Inspektorat Provinsi Lampung");
    cast
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_regency_has_its_people_and_every_name_is_marked() {
        let table = RegionTable::shipped();
        let regencies = table.children("18".parse().unwrap());
        let cast = cast(&regencies, "Dinas");
        assert_eq!((regencies.len(), cast.len()), (15, 15 * 3 + 2));
        assert!(cast.iter().all(|person| person.name.starts_with("CONTOH ")));
        let mut names: Vec<_> = cast.iter().map(|person| &person.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), cast.len(), "no two people share a name");
        let lead = cast.iter().find(|person| person.name == FACILITATOR).unwrap();
        let area: Vec<_> = lead.area.iter().map(ToString::to_string).collect();
        assert_eq!(area, ["180302", "180307"]);
        let supervisor = cast.iter().find(|person| person.name == SUPERVISOR).unwrap();
        assert_eq!((&supervisor.role, &supervisor.area), (&Role::Supervisor, &vec![REGENCY.parse().unwrap()]));
    }
}
