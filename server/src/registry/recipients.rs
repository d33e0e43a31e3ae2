//! A list of people is brought in: the recipients of an earlier year, of another ministry.

use std::collections::HashMap;

use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::wire::v1::{FilterInfo, FilterKind};

use super::assignments::nik;
use super::people::{expect_seen, malformed};
use super::{AuditAction, Registry, RegistryError};
use crate::lists::{Field, ImportIssue, List, Place, SheetReport, Wanted};
use crate::store::filters::{self, Stored};

/// What a list of recipients is read for. The others are there to be told from the NIK.
const WANTED: Wanted =
    Wanted { fields: &[Field::Nik, Field::FamilyCard, Field::Name], needed: &[Field::Nik], unheaded: true };

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
    /// What was taken for what.
    pub sheets: Vec<SheetReport>,
    /// Different NIKs.
    pub entries: usize,
    /// Some NIKs more than chance brings end in 0: a spreadsheet may have rounded a part of them.
    pub some_rounded: bool,
    /// What deserves a look, in the order of the lines.
    pub issues: Vec<(Place, ImportIssue)>,
}

impl ListReport {
    fn count(&self, is: impl Fn(&ImportIssue) -> bool) -> usize {
        self.issues.iter().filter(|(_, issue)| is(issue)).count()
    }

    /// Lines whose NIK stood there before.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.count(|issue| matches!(issue, ImportIssue::Repeated { .. }))
    }

    /// Lines whose NIK a spreadsheet made a rounded number (`1.80101E+15`): its last digits are gone.
    #[must_use]
    pub fn damaged(&self) -> usize {
        self.count(|issue| *issue == ImportIssue::NikDamaged)
    }

    /// Lines that seem to be about a person, without a NIK.
    #[must_use]
    pub fn rejected(&self) -> usize {
        use ImportIssue::{NikInvalid, NikMissing, NikNotDigits};
        self.count(|issue| matches!(issue, NikMissing | NikInvalid(_) | NikNotDigits))
    }

    /// No NIK is left, because a spreadsheet took the last digit of all.
    #[must_use]
    pub fn rounded(&self) -> bool {
        self.entries == 0 && self.damaged() > 1
    }
}

impl Registry {
    /// What [`Registry::import_list`] would find in a file. Nothing is stored.
    ///
    /// # Errors
    /// When the file is no list.
    pub fn read_list(file: &[u8]) -> Result<ListReport, RegistryError> {
        Ok(read(file)?.1)
    }

    /// Makes a filter of a list and tells every device. Lines without a NIK are told and left out.
    ///
    /// # Errors
    /// A refusal when the name is empty or the programme is unknown; else when the file is no list or
    /// the store fails.
    pub async fn import_list(&self, list: NewList) -> Result<(ListReport, Option<FilterInfo>), RegistryError> {
        let source = list.source.trim().to_owned();
        expect_seen(&[&source])?;
        if source.is_empty() {
            return Err(malformed("a list needs a name").into());
        }
        if let Some(programme) = &list.programme
            && !self.has_programme(programme).await?
        {
            return Err(malformed("the programme is not one of this province").into());
        }
        let (niks, report) = read(&list.file)?;
        if niks.is_empty() || report.rounded() {
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
        let entry = self
            .act(AuditAction::ListImported, Digest::of(&list.file))
            .with("list", "recipients")
            .with("accepted", keys.len());
        let info = self.publish_filter(Stored { keys, as_of: list.as_of, ..held }, Some(entry)).await?;
        Ok((report, info))
    }
}

/// The NIKs of a list, each once, and what became of its lines.
fn read(file: &[u8]) -> Result<(Vec<Nik>, ListReport), RegistryError> {
    let List { records, sheets, issues, some_rounded } = List::read(file, WANTED)?;
    let mut report = ListReport { sheets, issues, some_rounded, entries: 0 };
    let mut first: HashMap<Nik, Place> = HashMap::with_capacity(records.len());
    for record in records {
        let found = nik(&record, WANTED).and_then(|digits| Nik::parse(&digits).map_err(ImportIssue::NikInvalid));
        match found {
            Err(issue) => report.issues.push((record.at, issue)),
            Ok(nik) => match first.get(&nik) {
                Some(first) => report.issues.push((record.at, ImportIssue::Repeated { first: first.clone() })),
                None => {
                    first.insert(nik, record.at);
                }
            },
        }
    }
    report.issues.sort_by_cached_key(|(place, _)| {
        (report.sheets.iter().position(|sheet| sheet.name == place.sheet), place.line)
    });
    report.entries = first.len();
    Ok((first.into_keys().collect(), report))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<String>, ListReport) {
        let (mut niks, report) = read(text.as_bytes()).unwrap();
        niks.sort_unstable();
        (niks.iter().map(Nik::digits).collect(), report)
    }

    fn lines(report: &ListReport, code: &str) -> Vec<u32> {
        report.issues.iter().filter(|(_, issue)| issue.code() == code).map(|(place, _)| place.line).collect()
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
            assert_eq!(report.issues, [], "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_did_to_a_nik_is_seen_and_told_by_line() {
        let text = "NIK;Nama\n1.80101E+15;CONTOH A\n1803025002879003;CONTOH B\n\"1,80101E+15\";CONTOH C\nabc;CONTOH D";
        let (niks, report) = found(text);
        assert_eq!(niks, ["1803025002879003"]);
        assert_eq!((lines(&report, "nik_damaged"), lines(&report, "nik_invalid")), (vec![2, 4], vec![5]));
        assert_eq!(lines(&found("1,80101E+15").1, "nik_damaged"), [1], "the decimal comma of a one-column file");
        let rounded: String = (1..=12).map(|n| format!("1803025002879{n:02}0\n")).collect();
        assert!(found(&rounded).1.rounded());
    }

    #[test]
    fn a_nik_that_stands_there_twice_counts_once() {
        let (niks, report) = found("1803025002879003\n1803025002879003\n1803025002870000\n");
        assert_eq!((niks.len(), report.entries, report.repeated()), (1, 1, 1));
        assert_eq!(lines(&report, "nik_invalid"), [3], "serial 0000 is no NIK");
    }
}
