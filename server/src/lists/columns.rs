//! Which column of a sheet holds what.

use super::field::Field;
use super::heading::{Meaning, meaning};
use crate::spreadsheet::{Cell, Line};

/// What a heading was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its column, from 1.
    pub column: u32,
    /// Its words; headings in two lines with a slash between.
    pub words: String,
    /// What it was taken for.
    pub taken: Taken,
}

/// What became of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is read as this.
    Field(Field),
    /// It would be this, but another column says it more plainly, or says it first.
    Second(Field),
    /// It is about somebody or something else.
    Other,
    /// Its words are not known, or not asked for.
    Unknown,
    /// It has no heading, and its numbers can only be these.
    Numbers(Field),
}

/// Where the columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) headings: Vec<Heading>,
    /// How many lines the headings fill.
    pub(super) height: usize,
}

impl Columns {
    /// The headings that begin with this line: in two lines when that says more.
    pub(super) fn read(line: &Line, below: Option<&Line>, wanted: &[Field], needed: &[Field]) -> Option<Self> {
        let enough = |columns: &Self| needed.iter().all(|field| columns.of(*field).is_some());
        let single = Some(Self::of_lines(line, None, wanted)).filter(enough);
        let parents = line.cells.iter().filter(|cell| matches!(cell, Cell::Text(_))).count();
        let below = below.filter(|below| parents > 1 && is_heading_like(below));
        let double = below.map(|below| Self::of_lines(line, Some(below), wanted)).filter(enough);
        match (single, double) {
            (Some(single), Some(double)) if double.known() > single.known() => Some(double),
            (Some(single), _) => Some(single),
            (None, double) => double,
        }
    }

    fn of_lines(line: &Line, below: Option<&Line>, wanted: &[Field]) -> Self {
        let text = |line: &Line, at: usize| match line.cells.get(at) {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let width = below.map_or(0, |below| below.cells.len()).max(line.cells.len());
        let (mut headings, mut ranks, mut above) = (Vec::new(), Vec::new(), String::new());
        for at in 0..width {
            let (upper, lower) = (text(line, at), below.map(|below| text(below, at)).unwrap_or_default());
            if !upper.is_empty() || lower.is_empty() {
                // A heading reaches over the empty cells right of it while there are headings below.
                above.clone_from(&upper);
            }
            let (over, own) = match (lower.is_empty(), above == lower) {
                (true, _) | (_, true) => (String::new(), upper),
                _ => (above.clone(), lower),
            };
            let words = if over.is_empty() { own.clone() } else { format!("{over} / {own}") };
            if words.is_empty() {
                continue;
            }
            let (taken, rank) = match meaning(&over, &own) {
                Meaning::Field(field, rank) if wanted.contains(&field) => (Taken::Field(field), rank),
                Meaning::Field(..) | Meaning::Unknown => (Taken::Unknown, 0),
                Meaning::Other => (Taken::Other, 0),
            };
            headings.push(Heading { column: at as u32 + 1, words, taken });
            ranks.push(rank);
        }
        for field in wanted {
            let claims = headings.iter().zip(&ranks).filter(|(heading, _)| heading.taken == Taken::Field(*field));
            let best = claims.min_by_key(|(_, rank)| **rank).map(|(heading, _)| heading.column);
            for heading in headings.iter_mut().filter(|heading| heading.taken == Taken::Field(*field)) {
                if Some(heading.column) != best {
                    heading.taken = Taken::Second(*field);
                }
            }
        }
        Self { headings, height: 1 + usize::from(below.is_some()) }
    }

    /// The place of a field in a line, from 0.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        let is = |heading: &&Heading| matches!(heading.taken, Taken::Field(own) | Taken::Numbers(own) if own == field);
        self.headings.iter().find(is).map(|heading| heading.column as usize - 1)
    }

    /// The cell of a field.
    pub(super) fn cell<'a>(&self, line: &'a Line, field: Field) -> &'a Cell {
        self.of(field).and_then(|at| line.cells.get(at)).unwrap_or(&Cell::Empty)
    }

    pub(super) fn known(&self) -> usize {
        self.headings.iter().filter(|heading| matches!(heading.taken, Taken::Field(_))).count()
    }
}

/// Whether a line may be the lower one of two lines of headings: words, and no long number.
fn is_heading_like(line: &Line) -> bool {
    let texts = line.cells.iter().filter(|cell| **cell != Cell::Empty);
    let fits = |cell: &Cell| match cell {
        Cell::Text(text) => {
            text.chars().any(char::is_alphabetic) && text.chars().filter(char::is_ascii_digit).count() < 6
        }
        _ => false,
    };
    line.cells.iter().any(|cell| *cell != Cell::Empty) && texts.into_iter().all(fits)
}

/// Whether a line only numbers the columns: 1 2 3, (1) (2) (3).
pub(super) fn is_numbering(line: &Line) -> bool {
    let number = |cell: &Cell| match cell {
        Cell::Number(number) => (number.fract() == 0.0).then_some(*number as i64),
        Cell::Text(text) => text.trim_matches(['(', ')', '[', ']', '.', ' ']).parse().ok(),
        Cell::Empty | Cell::Broken => None,
    };
    let full: Vec<_> = line.cells.iter().filter(|cell| **cell != Cell::Empty).map(number).collect();
    let follows = |pair: &[Option<i64>]| matches!(pair, [Some(one), Some(next)] if *next > *one && *next - *one < 10);
    full.len() > 2 && full.first().is_some_and(|first| matches!(first, Some(0..=2))) && full.windows(2).all(follows)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [Field; 5] = [Field::Nik, Field::Name, Field::Address, Field::Village, Field::District];

    fn line(cells: &[&str]) -> Line {
        let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
        Line { number: 1, cells: cells.iter().map(cell).collect(), open_quote: false }
    }

    fn read(upper: &[&str], lower: &[&str]) -> Option<Vec<(u32, Field)>> {
        let columns = Columns::read(&line(upper), Some(&line(lower)), &WANTED, &[Field::Nik, Field::Name])?;
        let taken = columns.headings.iter().filter_map(|heading| match heading.taken {
            Taken::Field(field) => Some((heading.column, field)),
            _ => None,
        });
        Some(taken.collect())
    }

    #[test]
    fn headings_in_two_lines_are_read_together() {
        let expected = [(2, Field::Nik), (3, Field::Name), (4, Field::Village), (5, Field::District)];
        let upper = ["No", "NIK", "Nama", "Alamat", "", "Ket"];
        assert_eq!(read(&upper, &["", "", "", "Desa", "Kec"]).unwrap(), expected);
        let groups = ["Pasangan", "", "Pemohon", "", ""];
        assert_eq!(
            read(&groups, &["NIK", "Nama", "NIK", "Nama", "Desa"]).unwrap()[..2],
            [(3, Field::Nik), (4, Field::Name)]
        );
        assert_eq!(read(&["NIK", "Nama"], &["1803025002879001", "Siti"]).unwrap().len(), 2, "data is no heading");
        assert_eq!(read(&["DAFTAR CALON"], &["NIK", "Nama"]), None, "a title is no heading over others");
    }

    #[test]
    fn one_column_is_one_field_and_the_plainest_heading_has_it() {
        assert_eq!(read(&["No KTP", "Nama", "NIK"], &[]).unwrap(), [(2, Field::Name), (3, Field::Nik)]);
        assert_eq!(read(&["NIK", "Nama", "NIK 2", "NIK"], &[]).unwrap()[0], (1, Field::Nik));
    }

    #[test]
    fn lines_that_number_the_columns_are_known() {
        assert!(is_numbering(&line(&["1", "2", "3", "4"])) && is_numbering(&line(&["(1)", "", "(2)", "(3)"])));
        for other in [&["1", "1803025002879001", "Siti"][..], &["1", "2"], &["3", "2", "1"]] {
            assert!(!is_numbering(&line(other)), "{other:?}");
        }
    }
}
