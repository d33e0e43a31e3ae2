//! A list is taken over, in portions.
//!
//! SQLite has one writer, and whoever waits for it looks again only now and then. A portion is
//! short, and after it the lock stays free for longer than a waiting writer sleeps. What a portion
//! stored is whole: its lines, what devices hear of them, and its entry in the audit log.

use std::collections::HashMap;
use std::time::Duration;

use sambang_domain::ids::Digest;
use sambang_domain::people::Person;
use sambang_domain::region::RegionCode;
use sambang_domain::wire::ErrorCode;
use tokio::time::Instant;

use super::entry::{self, Reader, WANTED};
use super::said::{Decided, Outcome};
use super::{ImportOptions, ImportReport};
use crate::lists::{ImportIssue, List, Place, Record};
use crate::refusal::OrRefuse;
use crate::registry::people::malformed;
use crate::registry::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::store::{Conn, audit, persons, programmes};

/// How long a portion may take.
const PORTION: Duration = Duration::from_millis(300);
/// How long others have for their writes between two portions: SQLite looks every 100 ms.
const PAUSE: Duration = Duration::from_millis(110);

impl Registry {
    /// Takes over a list, CSV or XLSX. Lines that cannot be taken are told in the report; all the
    /// others are stored, and the devices of their facilitators hear of them. A long list is stored
    /// in portions: after a failure the same list again brings the rest.
    ///
    /// # Errors
    /// A refusal for an unknown programme or person; when the file is no list; when the store fails.
    pub async fn import_assignments(
        &self,
        file: &[u8],
        options: &ImportOptions,
    ) -> Result<ImportReport, RegistryError> {
        self.import_assignments_telling(file, options, |_, _| {}).await
    }

    /// The same, and tells after each portion how many of how many lines are done.
    ///
    /// # Errors
    /// As [`Registry::import_assignments`].
    pub async fn import_assignments_telling(
        &self,
        file: &[u8],
        options: &ImportOptions,
        told: impl Fn(usize, usize),
    ) -> Result<ImportReport, RegistryError> {
        let mut read = self.0.store.read().await?;
        programmes::find(&mut read, &options.programme)
            .await?
            .or_refuse(ErrorCode::NotFound, "the programme is not one of this province")?;
        let people = persons::all(&mut read).await?;
        let fallback = match options.to {
            Some(id) => Some(entry::is_facilitator(&people, id).or_refuse(ErrorCode::NotFound, "no such facilitator")?),
            None => None,
        };
        let reader = Reader {
            programme: &options.programme,
            province: RegionCode::parse(&self.0.province.code).map_err(|_| malformed("the province has no code"))?,
            fallback,
            facilitators: entry::by_name(&people),
        };
        let List { records, sheets, issues, some_rounded } = List::read(file, WANTED)?;
        let lines = u32::try_from(records.len()).unwrap_or(u32::MAX);
        let report = ImportReport { sheets, lines, issues, some_rounded, ..ImportReport::default() };
        let mut import = Import { registry: self, reader, people: &people, first: HashMap::new(), report };
        let mut left = records.as_slice();
        let audited = self
            .act(AuditAction::ListImported, Digest::of(file))
            .with("list", "assignments")
            .with("programme", options.programme.as_str());
        loop {
            let before = import.report.accepted();
            if options.dry_run {
                import.portion(&mut read, &mut left).await?;
            } else {
                self.write(async |write| {
                    let decided = import.portion(write, &mut left).await?;
                    self.carry_out(write, decided).await?;
                    let accepted = import.report.accepted() - before;
                    let entry = AuditEntry { at: self.0.clock.now(), ..audited.clone() }.with("accepted", accepted);
                    let entry = if left.is_empty() { entry.with("refused", import.report.refused()) } else { entry };
                    audit::write(write, &entry).await?;
                    Ok(())
                })
                .await?;
            }
            told(records.len() - left.len(), records.len());
            if left.is_empty() {
                break;
            }
            if !options.dry_run {
                tokio::time::sleep(PAUSE).await;
            }
        }
        let mut report = import.report;
        report.sort();
        tracing::info!(added = report.added, updated = report.updated, refused = report.refused(), "list imported");
        Ok(report)
    }
}

/// An import that goes on.
struct Import<'a> {
    registry: &'a Registry,
    reader: Reader<'a>,
    people: &'a [Person],
    /// Where each NIK was taken from.
    first: HashMap<String, Place>,
    report: ImportReport,
}

impl Import<'_> {
    /// Decides on lines from the front of `left` until the time is over.
    async fn portion(&mut self, conn: &mut Conn, left: &mut &[Record]) -> Result<Vec<Decided>, RegistryError> {
        let begun = Instant::now();
        let mut decided = Vec::new();
        while let Some((record, rest)) = left.split_first() {
            decided.extend(self.line(conn, record).await?);
            *left = rest;
            // Carrying out takes as long again.
            if begun.elapsed() > PORTION / 3 {
                break;
            }
        }
        Ok(decided)
    }

    async fn line(&mut self, conn: &mut Conn, record: &Record) -> Result<Option<Decided>, RegistryError> {
        let known = match entry::nik(record, WANTED) {
            Ok(nik) => self.registry.known(conn, self.reader.programme, &nik).await?,
            Err(_) => None,
        };
        let holder = known.as_ref().and_then(|known| entry::is_facilitator(self.people, known.assigned_to));
        let Some(new) = self.reader.read(record, holder, &mut self.report.issues) else { return Ok(None) };
        if let Some(first) = self.first.get(&new.nik) {
            let first = first.clone();
            self.report.issues.push((record.at.clone(), ImportIssue::Repeated { first }));
            return Ok(None);
        }
        self.first.insert(new.nik.clone(), record.at.clone());
        let decided = self.registry.put_over(new, known)?;
        match decided.outcome {
            Outcome::Added => self.report.added += 1,
            Outcome::Updated => self.report.updated += 1,
            Outcome::Unchanged => self.report.unchanged += 1,
            Outcome::Withdrawn => self.report.issues.push((record.at.clone(), ImportIssue::Withdrawn)),
        }
        if decided.moved_from.is_some() {
            self.report.issues.push((record.at.clone(), ImportIssue::Moved));
        }
        Ok(Some(decided))
    }
}
