//! Reading the lists that offices keep: CSV as spreadsheet programs write it, and XLSX.
//!
//! What a cell holds is told exactly, text or number, because a NIK that was once a number may have
//! lost digits. Nothing is guessed here about what columns mean.

mod csv;
mod xlsx;

/// The largest file that is read, in bytes: far more than a province's list.
pub(crate) const LARGEST: usize = 16 * 1024 * 1024;

/// Why a file cannot be read as a list.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It is larger than any list.
    #[error("the file is larger than 16 MiB")]
    TooLarge,
    /// It is a workbook of the old binary kind.
    #[error("this is an old Excel workbook (.xls): save it as .xlsx or as CSV")]
    OldWorkbook,
    /// It is a workbook, but damaged or encrypted.
    #[error("the workbook cannot be read")]
    Workbook(#[from] calamine::XlsxError),
    /// It is text, but not separated values.
    #[error("the text cannot be read as separated values")]
    Text(#[from] ::csv::Error),
    /// No line among the first twenty names a NIK and a name column.
    #[error("no line among the first twenty has the headings NIK and Nama")]
    NoHeadings,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Nothing, or spaces.
    Empty,
    /// Text without the spaces around it.
    Text(String),
    /// A number, with the 15 or 16 digits that are left of it.
    Number(f64),
}

impl Cell {
    fn text(text: &str) -> Self {
        // A no-break space is a space to people, and comes from web pages.
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if text.is_empty() { Self::Empty } else { Self::Text(text.replace('\u{a0}', " ")) }
    }
}

/// One line of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Its number as the spreadsheet program or an editor shows it, from 1.
    pub(crate) number: u32,
    /// From the left.
    pub(crate) cells: Vec<Cell>,
}

/// The lines of one sheet, or of a text under one separator.
pub(crate) type Sheet = Vec<Line>;

/// Every way the file can be read; the caller takes the one whose headings it knows.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    if bytes.len() > LARGEST {
        return Err(SheetError::TooLarge);
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] => xlsx::read(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(SheetError::OldWorkbook),
        _ => csv::read(bytes),
    }
}
