//! Decisions that may still be taken back. They count on the tablet at once, and are sealed a moment later.
//!
//! They are stored like everything else: an app that is killed meanwhile finds them when it is opened again.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};

use super::seal::{self, Decision, HeldReview};
use crate::store::{SealContext, Store, StoreError, UnlessDamaged, area, row};

const TABLE: &str = "held_reviews";

const COLUMNS: &str =
    "SELECT rowid AS row, id, survey, judged, revision, verdict, words, decided_at_ms FROM held_reviews";

impl Store {
    /// Holds decisions made in one step: all of them, or none. Those held before are sealed, because only
    /// the last step can be taken back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a survey outside the area, [`StoreError::Outdated`] when the
    /// judged revision is not the newest one here, [`StoreError::Review`], [`StoreError::Damaged`] when
    /// the end of a chain cannot be read, or SQLite fails.
    pub fn hold(&self, decisions: Vec<Decision>, context: &SealContext<'_>) -> Result<(), StoreError> {
        self.write(|transaction| hold_all(transaction, decisions, context))
    }

    /// Seals and queues what is held, and removes the drafts of it. Returns how many there were.
    ///
    /// # Errors
    /// When SQLite fails; then all of them are still held.
    pub fn seal_held(&self, context: &SealContext<'_>) -> Result<usize, StoreError> {
        self.write(|transaction| seal_all(transaction, context))
    }

    /// Takes back what is held: the surveys wait as before, with everything that was ticked and written.
    pub fn take_back(&self) -> Result<Vec<SurveyId>, StoreError> {
        self.write(|transaction| {
            let held = all(transaction)?;
            held.iter().try_for_each(|one| remove(transaction, one))?;
            Ok(held.into_iter().map(|held| held.decision.survey).collect())
        })
    }

    /// What is held, in the order decided. What cannot be read is left out.
    pub fn held(&self) -> Result<Vec<HeldReview>, StoreError> {
        self.read(all)
    }
}

fn hold_all(connection: &Connection, decisions: Vec<Decision>, context: &SealContext<'_>) -> Result<(), StoreError> {
    seal_all(connection, context)?;
    for decision in decisions {
        let revision = seal::newest(connection, &decision)?;
        let held = HeldReview { decision, revision, decided_at: context.now };
        seal::review(connection, &held, context)?.fault()?;
        insert(connection, &held)?;
        area::refresh(connection, &held.decision.survey.to_string())?;
    }
    Ok(())
}

/// Seals what is held, in the order decided. What cannot be sealed because a row is damaged stays held.
fn seal_all(connection: &Connection, context: &SealContext<'_>) -> Result<usize, StoreError> {
    let mut sealed = 0;
    for one in &all(connection)? {
        if seal::seal_one(connection, one, context).unless_damaged()?.is_some() {
            remove(connection, one)?;
            sealed += 1;
        }
    }
    Ok(sealed)
}

/// In the order decided. A row that cannot be read stays and keeps no other away.
fn all(connection: &Connection) -> Result<Vec<HeldReview>, StoreError> {
    Ok(row::all(connection, TABLE, &format!("{COLUMNS} ORDER BY rowid"), [], held)?.rows)
}

fn remove(connection: &Connection, held: &HeldReview) -> Result<(), StoreError> {
    let mut delete = connection.prepare_cached("DELETE FROM held_reviews WHERE id = ?1")?;
    delete.execute([held.decision.id.to_string()])?;
    area::refresh(connection, &held.decision.survey.to_string())
}

/// What a row holds.
pub(in crate::store) fn held(row: &Row<'_>) -> rusqlite::Result<HeldReview> {
    let decision = Decision {
        id: row::parsed(row, "id")?,
        survey: row::parsed(row, "survey")?,
        judged: row::parsed::<Digest>(row, "judged")?,
        verdict: row::word(row, "verdict")?,
        words: row::json(row, "words")?,
    };
    Ok(HeldReview { decision, revision: row.get("revision")?, decided_at: row::time(row, "decided_at_ms")? })
}

fn insert(connection: &Connection, held: &HeldReview) -> Result<(), StoreError> {
    let HeldReview { decision, revision, decided_at } = held;
    let mut insert = connection.prepare_cached(
        "INSERT INTO held_reviews (id, survey, judged, revision, verdict, words, decided_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    insert.execute(params![
        decision.id.to_string(),
        decision.survey.to_string(),
        decision.judged.to_hex(),
        revision,
        decision.verdict.as_str(),
        serde_json::to_string(&decision.words)?,
        decided_at.0,
    ])?;
    Ok(())
}
