//! Workbooks of Excel and LibreOffice, cell by cell.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};

use super::layout::Layout;
use super::parts::Parts;
use super::{COLUMNS, Cell, Line, Sheet, SheetError, Source, Unseen};

/// An open workbook.
pub(super) struct Workbook<'a> {
    cells: Xlsx<Cursor<&'a [u8]>>,
    parts: Parts<'a>,
    /// Names of the worksheets and where they lie in the package.
    paths: Vec<(String, String)>,
}

impl<'a> Workbook<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        let mut parts = Parts::open(bytes)?;
        let cells = Xlsx::new(Cursor::new(bytes))?;
        let paths = parts.worksheets()?;
        Ok(Self { cells, parts, paths })
    }

    pub(super) fn sheets(&self) -> Vec<Sheet> {
        let worksheets = self.cells.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheet = |sheet: &calamine::Sheet| Sheet {
            name: Some(Arc::from(sheet.name.as_str())),
            hidden: sheet.visible != SheetVisible::Visible,
            at: Source::Workbook,
        };
        worksheets.map(sheet).collect()
    }

    pub(super) fn each_line(&mut self, name: &str, take: &mut dyn FnMut(Line) -> bool) -> Result<Unseen, SheetError> {
        let layout = match self.paths.iter().find(|(other, _)| other == name) {
            Some((_, path)) => Layout::read(&mut self.parts, path)?,
            None => Layout::default(),
        };
        let mut reader = self.cells.worksheet_cells_reader(name)?;
        let mut lines = Lines { layout, unseen: Unseen::default(), row: 0, cells: Vec::new() };
        while let Some(cell) = reader.next_cell()? {
            let (row, column) = cell.get_position();
            if row != lines.row && !lines.finish(take) {
                return Ok(lines.unseen);
            }
            lines.row = row;
            lines.put(column as usize, read(cell.get_value()));
        }
        lines.finish(take);
        Ok(lines.unseen)
    }
}

/// Puts cells together to lines.
struct Lines {
    layout: Layout,
    unseen: Unseen,
    /// The line that is being put together, from 0.
    row: u32,
    cells: Vec<Cell>,
}

impl Lines {
    fn put(&mut self, column: usize, cell: Cell) {
        if column >= COLUMNS {
            self.unseen.far_cells += u32::from(cell != Cell::Empty);
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
    }

    /// Hands out the line, and says whether to go on.
    fn finish(&mut self, take: &mut dyn FnMut(Line) -> bool) -> bool {
        let mut cells = std::mem::take(&mut self.cells);
        // What stands in a merge alone makes no line.
        let blank = cells.iter().all(|cell| *cell == Cell::Empty);
        self.layout.fill(self.row, &mut cells);
        if blank {
            return true;
        }
        if self.layout.hides_line(self.row) {
            self.unseen.hidden_lines += 1;
            return true;
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            if *cell != Cell::Empty && self.layout.hides_column(column) {
                *cell = Cell::Empty;
                let number = column as u32 + 1;
                if !self.unseen.hidden_columns.contains(&number) {
                    self.unseen.hidden_columns.push(number);
                }
            }
        }
        cells.iter().all(|cell| *cell == Cell::Empty) || take(Line { number: self.row + 1, cells, open_quote: false })
    }
}

fn read(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        // Whole numbers of workbooks are floats in the file; both have the same digits.
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::Error(_) => Cell::Broken,
        DataRef::Bool(_) | DataRef::Empty => Cell::Empty,
    }
}
