//! One line of a list becomes one assignment, or says why not.

use std::collections::BTreeMap;

use sambang_domain::ids::PersonId;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::{NamedPlace, PlaceNames, RegionCode, RegionTable};

use super::NewAssignment;
use super::columns::{Columns, Field};
use super::number::{NumberTrouble, check_nik, sixteen_digits};
use super::report::ImportIssue;
use crate::spreadsheet::{Cell, Line};

/// What is the same for every line.
pub(super) struct Reader<'a> {
    pub(super) programme: &'a str,
    pub(super) columns: &'a Columns,
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
    /// The assignment of a line, with what deserves a look; none when the line is refused.
    pub(super) fn read(&self, line: &Line, issues: &mut Vec<(u32, ImportIssue)>) -> Option<NewAssignment> {
        let mut note = |issue| issues.push((line.number, issue));
        let text = |field| plain(self.columns.cell(line, field));
        let nik = self.nik(line).map_err(&mut note).ok();
        let name = Some(text(Field::Name)).filter(|name| !name.is_empty());
        if name.is_none() {
            note(ImportIssue::NameMissing);
        }
        let person = self.facilitator(&text(Field::Facilitator)).map_err(&mut note).ok();
        let (nik, name, person) = (nik?, name?, person?);
        let family_card = match sixteen_digits(self.columns.cell(line, Field::FamilyCard)) {
            Ok(digits) => digits,
            Err(NumberTrouble::Missing) => String::new(),
            Err(_) => {
                note(ImportIssue::FamilyCardDamaged);
                String::new()
            }
        };
        let words = [text(Field::Village), text(Field::District), text(Field::Regency)];
        let village = self.village(&words, person).map_err(&mut note).ok().flatten();
        if village.is_some_and(|village| !person.covers(village)) {
            note(ImportIssue::OutsideArea);
        }
        let place = words.iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        Some(NewAssignment {
            programme: self.programme.to_owned(),
            name,
            nik,
            family_card,
            village,
            place,
            address: text(Field::Address),
            phone: phone(self.columns.cell(line, Field::Phone)),
            note: text(Field::Note),
            to: person.id,
        })
    }

    fn nik(&self, line: &Line) -> Result<String, ImportIssue> {
        let digits = sixteen_digits(self.columns.cell(line, Field::Nik)).map_err(|trouble| match trouble {
            NumberTrouble::Missing => ImportIssue::NikMissing,
            NumberTrouble::Damaged => ImportIssue::NikDamaged,
            NumberTrouble::Other => ImportIssue::NikNotDigits,
        })?;
        check_nik(&digits).map_err(ImportIssue::NikInvalid)?;
        Ok(digits)
    }

    fn facilitator(&self, name: &str) -> Result<&Person, ImportIssue> {
        if name.is_empty() {
            return self.fallback.ok_or(ImportIssue::FacilitatorMissing);
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

/// Whom an assignment is for, besides its number.
pub(super) fn is_facilitator(people: &[Person], id: PersonId) -> Option<&Person> {
    people.iter().find(|person| person.id == id && person.role == Role::Facilitator)
}

fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Cell::Number(number) => format!("{number}"),
    }
}

/// As written; a number lost the zero it began with.
fn phone(cell: &Cell) -> String {
    match plain(cell) {
        digits if matches!(cell, Cell::Number(_)) && digits.starts_with('8') => format!("0{digits}"),
        text => text,
    }
}
