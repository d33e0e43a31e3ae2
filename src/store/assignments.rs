//! Assignments, and the survey that each of them became.
//!
//! A survey belongs to an assignment when it was started from it, or when it has the same NIK in the
//! same programme: an unplanned visit counts. The link is written down when the survey is sealed, so
//! it outlives a survey whose answers have left the device.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{AssignmentId, PersonId, SurveyId, Timestamp};
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::Assignment;

use super::delivery::Stage;
use super::error::{OrNotFound, UnlessDamaged};
use super::surveys::{insert_draft, save_draft};
use super::{Store, StoreError, row};

const TABLE: &str = "assignments";

/// The draft that belongs to assignment `a`: started from it, or with its NIK.
const DRAFT: &str = "COALESCE(
    (SELECT s.id FROM surveys AS s WHERE s.document ->> '$.assignment' = a.id
        AND s.stage = 'draft' AND s.binned_at_ms IS NULL ORDER BY s.seq DESC LIMIT 1),
    (SELECT s.id FROM surveys AS s WHERE s.document ->> '$.identity.nik' = a.nik
        AND s.document ->> '$.programme.id' = a.programme
        AND s.stage = 'draft' AND s.binned_at_ms IS NULL ORDER BY s.seq DESC LIMIT 1))";

/// The survey that was sealed for assignment `a`, by its NIK.
const SEALED: &str = "(SELECT s.id FROM surveys AS s WHERE s.document ->> '$.identity.nik' = a.nik
    AND s.document ->> '$.programme.id' = a.programme AND s.stage = 'sealed' ORDER BY s.seq DESC LIMIT 1)";

/// An assignment as it is kept, and the survey it became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedVisit {
    /// What the province said.
    pub assignment: Assignment,
    /// The survey, if there is one, and whether it is sealed.
    pub survey: Option<(SurveyId, Stage)>,
}

/// Deletes the assignments whose visits did not begin.
pub(super) fn drop_not_begun(connection: &Connection) -> Result<(), StoreError> {
    let sql = format!("DELETE FROM assignments AS a WHERE a.survey IS NULL AND {DRAFT} IS NULL AND {SEALED} IS NULL");
    connection.execute(&sql, [])?;
    Ok(())
}

impl Store {
    /// Keeps an assignment of `person`. One that is withdrawn, or another person's by now, is deleted unless
    /// its visit began: personal data must not stay without a reason.
    pub fn keep_assignment(&self, assignment: &Assignment, person: PersonId) -> Result<(), StoreError> {
        let gone = assignment.withdrawn || assignment.assigned_to != person;
        let id = assignment.id.to_string();
        self.write(|transaction| {
            // When a row cannot be read, it is unknown whether its visit began, so it is kept.
            if gone
                && let Some(known) = visit(transaction, assignment.id).unless_damaged()?
                && known.is_none_or(|known| known.survey.is_none())
            {
                transaction.prepare_cached("DELETE FROM assignments WHERE id = ?1")?.execute([id])?;
                return Ok(());
            }
            let mut insert = transaction.prepare_cached(
                "INSERT INTO assignments (id, programme, nik, withdrawn, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET programme = excluded.programme, nik = excluded.nik,
                    withdrawn = excluded.withdrawn, body = excluded.body",
            )?;
            let body = serde_json::to_string(assignment)?;
            insert.execute(params![id, assignment.programme, assignment.nik, gone, body])?;
            let mut link = transaction.prepare_cached(&format!(
                "UPDATE assignments AS a SET survey = {SEALED} WHERE a.id = ?1 AND a.survey IS NULL"
            ))?;
            link.execute([id])?;
            Ok(())
        })
    }

    /// Every assignment with the survey it became, in no order.
    pub fn assigned_visits(&self) -> Result<Vec<AssignedVisit>, StoreError> {
        self.sound(|connection| row::all(connection, TABLE, &select(""), [], assigned))
    }

    /// One assignment with the survey it became.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn assigned_visit(&self, id: AssignmentId) -> Result<AssignedVisit, StoreError> {
        self.read(|connection| visit(connection, id)?.or_not_found("assignment"))
    }

    /// Adds `survey` as the draft of an assignment, unless there is a survey for it already; returns
    /// the id of whichever it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or SQLite fails.
    pub fn start_assigned(&self, id: AssignmentId, survey: &Survey, now: Timestamp) -> Result<SurveyId, StoreError> {
        self.write(|transaction| {
            if let Some((known, _)) = visit(transaction, id)?.or_not_found("assignment")?.survey {
                return Ok(known);
            }
            insert_draft(transaction, survey)?;
            save_draft(transaction, survey, now)?;
            Ok(survey.id)
        })
    }
}

/// Writes down whose assignments a survey that is being sealed fulfils.
pub(super) fn note_sealed(connection: &Connection, survey: &Survey) -> Result<(), StoreError> {
    let mut update = connection
        .prepare_cached("UPDATE assignments SET survey = ?1 WHERE id = ?2 OR (nik = ?3 AND programme = ?4)")?;
    let assignment = survey.assignment.map(|id| id.to_string());
    update.execute(params![survey.id.to_string(), assignment, survey.identity.nik, survey.programme.id])?;
    Ok(())
}

fn visit(connection: &Connection, id: AssignmentId) -> Result<Option<AssignedVisit>, StoreError> {
    row::one(connection, TABLE, &select("WHERE a.id = ?1"), [id.to_string()], assigned)
}

fn select(rest: &str) -> String {
    format!(
        "SELECT a.rowid AS row, a.body, a.withdrawn, COALESCE(s.id, {DRAFT}) AS survey, s.stage
         FROM assignments AS a LEFT JOIN surveys AS s ON s.id = a.survey {rest}"
    )
}

fn assigned(row: &Row<'_>) -> rusqlite::Result<AssignedVisit> {
    let mut assignment: Assignment = row::json(row, "body")?;
    // Given to somebody else counts as withdrawn here.
    assignment.withdrawn = row.get("withdrawn")?;
    let stage = row::optional(row, "stage")?.unwrap_or(Stage::Draft);
    let survey = row::optional(row, "survey")?.map(|id| (id, stage));
    Ok(AssignedVisit { assignment, survey })
}
