//! Lists of people, whatever an office's spreadsheet looks like: told what columns are wanted, it
//! says of each heading what it took it for, and of each line that is not read, why.

mod columns;
mod damage;
mod digits;
mod field;
mod heading;
mod issue;
mod record;
mod table;
mod unheaded;

use std::collections::BTreeMap;

pub use columns::{Heading, Taken};
pub(crate) use digits::NumberTrouble;
pub use field::Field;
pub use issue::{ImportIssue, Outcome, Place};
pub(crate) use record::Record;
pub use table::SheetReport;

use crate::spreadsheet::{Book, SheetError};
use damage::{LastDigits, Rounded};
use table::Table;

/// What a list is read for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    /// The columns that are of use.
    pub(crate) fields: &'static [Field],
    /// Those that must be there.
    pub(crate) needed: &'static [Field],
    /// A list of NIKs alone may go without headings.
    pub(crate) unheaded: bool,
}

/// A list that was read.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// The lines about people.
    pub(crate) records: Vec<Record>,
    /// What was taken for what.
    pub(crate) sheets: Vec<SheetReport>,
    /// What is said of lines, before anything is known of the people on them.
    pub(crate) issues: Vec<(Place, ImportIssue)>,
    /// Some NIKs more than chance brings end in 0, and were believed.
    pub(crate) some_rounded: bool,
}

impl List {
    /// Reads every visible sheet that has the needed headings.
    pub(crate) fn read(bytes: &[u8], wanted: Wanted) -> Result<Self, SheetError> {
        let mut book = Book::open(bytes)?;
        let mut list = Self::default();
        let mut found = false;
        let mut sheets = book.sheets();
        if book.is_text() {
            sheets = table::best_separator(&mut book, sheets, wanted)?.into_iter().collect();
        }
        for sheet in &sheets {
            if sheet.hidden {
                list.sheets.push(SheetReport::hidden(sheet.name.clone()));
                continue;
            }
            let mut table = Table::new(sheet.name.clone(), wanted);
            let unseen = book.each_line(sheet, &mut |line| table.take(line))?;
            found |= table.finish(unseen, &mut list)?;
        }
        if !found {
            return Err(SheetError::NoHeadings);
        }
        for field in [Field::Nik, Field::FamilyCard] {
            list.find_rounded(wanted.fields, field);
        }
        Ok(list)
    }

    /// Looks at the column of each sheet and at all of them together.
    fn find_rounded(&mut self, wanted: &[Field], field: Field) {
        let mut sheets: BTreeMap<Option<&str>, LastDigits> = BTreeMap::new();
        let mut all = LastDigits::default();
        for record in &self.records {
            let digits = record.text(wanted, field);
            all.add(digits);
            sheets.entry(record.at.sheet.as_deref()).or_default().add(digits);
        }
        let everywhere = all.verdict();
        drop(all);
        let most: Vec<Option<String>> = sheets
            .iter()
            .filter(|(_, digits)| everywhere == Rounded::Most || digits.verdict() == Rounded::Most)
            .map(|(sheet, _)| sheet.map(str::to_owned))
            .collect();
        self.some_rounded |= field == Field::Nik && most.is_empty() && everywhere == Rounded::Some;
        for record in &mut self.records {
            let rounded = most.iter().any(|sheet| sheet.as_deref() == record.at.sheet.as_deref());
            if rounded && record.text(wanted, field).ends_with('0') {
                record.disbelieve(field);
            }
        }
    }
}
