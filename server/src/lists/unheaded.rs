//! Lists of numbers without headings.

use std::collections::BTreeMap;

use sambang_domain::nik::Nik;

use super::columns::{Columns, Heading, Taken};
use super::digits::{NumberTrouble, sixteen_digits};
use super::field::Field;
use super::heading::{Meaning, meaning};
use crate::spreadsheet::{Cell, Line, SheetError};

/// Whether a line has words that only headings have.
pub(super) fn names_columns(line: &Line) -> bool {
    let named = |cell: &Cell| match cell {
        Cell::Text(text) => {
            let numbers = text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "nik");
            numbers || matches!(meaning("", text), Meaning::Field(Field::Nik | Field::FamilyCard | Field::Name, _))
        }
        _ => false,
    };
    line.cells.iter().any(named)
}

/// Whether a cell of the line holds sixteen digits, or what is left of them.
pub(super) fn has_number(line: &Line) -> bool {
    line.cells.iter().any(|cell| matches!(sixteen_digits(cell), Ok(_) | Err(NumberTrouble::Damaged)))
}

/// The numbers of one column.
#[derive(Default)]
struct Numbers {
    count: usize,
    /// Days of birth beyond 40 are women's; a family card has a plain day.
    women: usize,
    /// Years in which family cards are issued. Few applicants were born then.
    recent: usize,
}

impl Numbers {
    fn may_be_family_cards(&self) -> bool {
        self.women == 0 && self.recent * 10 >= self.count * 8
    }
}

/// The column of the NIK, when the numbers leave no doubt; none when there are no such numbers.
pub(super) fn columns(lines: &[Line]) -> Result<Option<Columns>, SheetError> {
    let mut found: BTreeMap<usize, Numbers> = BTreeMap::new();
    for line in lines {
        for (at, cell) in line.cells.iter().enumerate() {
            let digits = match sixteen_digits(cell) {
                Ok(digits) if Nik::parse(&digits).is_ok() => digits,
                Err(NumberTrouble::Damaged) => String::new(),
                _ => continue,
            };
            let part = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse::<u8>().ok());
            let numbers = found.entry(at).or_default();
            numbers.count += 1;
            numbers.women += usize::from(part(6).is_some_and(|day| day > 40));
            numbers.recent += usize::from(part(10).is_some_and(|year| year < 35));
        }
    }
    let column = match found.iter().collect::<Vec<_>>().as_slice() {
        [] => return Ok(None),
        [(only, _)] => **only,
        several => {
            let mut persons = several.iter().filter(|(_, numbers)| !numbers.may_be_family_cards());
            match (persons.next(), persons.next()) {
                (Some((only, numbers)), None) if numbers.women > 0 => **only,
                _ => return Err(SheetError::Undecided),
            }
        }
    };
    let heading = Heading { column: column as u32 + 1, words: String::new(), taken: Taken::Numbers(Field::Nik) };
    Ok(Some(Columns { headings: vec![heading], height: 0 }))
}
