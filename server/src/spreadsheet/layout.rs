//! What is hidden on a sheet, and which cells are merged.

use std::collections::BTreeSet;

use super::parts::{Parts, attribute};
use super::{Cell, SheetError};

/// A stretch of merged lines in one column; only its first line has the value. From 0.
#[derive(Debug, Clone, PartialEq)]
struct Merge {
    column: usize,
    first: u32,
    last: u32,
    value: Cell,
}

/// Where a sheet hides and merges. Lines and columns count from 0.
#[derive(Debug, Default)]
pub(super) struct Layout {
    hidden_lines: BTreeSet<u32>,
    /// First and last.
    hidden_columns: Vec<(usize, usize)>,
    /// By their first line.
    merges: Vec<Merge>,
    /// The merges before this one have begun.
    begun: usize,
    /// Those that reach the line that was read last.
    open: Vec<Merge>,
}

impl Layout {
    pub(super) fn read(parts: &mut Parts<'_>, path: &str) -> Result<Self, SheetError> {
        let mut layout = Self::default();
        let mut line = 0;
        parts.each_element(path, &mut |element| {
            let number = |name| attribute(element, name).and_then(|text| text.parse::<f64>().ok());
            let is = |name| attribute(element, name).is_some_and(|value| value == "1" || value == "true");
            match element.local_name().as_ref() {
                "row" => {
                    line = number("r").map_or(line + 1, |number| number as u32);
                    if is("hidden") || number("ht") == Some(0.0) {
                        layout.hidden_lines.insert(line.saturating_sub(1));
                    }
                }
                "col" if is("hidden") || number("width") == Some(0.0) => {
                    let edge = |name| number(name).map(|number| (number as usize).saturating_sub(1));
                    layout.hidden_columns.extend(edge("min").zip(edge("max")));
                }
                "mergeCell" => layout.merges.extend(attribute(element, "ref").as_deref().and_then(merge)),
                _ => {}
            }
        })?;
        layout.merges.sort_by_key(|merge| merge.first);
        Ok(layout)
    }

    pub(super) fn hides_line(&self, line: u32) -> bool {
        self.hidden_lines.contains(&line)
    }

    pub(super) fn hides_column(&self, column: usize) -> bool {
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Gives the cells of a line what was merged into them from above. Lines come from the top.
    pub(super) fn fill(&mut self, line: u32, cells: &mut Vec<Cell>) {
        self.open.retain(|merge| merge.last >= line);
        for merge in &self.open {
            if cells.len() <= merge.column {
                cells.resize(merge.column + 1, Cell::Empty);
            }
            if let Some(cell) = cells.get_mut(merge.column).filter(|cell| **cell == Cell::Empty) {
                *cell = merge.value.clone();
            }
        }
        while let Some(merge) = self.merges.get(self.begun).filter(|merge| merge.first <= line) {
            if merge.first == line
                && let Some(value) = cells.get(merge.column)
            {
                self.open.push(Merge { value: value.clone(), ..merge.clone() });
            }
            self.begun += 1;
        }
    }
}

/// The first column of `D2:D4`, when it is more than one line and no further right than a list.
fn merge(reference: &str) -> Option<Merge> {
    let (from, to) = reference.split_once(':')?;
    let ((column, first), (_, last)) = (place(from)?, place(to)?);
    let downwards = last > first && column < super::COLUMNS;
    downwards.then_some(Merge { column, first, last, value: Cell::Empty })
}

/// Column and line of `D2`, from 0.
fn place(cell: &str) -> Option<(usize, u32)> {
    let cell = cell.replace('$', "");
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).count();
    let letter = |byte: u8| usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    let (name, line) = cell.split_at_checked(letters.min(4))?;
    let column = name.bytes().fold(0, |column, byte| column * 26 + letter(byte));
    Some((column.checked_sub(1)?, line.parse::<u32>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        assert_eq!(
            (place("A1"), place("$D$2"), place("XFD1048576")),
            (Some((0, 0)), Some((3, 1)), Some((16383, 1048575)))
        );
        assert_eq!((place(""), place("A"), place("A0"), place("7")), (None, None, None, None));
        assert_eq!(merge("D2:D4"), Some(Merge { column: 3, first: 1, last: 3, value: Cell::Empty }));
        assert_eq!((merge("A1:H1"), merge("XFD1:XFD9")), (None, None));
    }
}
