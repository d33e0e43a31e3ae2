//! Separated values, as spreadsheet programs and people write them.
//!
//! A quotation mark that nobody closed is a letter: read by the book it would swallow every line
//! below it.

use super::{Cell, Line};

/// The separators that spreadsheet programs write, by the habits of their language.
pub(super) const SEPARATORS: [u8; 4] = *b";\t,|";

/// The longest cell of a spreadsheet; a quoted one that is longer was never closed.
const LONGEST: usize = 32_767;
/// How many lines are looked at for the usual number of separators.
const SAMPLE: usize = 200;

/// The lines of a text under one separator.
pub(super) struct Records<'a> {
    text: &'a str,
    at: usize,
    number: u32,
    separator: u8,
    /// How many separators most lines have.
    usual: usize,
}

impl<'a> Records<'a> {
    /// `separator` is ASCII.
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        let count = |line: &str| line.bytes().filter(|byte| *byte == separator).count();
        let counts = text.split(['\r', '\n']).map(count).filter(|count| *count > 0).take(SAMPLE);
        let mut often = std::collections::BTreeMap::<usize, usize>::new();
        for count in counts {
            *often.entry(count).or_default() += 1;
        }
        let usual = often.into_iter().max_by_key(|(_, times)| *times).map_or(1, |(count, _)| count);
        Self { text, at: 0, number: 1, separator, usual }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Whether a cell ends here.
    fn ends(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte == self.separator || matches!(byte, b'\r' | b'\n'))
    }

    /// The first place from here on that is no space. A tab may be the separator.
    fn past_spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        at
    }

    /// The cell that begins with the quotation mark before `from`, and where it ends; none when the
    /// mark is a letter.
    fn quoted(&self, from: usize) -> Option<(String, usize)> {
        let (mut content, mut at, mut piece, mut odd) = (String::new(), from, from, false);
        loop {
            match self.byte(at)? {
                _ if at - from > LONGEST => return None,
                b'"' if self.byte(at + 1) == Some(b'"') => {
                    content.push_str(self.slice(piece, at + 1));
                    (at, piece) = (at + 2, at + 2);
                }
                b'"' if self.ends(self.past_spaces(at + 1)) => {
                    content.push_str(self.slice(piece, at));
                    let swallowed = content.split(['\r', '\n']).skip(1).any(|line| self.is_whole(line));
                    let several = odd && content.bytes().any(|byte| byte == self.separator);
                    return (!swallowed && !several).then(|| (content, self.past_spaces(at + 1)));
                }
                byte => {
                    odd |= byte == b'"';
                    at += 1;
                }
            }
        }
    }

    /// Whether a line has as many cells as most have, and so is one by itself.
    fn is_whole(&self, line: &str) -> bool {
        line.bytes().filter(|byte| *byte == self.separator).count() >= self.usual
    }

    /// The line number behind a stretch of text.
    fn count_breaks(&mut self, from: usize, to: usize) {
        let stretch = self.slice(from, to).as_bytes();
        let before = stretch.iter().zip(stretch.iter().skip(1));
        let pairs = before.filter(|pair| *pair == (&b'\r', &b'\n')).count();
        let signs = stretch.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.number = self.number.saturating_add(u32::try_from(signs - pairs).unwrap_or(u32::MAX));
    }
}

impl Iterator for Records<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        self.byte(self.at)?;
        let (start, number) = (self.at, self.number);
        let (mut cells, mut open_quote, mut at) = (Vec::with_capacity(self.usual + 1), false, start);
        loop {
            let first = self.past_spaces(at);
            let quoted = (self.byte(first) == Some(b'"')).then(|| self.quoted(first + 1));
            if let Some(Some((content, end))) = quoted {
                cells.push(Cell::text(&content));
                at = end;
            } else {
                // A mark that nobody closed is not a part of the name it stands before.
                let begins = if quoted.is_some() { first + 1 } else { at };
                open_quote |= quoted.is_some();
                at = begins;
                while !self.ends(at) {
                    at += 1;
                }
                cells.push(Cell::text(self.slice(begins, at)));
            }
            if self.byte(at) != Some(self.separator) {
                break;
            }
            at += 1;
        }
        at += match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        };
        self.count_breaks(start, at);
        self.at = at;
        Some(Line { number, cells, open_quote })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, separator: u8) -> Vec<Vec<String>> {
        let text_of = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        Records::new(text, separator).map(|line| line.cells.iter().map(text_of).collect()).collect()
    }

    #[test]
    fn quoted_cells_keep_separators_line_breaks_and_doubled_marks() {
        let text = "NIK,Nama,Alamat\n1,\"Siti, A\",\"Jl. \"\"A\"\"\nRT 1\"\n2,\"Toko \"Maju\" Jaya\",x\n";
        let expected =
            [["NIK", "Nama", "Alamat"], ["1", "Siti, A", "Jl. \"A\" RT 1"], ["2", "Toko \"Maju\" Jaya", "x"]];
        assert_eq!(cells(text, b','), expected);
    }

    #[test]
    fn a_mark_that_nobody_closed_takes_no_line_away() {
        for second in ["2;\"Ani;Dusun II", "2;\"Ani;Dusun \"II\"", "2;\"Ani;\"Dusun II\""] {
            let text = format!("NIK;Nama;Alamat\n1;Siti;Dusun I\n{second}\n3;Ida;\"Dusun\" III\n4;\"Eva\";IV\n");
            let read = cells(&text, b';');
            assert_eq!(read.len(), 5, "{second}: {read:?}");
            assert_eq!(read[2][..2], ["2", "Ani"], "{second}");
            assert_eq!(read[4], ["4", "Eva", "IV"]);
        }
        let marked: Vec<bool> = Records::new("1;\"Ani\n2;b", b';').map(|line| line.open_quote).collect();
        assert_eq!(marked, [true, false]);
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["NIK,Nama", "1,\"a", "b\"", "", "2,c"].join(end);
            let numbers: Vec<u32> = Records::new(&text, b',').map(|line| line.number).collect();
            assert_eq!(numbers, [1, 2, 4, 5], "{end:?}");
        }
    }
}
