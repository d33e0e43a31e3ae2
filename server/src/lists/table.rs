//! One sheet: its headings, and which of its lines are about people.

use std::sync::Arc;

use super::columns::{Columns, Heading, is_numbering};
use super::field::Field;
use super::issue::{ImportIssue, Place};
use super::record::Record;
use super::{List, Wanted, unheaded};
use crate::spreadsheet::{Book, Cell, Line, Sheet, SheetError, Unseen};

/// How many lines are looked at for the headings.
const TITLE: usize = 30;
/// How many are looked at for numbers when there are no headings.
const SAMPLE: usize = 1000;

/// Words that begin what stands below a list.
const BELOW: [&str; 13] = [
    "jumlah",
    "total",
    "mengetahui",
    "menyetujui",
    "disahkan",
    "disetujui",
    "catatan",
    "keterangan",
    "sumber",
    "dicetak",
    "halaman",
    "nip",
    "rekapitulasi",
];

/// What was made of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetReport {
    /// Its name; a text has none.
    pub name: Option<Arc<str>>,
    /// It is hidden, and was left out.
    pub hidden: bool,
    /// What its headings were taken for; empty when it has none, and was left out.
    pub headings: Vec<Heading>,
    /// What people do not see of it.
    pub unseen: Unseen,
}

impl SheetReport {
    pub(super) fn hidden(name: Option<Arc<str>>) -> Self {
        Self { name, hidden: true, ..Self::default() }
    }
}

/// A sheet while it is read.
pub(super) struct Table {
    name: Option<Arc<str>>,
    wanted: Wanted,
    /// Lines above the headings, until these are found.
    waiting: Vec<Line>,
    columns: Option<Columns>,
    headings: Vec<Heading>,
    /// The cells of the headings, to know them when a printed page repeats them.
    heading_cells: Vec<Vec<Cell>>,
    /// A total or a signature was reached.
    below: bool,
    records: Vec<Record>,
    issues: Vec<(Place, ImportIssue)>,
    failure: Option<SheetError>,
}

impl Table {
    pub(super) fn new(name: Option<Arc<str>>, wanted: Wanted) -> Self {
        Self {
            name,
            wanted,
            waiting: Vec::new(),
            columns: None,
            headings: Vec::new(),
            heading_cells: Vec::new(),
            below: false,
            records: Vec::new(),
            issues: Vec::new(),
            failure: None,
        }
    }

    /// Takes the next line, and says whether more are of use.
    pub(super) fn take(&mut self, line: Line) -> bool {
        if self.columns.is_some() {
            self.person(&line);
            return true;
        }
        self.waiting.push(line);
        let decided = match self.waiting.as_slice() {
            [above @ .., first, second] if above.len() < TITLE => self.headings_of(first, Some(second)),
            _ => None,
        };
        if let Some(columns) = decided {
            self.begin(columns, self.waiting.len() - 2);
        } else if self.waiting.len() == SAMPLE {
            self.failure = self.begin_unheaded().err();
        }
        self.columns.is_some() || self.waiting.len() < if self.wanted.unheaded { SAMPLE } else { TITLE + 2 }
    }

    /// Adds what was found to the list; says whether the sheet was read.
    pub(super) fn finish(mut self, unseen: Unseen, list: &mut List) -> Result<bool, SheetError> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.columns.is_none() {
            let last = self.waiting.last().and_then(|last| self.headings_of(last, None));
            match last {
                Some(columns) => self.begin(columns, self.waiting.len() - 1),
                None if self.wanted.unheaded => self.begin_unheaded()?,
                None => {}
            }
        }
        let read = self.columns.is_some();
        list.sheets.push(SheetReport { name: self.name, hidden: false, headings: self.headings, unseen });
        list.records.append(&mut self.records);
        list.issues.append(&mut self.issues);
        Ok(read)
    }

    fn headings_of(&self, line: &Line, below: Option<&Line>) -> Option<Columns> {
        Columns::read(line, below, self.wanted.fields, self.wanted.needed)
    }

    /// The headings begin at this line of those that wait.
    fn begin(&mut self, columns: Columns, at: usize) {
        let mut lines = std::mem::take(&mut self.waiting).split_off(at);
        let rest = lines.split_off(columns.height.min(lines.len()));
        self.heading_cells = lines.into_iter().map(|line| line.cells).collect();
        self.headings.extend(columns.headings.iter().cloned());
        self.columns = Some(columns);
        rest.iter().for_each(|line| self.person(line));
    }

    fn begin_unheaded(&mut self) -> Result<(), SheetError> {
        if self.waiting.iter().take(TITLE).any(unheaded::names_columns) {
            return Err(SheetError::NoHeadings);
        }
        if let Some(columns) = unheaded::columns(&self.waiting)? {
            self.headings.clone_from(&columns.headings);
            self.columns = Some(columns);
            std::mem::take(&mut self.waiting).iter().for_each(|line| self.person(line));
        }
        Ok(())
    }

    fn person(&mut self, line: &Line) {
        let at = Place { sheet: self.name.clone(), line: line.number };
        let Some(columns) = &self.columns else { return };
        if let Some(issue) = self.nobody(line, columns) {
            if issue == ImportIssue::HeadingAgain && !self.heading_cells.contains(&line.cells) {
                // Another list below this one, with columns of its own.
                if let Some(columns) = self.headings_of(line, None) {
                    self.headings.extend(columns.headings.iter().cloned());
                    self.columns = Some(columns);
                }
            }
            self.below |= issue == ImportIssue::NoPerson && is_below(line);
            self.issues.push((at, issue));
            return;
        }
        self.below = false;
        if line.open_quote {
            self.issues.push((at.clone(), ImportIssue::OpenQuote));
        }
        self.records.push(Record::read(at, line, columns, self.wanted.fields));
    }

    /// One word alone, such as "KTP", may stand in a note.
    fn is_other_heading(&self, line: &Line) -> bool {
        self.headings_of(line, None).is_some_and(|columns| columns.known() > 1)
    }

    /// Why a line is about nobody.
    fn nobody(&self, line: &Line, columns: &Columns) -> Option<ImportIssue> {
        let nik = columns.cell(line, Field::Nik);
        let has_nik = match nik {
            Cell::Empty => false,
            Cell::Text(text) => text.chars().filter(char::is_ascii_digit).count() > 5,
            Cell::Number(_) | Cell::Broken => true,
        };
        if self.heading_cells.contains(&line.cells) || (!has_nik && self.is_other_heading(line)) {
            return Some(ImportIssue::HeadingAgain);
        }
        if is_numbering(line) {
            return Some(ImportIssue::Numbering);
        }
        let has_name = *columns.cell(line, Field::Name) != Cell::Empty;
        let nobody = !has_nik && ((*nik == Cell::Empty && !has_name) || is_below(line) || self.below);
        nobody.then_some(ImportIssue::NoPerson)
    }
}

/// Whether a line begins like what stands below a list.
fn is_below(line: &Line) -> bool {
    let first = line.cells.iter().find_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None });
    let word = |text: &String| {
        let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        first.is_some_and(|word| BELOW.contains(&word.to_lowercase().as_str()))
    };
    first.is_some_and(word)
}

/// The separator under which a text has the most of the wanted columns; without headings, the one
/// under which most lines have a number of sixteen digits alone in a cell.
pub(super) fn best_separator(
    book: &mut Book<'_>,
    sheets: Vec<Sheet>,
    wanted: Wanted,
) -> Result<Option<Sheet>, SheetError> {
    let mut best: Option<(usize, usize, Sheet)> = None;
    for sheet in sheets {
        let mut lines = Vec::new();
        book.each_line(&sheet, &mut |line| {
            lines.push(line);
            lines.len() < SAMPLE
        })?;
        let headings = (0..lines.len().min(TITLE))
            .filter_map(|at| Columns::read(lines.get(at)?, lines.get(at + 1), wanted.fields, wanted.needed));
        let known = headings.map(|columns| columns.known()).max().unwrap_or(0);
        let numbers = lines.iter().filter(|line| unheaded::has_number(line)).count();
        if best.as_ref().is_none_or(|(most, more, _)| (*most, *more) < (known, numbers)) {
            best = Some((known, numbers, sheet));
        }
    }
    Ok(best.map(|(_, _, sheet)| sheet))
}
