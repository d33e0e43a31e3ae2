//! Reading the lists that offices keep: CSV as spreadsheet programs write it, and XLSX.
//!
//! What a cell holds is told exactly, text or number, because a NIK that was once a number may have
//! lost digits. Nothing is guessed here about what columns mean. Lines are handed out one by one, so
//! that a long list, or a stray cell in the last corner, costs no memory.

mod clean;
mod csv;
mod decode;
mod layout;
mod parts;
mod refuse;
mod xlsx;

use std::borrow::Cow;
use std::sync::Arc;

pub use clean::is_unseen;
pub use refuse::SheetError;

/// How many columns are read. Cells further right are a slip of the hand, and are counted.
pub(crate) const COLUMNS: usize = 256;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing, spaces, or signs without a shape.
    Empty,
    /// Text as people see it, without the spaces around it.
    Text(String),
    /// A number, with the 15 or 16 digits that are left of it.
    Number(f64),
    /// An error of the spreadsheet instead of a value, such as `#N/A` or `#####`.
    Broken,
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its number as the spreadsheet program or an editor shows it, from 1.
    pub(crate) number: u32,
    /// From the left.
    pub(crate) cells: Vec<Cell>,
    /// A quotation mark on it was never closed, and was read as a letter.
    pub(crate) open_quote: bool,
}

/// What a sheet holds that people do not see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unseen {
    /// Lines with cells that are hidden, by a filter or by hand. They are left out.
    pub hidden_lines: u32,
    /// Hidden columns, from 1. They are left out.
    pub hidden_columns: Vec<u32>,
    /// Cells further right than any list. They are left out.
    pub far_cells: u32,
}

/// One sheet of a workbook, or the whole of a text.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Its name; a text has none.
    pub(crate) name: Option<Arc<str>>,
    /// The workbook hides it.
    pub(crate) hidden: bool,
    at: Source,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Text { separator: u8 },
    Workbook,
}

/// An open file.
pub(crate) struct Book<'a>(Kind<'a>);

enum Kind<'a> {
    Text(Cow<'a, str>),
    Workbook(Box<xlsx::Workbook<'a>>),
}

impl<'a> Book<'a> {
    /// Looks at the file; reads no lines yet.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        refuse::what_is_no_list(bytes)?;
        let kind = match bytes {
            [b'P', b'K', 3, 4, ..] => Kind::Workbook(Box::new(xlsx::Workbook::open(bytes)?)),
            _ => Kind::Text(decode::decode(bytes)),
        };
        Ok(Self(kind))
    }

    /// Whether the sheets are one text under different separators, of which only one is meant.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.0, Kind::Text(_))
    }

    /// Every sheet of a workbook, in its order; a text under each separator that occurs in it.
    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        match &self.0 {
            Kind::Workbook(workbook) => workbook.sheets(),
            Kind::Text(text) => {
                let occurs = |separator: &u8| text.as_bytes().contains(separator);
                let mut separators: Vec<u8> = csv::SEPARATORS.into_iter().filter(occurs).collect();
                if separators.is_empty() {
                    separators.push(b';');
                }
                let sheet = |separator| Sheet { name: None, hidden: false, at: Source::Text { separator } };
                separators.into_iter().map(sheet).collect()
            }
        }
    }

    /// Hands out the lines of a sheet that hold anything, from the top, until `take` says false.
    pub(crate) fn each_line(
        &mut self,
        sheet: &Sheet,
        take: &mut dyn FnMut(Line) -> bool,
    ) -> Result<Unseen, SheetError> {
        match (&mut self.0, sheet.at) {
            (Kind::Workbook(workbook), _) => workbook.each_line(sheet.name.as_deref().unwrap_or_default(), take),
            (Kind::Text(text), Source::Text { separator }) => {
                let lines = csv::Records::new(text, separator);
                let mut full = lines.filter(|line| line.cells.iter().any(|cell| *cell != Cell::Empty));
                full.all(take);
                Ok(Unseen::default())
            }
            (Kind::Text(_), Source::Workbook) => Ok(Unseen::default()),
        }
    }
}
