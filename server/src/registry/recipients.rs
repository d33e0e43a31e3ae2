//! A list of people is brought in: the recipients of an earlier year, of another ministry.

use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::wire::v1::{FilterInfo, FilterKind};

use super::assignments::number::{NumberTrouble, all_lost_their_last_digit, sixteen_digits};
use super::people::malformed;
use super::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::spreadsheet::{self, Cell, Line, Sheet};
use crate::store::filters::{self, Stored};

/// A list to bring in.
#[derive(Debug, Clone)]
pub struct NewList {
    /// Its name as facilitators will read it, e.g. "Penerima BPUM 2020". The same name again
    /// replaces the list.
    pub source: String,
    /// The programme it concerns; none for all of them.
    pub programme: Option<String>,
    /// The day it was drawn up.
    pub as_of: Timestamp,
    /// The file: a text with one NIK a line, separated values, or a workbook (.xlsx).
    pub file: Vec<u8>,
}

/// What was found in a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListReport {
    /// Different NIKs.
    pub entries: usize,
    /// Lines whose NIK stood there before.
    pub repeated: usize,
    /// Lines whose NIK a spreadsheet made a rounded number (`1.80101E+15`): its last digits are gone.
    pub damaged: Vec<u32>,
    /// Lines without a NIK, the heading included.
    pub rejected: Vec<u32>,
    /// Every NIK ends in 0: a spreadsheet keeps fifteen digits, so the sixteenth is probably lost
    /// everywhere. Nothing was brought in.
    pub rounded: bool,
}

impl Registry {
    /// Makes a filter of a list and tells every device. Lines without a NIK are counted and left out.
    ///
    /// # Errors
    /// A refusal when the name is empty or the programme is unknown; else when the file is no list or
    /// the store fails.
    pub async fn import_list(&self, list: NewList) -> Result<(ListReport, Option<FilterInfo>), RegistryError> {
        let source = list.source.trim().to_owned();
        if source.is_empty() {
            return Err(malformed("a list needs a name").into());
        }
        if let Some(programme) = &list.programme
            && !self.has_programme(programme).await?
        {
            return Err(malformed("the programme is not one of this province").into());
        }
        let (niks, report) = read(&list.file)?;
        if niks.is_empty() || report.rounded {
            return Ok((report, None));
        }
        let secret = self.filter_secret(list.programme.as_deref())?;
        let mut keys: Vec<u64> = niks.iter().map(|nik| secret.key(nik)).collect();
        keys.sort_unstable();
        keys.dedup();
        let blank = self.blank(list.programme, FilterKind::Recipients, source);
        let held = filters::find(&mut *self.0.store.read().await?, &blank.subject).await?.unwrap_or(blank);
        if held.version > 0 && held.keys == keys && held.as_of == list.as_of {
            return Ok((report, None));
        }
        let entry = AuditEntry::new(self.0.clock.now(), AuditAction::ListImported, Digest::of(&list.file))
            .with("list", "recipients")
            .with("accepted", keys.len());
        let info = self.publish_filter(Stored { keys, as_of: list.as_of, ..held }, Some(entry)).await?;
        Ok((report, info))
    }
}

/// The NIKs of a list, each once, and what became of its lines. Of the ways a file can be read the
/// one with most NIKs counts.
fn read(file: &[u8]) -> Result<(Vec<Nik>, ListReport), RegistryError> {
    let mut sheets = spreadsheet::read(file)?;
    if sheets.is_empty() {
        let text = String::from_utf8_lossy(file);
        let line = |(number, line): (u32, &str)| Line { number, cells: vec![Cell::Text(line.trim().to_owned())] };
        sheets.push((1..).zip(text.trim_start_matches('\u{feff}').lines()).map(line).collect());
    }
    let read = sheets.iter().map(read_sheet);
    Ok(read.max_by_key(|(_, report)| (report.entries, report.damaged.len())).unwrap_or_default())
}

fn read_sheet(sheet: &Sheet) -> (Vec<Nik>, ListReport) {
    let headings = sheet.iter().take(TITLE).find_map(|line| line.cells.iter().position(is_heading));
    let mut report = ListReport::default();
    let mut niks = Vec::new();
    for line in sheet.iter().filter(|line| line.cells.iter().any(|cell| !is_blank(cell))) {
        match nik_of(line, headings) {
            Ok(nik) => niks.push(nik),
            Err(NumberTrouble::Damaged) => report.damaged.push(line.number),
            Err(_) => report.rejected.push(line.number),
        }
    }
    let digits: Vec<String> = niks.iter().map(Nik::digits).collect();
    report.rounded = all_lost_their_last_digit(digits.iter().map(String::as_str));
    let found = niks.len();
    niks.sort_unstable();
    niks.dedup();
    report.entries = niks.len();
    report.repeated = found - niks.len();
    (niks, report)
}

/// Looks into the column of the NIK, or into every cell when no heading names one.
fn nik_of(line: &Line, column: Option<usize>) -> Result<Nik, NumberTrouble> {
    let cells = match column {
        Some(column) => line.cells.get(column).map(std::slice::from_ref).unwrap_or_default(),
        None => line.cells.as_slice(),
    };
    let mut trouble = NumberTrouble::Missing;
    for cell in cells {
        match sixteen_digits(cell).and_then(|digits| Nik::parse(&digits).map_err(|_| NumberTrouble::Other)) {
            Ok(nik) => return Ok(nik),
            Err(NumberTrouble::Damaged) => trouble = NumberTrouble::Damaged,
            Err(_) => {}
        }
    }
    Err(trouble)
}

/// How many lines of title may stand above the headings.
const TITLE: usize = 20;

fn is_heading(cell: &Cell) -> bool {
    const BEGINNINGS: [&str; 6] = ["nik", "nonik", "nomornik", "noktp", "nomorktp", "nomorinduk"];
    let Cell::Text(text) = cell else { return false };
    let folded: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    BEGINNINGS.iter().any(|beginning| folded.starts_with(beginning))
}

fn is_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => text.is_empty(),
        Cell::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<String>, ListReport) {
        let (niks, report) = read(text.as_bytes()).unwrap();
        (niks.iter().map(Nik::digits).collect(), report)
    }

    #[test]
    fn a_list_is_read_whatever_stands_between_its_cells() {
        let expected = ["1803025002879003", "1803025002879004"];
        for text in [
            "1803025002879003\n1803025002879004\n",
            "\u{feff}No;NIK;Nama\r\n1;'1803025002879003;CONTOH Siti\r\n2;1803025002879004;CONTOH Budi\r\n",
            "KK,NIK\n1803021502109001,\"1803025002879003\"\n1803021502109001,=1803025002879004\n",
            "Nama\tNo. KTP\nCONTOH Siti\t180302 500287 9003\nCONTOH Budi\t1803.0250.0287.9004\n",
            "CONTOH Siti, 1803025002879003\n\nCONTOH Budi, 1803025002879004",
        ] {
            let (niks, report) = found(text);
            assert_eq!(niks, expected, "{text}");
            assert!(report.damaged.is_empty() && report.repeated == 0 && report.rejected.len() <= 1, "{report:?}");
        }
    }

    #[test]
    fn what_a_spreadsheet_did_to_a_nik_is_seen_and_told_by_line() {
        let text = "NIK;Nama\n1.80101E+15;CONTOH A\n1803025002879003;CONTOH B\n\"1,80101E+15\";CONTOH C\nabc;CONTOH D";
        let (niks, report) = found(text);
        assert_eq!(niks, ["1803025002879003"]);
        assert_eq!((report.damaged, report.rejected), (vec![2, 4], vec![1, 5]));
        assert_eq!(found("1,80101E+15").1.damaged, [1], "the decimal comma of a one-column file");
        let rounded: String = (1..=12).map(|n| format!("1803025002879{n:02}0\n")).collect();
        assert!(found(&rounded).1.rounded);
    }

    #[test]
    fn a_nik_that_stands_there_twice_counts_once() {
        let (niks, report) = found("1803025002879003\n1803025002879003\n1803025002870000\n");
        assert_eq!((niks.len(), report.entries, report.repeated), (1, 1, 1));
        assert_eq!(report.rejected, [3], "serial 0000 is no NIK");
    }
}
