//! A list of people is brought in: the recipients of an earlier year, of another ministry.
//!
//! Its lines are stored in portions beside the list that counts, and take its place together. The filters of its
//! districts are built afterwards by the running server, because each NIK goes through the slow step.

mod filed;

use std::collections::HashMap;
use std::time::Duration;

use sambang_domain::ids::{Digest, Timestamp};
use sambang_domain::nik::Nik;
use sambang_domain::region::RegionCode;

use super::assignments::nik;
use super::people::{expect_area, expect_seen, malformed};
use super::{AuditAction, Registry, RegistryError};
use crate::lists::{Field, ImportIssue, List, Place, SheetReport, Wanted};
use crate::random::RandomError;
use crate::store::recipients::{self, Line, StoredList};
use crate::store::{audit, programmes};
use filed::Filing;

/// What a list of recipients is read for. Family card and name are there to be told from the NIK.
const WANTED: Wanted = Wanted {
    fields: &[Field::Nik, Field::FamilyCard, Field::Name, Field::Village, Field::District, Field::Regency],
    needed: &[Field::Nik],
    unheaded: true,
};

/// Lines that are stored together: a fraction of a second.
const PORTION: usize = 1000;
/// How long others have for their writes between two portions: SQLite looks every 100 ms.
const PAUSE: Duration = Duration::from_millis(110);

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
    /// Where people are filed whose line and whose NIK name no district of the province: districts, or regencies
    /// with all of theirs. Of those who are filed nowhere no phone will warn.
    pub others: Vec<RegionCode>,
    /// The file: a text with one NIK a line, separated values, or a workbook (.xlsx).
    pub file: Vec<u8>,
}

impl NewList {
    /// What [`Registry::import_list`] would find in it in the province of this code. Nothing is stored.
    ///
    /// # Errors
    /// When the file is no list, or one of `others` no regency or district.
    pub fn report(&self, province: &str) -> Result<ListReport, RegistryError> {
        Ok(self.read(province)?.report)
    }

    fn read(&self, province: &str) -> Result<Read, RegistryError> {
        expect_area(&self.others)?;
        let province = RegionCode::parse(province).map_err(|_| malformed("the province has no code"))?;
        read(&self.file, Filing::new(province, &self.others))
    }
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

    /// Lines of people who are filed nowhere.
    #[must_use]
    pub fn elsewhere(&self) -> usize {
        self.count(|issue| *issue == ImportIssue::Elsewhere)
    }

    /// No NIK is left, because a spreadsheet took the last digit of all.
    #[must_use]
    pub fn rounded(&self) -> bool {
        self.entries == 0 && self.damaged() > 1
    }
}

/// A list as it was read: who is filed where, in order and without repetition.
struct Read {
    filed: Vec<(RegionCode, Nik)>,
    report: ListReport,
}

impl Registry {
    /// Brings a list in. Lines without a NIK are told and left out. True when it counts from now on: the running
    /// server builds its filters. False when it has nobody, or is the list that is here.
    ///
    /// # Errors
    /// A refusal when the name is empty or the programme is unknown; else when the file is no list or
    /// the store fails.
    pub async fn import_list(&self, list: NewList) -> Result<(ListReport, bool), RegistryError> {
        self.import_list_telling(list, |_, _| {}).await
    }

    /// The same, and tells after each portion how many of how many lines are stored.
    ///
    /// # Errors
    /// As [`Registry::import_list`].
    pub async fn import_list_telling(
        &self,
        list: NewList,
        told: impl Fn(usize, usize),
    ) -> Result<(ListReport, bool), RegistryError> {
        let source = list.source.trim().to_owned();
        expect_seen(&[&source])?;
        if source.is_empty() {
            return Err(malformed("a list needs a name").into());
        }
        if let Some(programme) = &list.programme
            && programmes::find(&mut *self.0.store.read().await?, programme).await?.is_none()
        {
            return Err(malformed("the programme is not one of this province").into());
        }
        let Read { filed, report } = list.read(&self.0.province.code)?;
        if filed.is_empty() || report.rounded() {
            return Ok((report, false));
        }
        let programme = list.programme.unwrap_or_default();
        let (as_of, cost, digest) = (list.as_of, self.cost(), self.digest(&filed)?);
        let new = StoredList { id: 0, programme, source, as_of, cost, digest };
        let held = recipients::find(&mut *self.0.store.read().await?, &new.programme, &new.source).await?;
        if held.is_some_and(|held| StoredList { id: 0, ..held } == new) {
            return Ok((report, false));
        }
        let new = self
            .write(async |write| {
                let new = recipients::begin(write, &new, self.0.clock.now()).await?;
                Ok(new)
            })
            .await?;
        for (nth, portion) in filed.chunks(PORTION).enumerate() {
            tokio::time::sleep(if nth == 0 { Duration::ZERO } else { PAUSE }).await;
            self.write(async |write| {
                for (area, nik) in portion {
                    let digits = nik.digits();
                    let line = Line { area: area.to_string(), nik_hmac: self.0.keys.hidden("nik", &digits)?, digits };
                    recipients::add(write, new.id, &line).await?;
                }
                Ok(())
            })
            .await?;
            told(nth * PORTION + portion.len(), filed.len());
        }
        let entry = self
            .act(AuditAction::ListImported, Digest::of(&list.file))
            .with("list", "recipients")
            .with("accepted", report.entries);
        self.write(async |write| {
            recipients::put_in_place(write, &new).await?;
            audit::write(write, &entry).await?;
            Ok(())
        })
        .await?;
        tracing::info!(entries = report.entries, elsewhere = report.elsewhere(), "list of recipients imported");
        Ok((report, true))
    }

    /// By what the same list is known again. Keyed, because it would tell who is in a list of few.
    fn digest(&self, filed: &[(RegionCode, Nik)]) -> Result<Digest, RegistryError> {
        let all: String = filed.iter().map(|(area, nik)| format!("{area} {}\n", nik.digits())).collect();
        let hidden = self.0.keys.hidden("recipients", &Digest::of(all.as_bytes()).to_hex())?;
        Ok(Digest(hidden.try_into().map_err(|_| RandomError)?))
    }
}

/// Who is in a list and where they are filed, and what became of its lines.
fn read(file: &[u8], mut filing: Filing) -> Result<Read, RegistryError> {
    let List { records, sheets, issues, some_rounded } = List::read(file, WANTED)?;
    let mut report = ListReport { sheets, issues, some_rounded, entries: 0 };
    let mut first: HashMap<Nik, Place> = HashMap::with_capacity(records.len());
    let mut filed = Vec::with_capacity(records.len());
    for record in records {
        let found = nik(&record, WANTED).and_then(|digits| Nik::parse(&digits).map_err(ImportIssue::NikInvalid));
        let nik = match found {
            Ok(nik) => nik,
            Err(issue) => {
                report.issues.push((record.at, issue));
                continue;
            }
        };
        let districts = filing.districts(&record, &nik);
        // Somebody who stands there twice is perhaps in two places.
        if let Some(first) = first.get(&nik) {
            report.issues.push((record.at.clone(), ImportIssue::Repeated { first: first.clone() }));
        } else {
            first.insert(nik, record.at.clone());
        }
        if districts.is_empty() {
            report.issues.push((record.at, ImportIssue::Elsewhere));
        }
        filed.extend(districts.into_iter().map(|district| (district, nik)));
    }
    filed.sort_unstable();
    filed.dedup();
    report.issues.sort_by_cached_key(|(place, _)| {
        (report.sheets.iter().position(|sheet| sheet.name == place.sheet), place.line)
    });
    report.entries = first.len();
    Ok(Read { filed, report })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (Vec<String>, ListReport) {
        let Read { filed, report } = read(text.as_bytes(), Filing::new("18".parse().unwrap(), &[])).unwrap();
        (filed.iter().map(|(_, nik)| nik.digits()).collect(), report)
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
