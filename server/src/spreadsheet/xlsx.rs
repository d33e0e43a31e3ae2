//! Workbooks of Excel and LibreOffice.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::{Cell, Line, Sheet, SheetError};

/// Every worksheet, in the workbook's order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut workbook = Xlsx::new(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name)?;
        let first = range.start().map_or(0, |(row, _)| row);
        let lines = range.rows().zip(first + 1..);
        sheets.push(lines.map(|(row, number)| Line { number, cells: row.iter().map(cell).collect() }).collect());
    }
    Ok(sheets)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::text(text),
        // Whole numbers of workbooks are floats in the file; both have the same digits.
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::Bool(_) | Data::DateTime(_) | Data::Error(_) | Data::Empty => Cell::Empty,
    }
}
