//! One line of a list becomes one assignment, or says why not.

use std::collections::BTreeMap;

use sambang_domain::ids::PersonId;
use sambang_domain::nik::Nik;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::{NamedPlace, PlaceNames, RegionCode, RegionTable};

use super::{NewAssignment, NewPlace};
use crate::lists::{Field, ImportIssue, NumberTrouble, Place, Record, Wanted};

/// What a list of applicants is read for.
pub(super) const WANTED: Wanted = Wanted {
    fields: &[
        Field::Nik,
        Field::FamilyCard,
        Field::Name,
        Field::Address,
        Field::Village,
        Field::District,
        Field::Regency,
        Field::Phone,
        Field::Facilitator,
        Field::Note,
    ],
    needed: &[Field::Nik, Field::Name],
    unheaded: false,
};

/// What is the same for every line.
pub(super) struct Reader<'a> {
    pub(super) programme: &'a str,
    pub(super) province: RegionCode,
    /// For lines that name nobody.
    pub(super) fallback: Option<&'a Person>,
    /// Facilitators by folded name and by id.
    pub(super) facilitators: BTreeMap<String, Vec<&'a Person>>,
}

/// Facilitators by everything a list may call them.
pub(super) fn by_name(people: &[Person]) -> BTreeMap<String, Vec<&Person>> {
    let mut names: BTreeMap<String, Vec<&Person>> = BTreeMap::new();
    for person in people.iter().filter(|person| person.role == Role::Facilitator) {
        names.entry(folded(&person.name)).or_default().push(person);
        names.entry(folded(&person.id.to_string())).or_default().push(person);
    }
    names
}

impl Reader<'_> {
    /// The assignment of a line, with what deserves a look; none when the line is refused. `holder`
    /// is who has the visit already.
    pub(super) fn read(
        &self,
        record: &Record,
        holder: Option<&Person>,
        issues: &mut Vec<(Place, ImportIssue)>,
    ) -> Option<NewAssignment> {
        let mut note = |issue| issues.push((record.at.clone(), issue));
        let text = |field| record.text(WANTED.fields, field).to_owned();
        let said = |field| record.says(field).then(|| text(field));
        let nik = nik(record, WANTED).map_err(&mut note).ok();
        let name = Some(text(Field::Name)).filter(|name| name.chars().any(char::is_alphanumeric));
        if name.is_none() {
            note(ImportIssue::NameMissing);
        }
        let person = self.facilitator(&text(Field::Facilitator), holder).map_err(&mut note).ok();
        for (field, _) in record.troubles() {
            match field {
                Field::Nik | Field::Name => {}
                Field::FamilyCard => note(ImportIssue::FamilyCardDamaged),
                Field::Phone => note(ImportIssue::PhoneDamaged),
                other => note(ImportIssue::CellBroken(other)),
            }
        }
        let (nik, name, person) = (nik?, name?, person?);
        let places = [Field::Village, Field::District, Field::Regency];
        let place = places.iter().any(|field| record.says(*field)).then(|| {
            let words = places.map(text);
            let village = self.village(&words, person).map_err(&mut note).ok().flatten();
            if village.is_some_and(|village| !person.covers(village)) {
                note(ImportIssue::OutsideArea);
            }
            let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
            NewPlace { village, words: words.join(", "), whole: places.iter().all(|field| record.says(*field)) }
        });
        Some(NewAssignment {
            programme: self.programme.to_owned(),
            name,
            nik,
            family_card: said(Field::FamilyCard),
            place,
            address: said(Field::Address),
            phone: said(Field::Phone),
            note: said(Field::Note),
            to: person.id,
        })
    }

    fn facilitator<'a>(&'a self, name: &str, holder: Option<&'a Person>) -> Result<&'a Person, ImportIssue> {
        if name.is_empty() {
            return self.fallback.or(holder).ok_or(ImportIssue::FacilitatorMissing);
        }
        match self.facilitators.get(&folded(name)).map(Vec::as_slice) {
            None | Some([]) => Err(ImportIssue::FacilitatorUnknown),
            Some([only]) => Ok(only),
            Some(_) => Err(ImportIssue::FacilitatorAmbiguous),
        }
    }

    /// The village that the words name; of several, the one in the facilitator's work area.
    fn village(&self, words: &[String; 3], person: &Person) -> Result<Option<RegionCode>, ImportIssue> {
        let [village, district, regency] = words;
        if words.iter().all(String::is_empty) {
            return Ok(None);
        }
        match RegionTable::shipped().named_place(self.province, &PlaceNames { regency, district, village }) {
            NamedPlace::One(region) => Ok(Some(region.code)),
            NamedPlace::Unknown(level) => Err(ImportIssue::PlaceUnknown(level)),
            NamedPlace::Many(several) => {
                let mut inside = several.iter().filter(|region| person.covers(region.code));
                match (inside.next(), inside.next()) {
                    (Some(only), None) => Ok(Some(only.code)),
                    _ => Err(ImportIssue::PlaceAmbiguous(u32::try_from(several.len()).unwrap_or(u32::MAX))),
                }
            }
        }
    }
}

/// The NIK of a line, or what is wrong with it.
pub(in crate::registry) fn nik(record: &Record, wanted: Wanted) -> Result<String, ImportIssue> {
    match record.trouble(Field::Nik) {
        Some(NumberTrouble::Damaged) => return Err(ImportIssue::NikDamaged),
        Some(NumberTrouble::Other) => return Err(ImportIssue::NikNotDigits),
        Some(NumberTrouble::Missing) | None => {}
    }
    match record.text(wanted.fields, Field::Nik) {
        "" => Err(ImportIssue::NikMissing),
        digits => Nik::parse(digits).map(|_| digits.to_owned()).map_err(ImportIssue::NikInvalid),
    }
}

/// Whom an assignment is for, besides its number.
pub(super) fn is_facilitator(people: &[Person], id: PersonId) -> Option<&Person> {
    people.iter().find(|person| person.id == id && person.role == Role::Facilitator)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
