//! What one line says.

use super::columns::Columns;
use super::digits::{NumberTrouble, sixteen_digits, telephone};
use super::field::Field;
use super::issue::Place;
use crate::spreadsheet::{Cell, Line};

/// Stands between the fields; cells never hold it, because it has no shape.
const BETWEEN: char = '\u{1f}';

/// What one line says. Small, because a province's list is held whole.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) at: Place,
    /// The wanted fields in their order.
    texts: Box<str>,
    /// Fields of which the line says something, be it that there is nothing. What has no column or
    /// is damaged says nothing.
    said: u16,
    troubles: Box<[(Field, NumberTrouble)]>,
}

impl Record {
    pub(super) fn read(at: Place, line: &Line, columns: &Columns, wanted: &[Field]) -> Self {
        let (mut texts, mut said, mut troubles) = (String::new(), 0, Vec::new());
        for (nth, field) in wanted.iter().enumerate() {
            if nth > 0 {
                texts.push(BETWEEN);
            }
            if columns.of(*field).is_none() {
                continue;
            }
            let cell = columns.cell(line, *field);
            let value = match field {
                Field::Nik | Field::FamilyCard => match sixteen_digits(cell) {
                    Err(NumberTrouble::Missing) => Ok(String::new()),
                    value => value,
                },
                Field::Phone => telephone(cell),
                _ => text(cell),
            };
            match value {
                Ok(value) => {
                    texts.push_str(&value);
                    said |= field.bit();
                }
                Err(trouble) => troubles.push((*field, trouble)),
            }
        }
        Self { at, texts: texts.into(), said, troubles: troubles.into() }
    }

    /// The value of a field; `wanted` is what the list was read for.
    pub(crate) fn text(&self, wanted: &[Field], field: Field) -> &str {
        let nth = wanted.iter().position(|other| *other == field);
        nth.and_then(|nth| self.texts.split(BETWEEN).nth(nth)).unwrap_or_default()
    }

    /// Whether the line says anything of a field.
    pub(crate) fn says(&self, field: Field) -> bool {
        self.said & field.bit() != 0
    }

    /// What is wrong with a field.
    pub(crate) fn trouble(&self, field: Field) -> Option<NumberTrouble> {
        self.troubles.iter().find(|(other, _)| *other == field).map(|(_, trouble)| *trouble)
    }

    /// Every field with something wrong.
    pub(crate) fn troubles(&self) -> impl Iterator<Item = (Field, NumberTrouble)> {
        self.troubles.iter().copied()
    }

    /// From now on the field says nothing, because its digits cannot be believed.
    pub(super) fn disbelieve(&mut self, field: Field) {
        self.said &= !field.bit();
        let more = std::iter::once((field, NumberTrouble::Damaged));
        self.troubles = self.troubles.iter().copied().chain(more).collect();
    }
}

fn text(cell: &Cell) -> Result<String, NumberTrouble> {
    match cell {
        Cell::Empty => Ok(String::new()),
        Cell::Text(text) => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Cell::Number(number) => Ok(number.to_string()),
        Cell::Broken => Err(NumberTrouble::Damaged),
    }
}
