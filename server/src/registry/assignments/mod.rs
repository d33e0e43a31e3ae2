//! Whom facilitators are asked to visit: lists that offices import, and what devices hear of them.
//!
//! It promises that one NIK in one programme is one assignment however often it is imported, that a
//! damaged NIK never becomes one, and that a person's devices hear of exactly their own.

mod entry;
mod import;
mod report;
mod said;

use sambang_domain::ids::{AssignmentId, PersonId};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{Assignment, KnownChange};

pub(super) use entry::nik;
pub use report::ImportReport;
pub use said::{NewAssignment, NewPlace};

use super::{AuditAction, Registry, RegistryError};
use crate::refusal::OrRefuse;
use crate::store::{Conn, assignments, audit, changes};

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

impl Registry {
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
        self.write(async |write| {
            let found = assignments::find(write, id).await?;
            let found = found.or_refuse(ErrorCode::NotFound, "no such assignment")?;
            if found.withdrawn != withdrawn {
                self.keep(write, &Assignment { withdrawn, ..found }).await?;
                let action = match withdrawn {
                    true => AuditAction::AssignmentWithdrawn,
                    false => AuditAction::AssignmentRestored,
                };
                audit::write(write, &self.act(action, id)).await?;
            }
            Ok(())
        })
        .await
    }

    /// Adds assignments that need no reading; those that are known are brought up to date.
    pub(super) async fn assign(&self, all: Vec<NewAssignment>) -> Result<(), RegistryError> {
        self.write(async |write| {
            let mut decided = Vec::new();
            for new in all {
                let known = self.known(write, &new.programme, &new.nik).await?;
                decided.push(self.put_over(new, known)?);
            }
            self.carry_out(write, decided).await?;
            Ok(())
        })
        .await
    }

    async fn keep(&self, write: &mut Conn, assignment: &Assignment) -> Result<(), RegistryError> {
        assignments::update(write, assignment, self.0.clock.now()).await?;
        self.tell(write, assignment).await
    }

    async fn tell(&self, write: &mut Conn, assignment: &Assignment) -> Result<(), RegistryError> {
        let change = KnownChange::Assignment(Box::new(assignment.clone()));
        let (person, subject) = (assignment.assigned_to, assignment.id.to_string());
        Ok(changes::write(write, Some(person), &subject, &change, self.0.clock.now()).await?)
    }
}
