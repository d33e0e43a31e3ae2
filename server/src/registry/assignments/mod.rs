//! Whom facilitators are asked to visit: lists that offices import, and what devices hear of them.
//!
//! It promises that one NIK in one programme is one assignment however often it is imported, that a
//! damaged NIK never becomes one, and that a person's devices hear of exactly their own.

mod columns;
mod entry;
pub(super) mod number;
mod report;

use std::collections::BTreeMap;

use sambang_domain::ids::{AssignmentId, Digest, PersonId};
use sambang_domain::open::Unknown;
use sambang_domain::region::RegionCode;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Assignment, KnownChange};

pub use report::{ImportIssue, ImportReport};

use super::people::malformed;
use super::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::refusal::OrRefuse;
use crate::spreadsheet;
use crate::store::{Write, assignments, audit, changes, persons, programmes};

/// How a list is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// Key of the programme the visits are for.
    pub programme: String,
    /// Who goes where the list names nobody.
    pub to: Option<PersonId>,
    /// Tell what would happen and store nothing.
    pub dry_run: bool,
}

/// An applicant to be visited.
#[derive(Clone, PartialEq, Eq)]
pub struct NewAssignment {
    /// Key of the programme.
    pub programme: String,
    /// Name as the office wrote it.
    pub name: String,
    /// Sixteen digits.
    pub nik: String,
    /// Family card number; may be empty.
    pub family_card: String,
    /// Village, when it is known.
    pub village: Option<RegionCode>,
    /// The place in the office's words.
    pub place: String,
    /// Street or hamlet; may be empty.
    pub address: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// What the facilitator should know; may be empty.
    pub note: String,
    /// Who is to go there.
    pub to: PersonId,
}

/// What came of one assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Assigned {
    Added,
    Updated,
    Unchanged,
    Withdrawn,
}

impl Registry {
    /// Takes over a list, CSV or XLSX. Lines that cannot be taken are told in the report; all the
    /// others are stored together, and the devices of their facilitators hear of them.
    ///
    /// # Errors
    /// A refusal for an unknown programme or person; when the file is no list; when the store fails.
    pub async fn import_assignments(
        &self,
        file: &[u8],
        options: &ImportOptions,
    ) -> Result<ImportReport, RegistryError> {
        let (columns, lines) = columns::Columns::of(spreadsheet::read(file)?)?;
        let mut write = self.0.store.write().await?;
        programmes::find(&mut write, &options.programme)
            .await?
            .or_refuse(ErrorCode::NotFound, "the programme is not one of this province")?;
        let people = persons::all(&mut write).await?;
        let fallback = match options.to {
            Some(id) => Some(entry::is_facilitator(&people, id).or_refuse(ErrorCode::NotFound, "no such facilitator")?),
            None => None,
        };
        let reader = entry::Reader {
            programme: &options.programme,
            columns: &columns,
            province: RegionCode::parse(&self.0.province.code).map_err(|_| malformed("the province has no code"))?,
            fallback,
            facilitators: entry::by_name(&people),
        };
        let mut report = ImportReport::default();
        let mut entries = Vec::new();
        for line in lines.iter().filter(|line| line.cells.iter().any(|cell| *cell != spreadsheet::Cell::Empty)) {
            report.lines += 1;
            entries.extend(reader.read(line, &mut report.issues).map(|new| (line.number, new)));
        }
        if number::all_lost_their_last_digit(entries.iter().map(|(_, new)| new.nik.as_str())) {
            report.issues.extend(entries.drain(..).map(|(line, _)| (line, ImportIssue::NikDamaged)));
        }
        let mut first: BTreeMap<String, u32> = BTreeMap::new();
        for (line, new) in entries {
            if let Some(first) = first.get(&new.nik) {
                report.issues.push((line, ImportIssue::Repeated { first: *first }));
                continue;
            }
            first.insert(new.nik.clone(), line);
            match self.assign_in(&mut write, new).await? {
                Assigned::Added => report.added += 1,
                Assigned::Updated => report.updated += 1,
                Assigned::Unchanged => report.unchanged += 1,
                Assigned::Withdrawn => report.issues.push((line, ImportIssue::Withdrawn)),
            }
        }
        report.issues.sort_by_key(|(line, _)| *line);
        if !options.dry_run {
            let entry = AuditEntry::new(self.0.clock.now(), AuditAction::ListImported, Digest::of(file))
                .with("list", "assignments")
                .with("programme", options.programme.as_str())
                .with("accepted", report.accepted())
                .with("refused", report.refused());
            audit::write(&mut write, &entry).await?;
            write.commit().await?;
            tracing::info!(added = report.added, updated = report.updated, refused = report.refused(), "list imported");
        }
        Ok(report)
    }

    /// Every assignment, in the order they were added, the withdrawn ones included.
    pub async fn assignments(&self) -> Result<Vec<Assignment>, RegistryError> {
        Ok(assignments::all(&mut *self.0.store.read().await?).await?)
    }

    /// Takes an assignment back; it disappears from the phone unless the visit has begun.
    ///
    /// # Errors
    /// A refusal when there is no such assignment; else when the store fails.
    pub async fn withdraw_assignment(&self, id: AssignmentId) -> Result<(), RegistryError> {
        self.set_withdrawn(id, true).await
    }

    /// Gives a withdrawn assignment back to its facilitator.
    ///
    /// # Errors
    /// A refusal when there is no such assignment; else when the store fails.
    pub async fn restore_assignment(&self, id: AssignmentId) -> Result<(), RegistryError> {
        self.set_withdrawn(id, false).await
    }

    async fn set_withdrawn(&self, id: AssignmentId, withdrawn: bool) -> Result<(), RegistryError> {
        let mut write = self.0.store.write().await?;
        let found = assignments::find(&mut write, id).await?;
        let found = found.or_refuse(ErrorCode::NotFound, "no such assignment")?;
        if found.withdrawn != withdrawn {
            self.keep(&mut write, &Assignment { withdrawn, ..found }).await?;
        }
        Ok(write.commit().await?)
    }

    /// Adds assignments that need no reading; those that are known are brought up to date.
    pub(super) async fn assign(&self, all: Vec<NewAssignment>) -> Result<(), RegistryError> {
        let mut write = self.0.store.write().await?;
        for new in all {
            self.assign_in(&mut write, new).await?;
        }
        Ok(write.commit().await?)
    }

    async fn assign_in(&self, write: &mut Write, new: NewAssignment) -> Result<Assigned, RegistryError> {
        let hidden = self.0.keys.hidden("nik", &new.nik)?;
        let known = assignments::find_by_nik(write, &new.programme, &hidden).await?;
        let (id, unknown) = match &known {
            Some(known) => (known.id, known.unknown.clone()),
            None => (AssignmentId(self.0.clock.mint()?), Unknown::new()),
        };
        let NewAssignment { programme, name, nik, family_card, village, place, address, phone, note, to } = new;
        let assignment = Assignment {
            id,
            programme,
            name,
            nik,
            family_card,
            village,
            place,
            address,
            phone,
            note,
            assigned_to: to,
            withdrawn: false,
            unknown,
        };
        let outcome = match known {
            Some(known) if known.withdrawn => return Ok(Assigned::Withdrawn),
            Some(known) if known == assignment => return Ok(Assigned::Unchanged),
            Some(known) => {
                if known.assigned_to != to {
                    // The phone it was on has to forget it.
                    self.tell(write, &Assignment { withdrawn: true, ..known }).await?;
                }
                Assigned::Updated
            }
            None => {
                assignments::insert(write, &assignment, &hidden, self.0.clock.now()).await?;
                Assigned::Added
            }
        };
        self.keep(write, &assignment).await?;
        Ok(outcome)
    }

    async fn keep(&self, write: &mut Write, assignment: &Assignment) -> Result<(), RegistryError> {
        assignments::update(write, assignment, self.0.clock.now()).await?;
        self.tell(write, assignment).await
    }

    async fn tell(&self, write: &mut Write, assignment: &Assignment) -> Result<(), RegistryError> {
        let change = KnownChange::Assignment(Box::new(assignment.clone()));
        let (person, subject) = (assignment.assigned_to, assignment.id.to_string());
        Ok(changes::write(write, Some(person), &subject, &change, self.0.clock.now()).await?)
    }
}
