//! Separated values: with comma, semicolon or tab; in UTF-8, UTF-16 or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Cell, Line, Sheet, SheetError};

/// The separators that spreadsheet programs write, by the habits of their language.
const SEPARATORS: [u8; 3] = *b";\t,";

/// The text under each separator that occurs in it.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let text = decode(bytes);
    let occurring = SEPARATORS.iter().filter(|separator| text.as_bytes().contains(separator));
    occurring.map(|separator| separated(&text, *separator)).collect()
}

/// A mark at the beginning decides; then UTF-8 if it is that throughout; else Windows-1252, in
/// which every byte is a letter.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(bytes).0
}

fn separated(text: &str, separator: u8) -> Result<Sheet, SheetError> {
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = Sheet::new();
    let mut counted = Counted { bytes: text.as_bytes(), at: 0, line: 1 };
    for record in reader.records() {
        let record = record?;
        let begins = record.position().map_or(0, ::csv::Position::byte);
        let number = counted.line_at(usize::try_from(begins).unwrap_or(usize::MAX));
        lines.push(Line { number, cells: record.iter().map(Cell::text).collect() });
    }
    Ok(lines)
}

/// Counts line feeds as it goes. A record is said to begin before the empty lines above it.
struct Counted<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Counted<'_> {
    fn line_at(&mut self, begins: usize) -> u32 {
        while let Some(byte) = self.bytes.get(self.at) {
            if self.at >= begins && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u32::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            _ => String::new(),
        };
        read(bytes).unwrap()[0].iter().map(|line| line.cells.iter().map(text).collect()).collect()
    }

    #[test]
    fn marks_and_old_letters_are_read() {
        let expected = [["NIK", "Nama"], ["1", "José"]];
        assert_eq!(cells("NIK;Nama\n1;José\n".as_bytes()), expected);
        assert_eq!(cells("\u{feff}NIK\tNama\r\n 1 \tJosé".as_bytes()), expected);
        assert_eq!(cells(b"NIK,Nama\n1,Jos\xe9\n"), expected, "Windows-1252");
        let utf16: Vec<u8> = "\u{feff}NIK\tNama\n1\tJosé".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(cells(&utf16), expected, "what Excel calls Unicode text");
    }

    #[test]
    fn a_line_keeps_its_number_behind_a_quoted_line_break() {
        let sheet = &read(b"NIK,Nama\n1,\"a\nb\"\n\n2,c\n").unwrap()[0];
        assert_eq!(sheet.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 5]);
    }
}
