//! Surveys and the programmes they were made for.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{ProgrammeRef, SurveyId, Timestamp};
use sambang_domain::programme::Programme;
use sambang_domain::sought::Sought;
use sambang_domain::survey::Survey;

use super::delivery::Stage;
use super::error::OrNotFound;
use super::{Store, StoreError, row};

impl Store {
    /// Adds a new draft.
    ///
    /// # Errors
    /// When the id exists or SQLite fails.
    pub fn add_survey(&self, survey: &Survey) -> Result<(), StoreError> {
        self.write(|transaction| insert_draft(transaction, survey))
    }

    /// The newest answers of a survey.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn survey(&self, id: SurveyId) -> Result<Survey, StoreError> {
        self.read(|connection| Ok(load(connection, id)?.0))
    }

    /// Whether it is a draft or sealed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn stage(&self, id: SurveyId) -> Result<Stage, StoreError> {
        self.read(|connection| Ok(load(connection, id)?.1))
    }

    /// Reads a draft, changes it and writes it back in one durable transaction.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] for a sealed survey, [`StoreError::NotFound`], [`StoreError::Damaged`],
    /// or SQLite fails.
    pub fn edit_survey(
        &self,
        id: SurveyId,
        now: Timestamp,
        change: impl FnOnce(&mut Survey),
    ) -> Result<Survey, StoreError> {
        self.write(|transaction| {
            let mut survey = load_draft(transaction, id)?;
            change(&mut survey);
            save_draft(transaction, &survey, now)?;
            Ok(survey)
        })
    }

    /// The step at which the visit was left.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn step(&self, id: SurveyId) -> Result<u8, StoreError> {
        self.read(|connection| {
            let sql = "SELECT seq AS row, step FROM surveys WHERE id = ?1";
            row::one(connection, "surveys", sql, [id.to_string()], |row| row.get("step"))?.or_not_found("survey")
        })
    }

    /// Remembers the step.
    pub fn set_step(&self, id: SurveyId, step: u8) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut update = transaction.prepare_cached("UPDATE surveys SET step = ?2 WHERE id = ?1")?;
            update.execute((id.to_string(), step))?;
            Ok(())
        })
    }

    /// Keeps a programme; the same version again changes nothing, so a survey's rules stay.
    pub fn add_programme(&self, programme: &Programme) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO programmes (id, version, body) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?;
            let ProgrammeRef { id, version } = &programme.reference;
            insert.execute(params![id, version, serde_json::to_string(programme)?])?;
            Ok(())
        })
    }

    /// The newest version of every programme, newest budget year first.
    pub fn programmes(&self) -> Result<Vec<Programme>, StoreError> {
        let sql = "SELECT rowid AS row, body, MAX(version) FROM programmes GROUP BY id";
        let body = |row: &Row<'_>| row::json::<Programme>(row, "body");
        let mut all = self.sound(|connection| row::all(connection, "programmes", sql, [], body))?;
        all.sort_by_key(|programme| std::cmp::Reverse(programme.year));
        Ok(all)
    }

    /// One version of a programme.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn programme(&self, reference: &ProgrammeRef) -> Result<Programme, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, body FROM programmes WHERE id = ?1 AND version = ?2";
            let bound = params![reference.id, reference.version];
            row::one(connection, "programmes", sql, bound, |row| row::json(row, "body"))?.or_not_found("programme")
        })
    }
}

/// The number of the change that is being made.
pub(super) const NEXT_CHANGE: &str = "(SELECT COALESCE(MAX(change), 0) + 1 FROM surveys)";

/// Adds a draft; lists know it by name once it was saved.
pub(super) fn insert_draft(connection: &Connection, survey: &Survey) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(&format!(
        "INSERT INTO surveys (id, stage, document, started_at_ms, changed_at_ms, change, words, numbers)
         VALUES (?1, 'draft', ?2, ?3, ?3, {NEXT_CHANGE}, '', '')"
    ))?;
    insert.execute((survey.id.to_string(), serde_json::to_string(survey)?, survey.started_at.0))?;
    Ok(())
}

pub(super) fn load(connection: &Connection, id: SurveyId) -> Result<(Survey, Stage), StoreError> {
    let sql = "SELECT seq AS row, document, stage FROM surveys WHERE id = ?1 AND binned_at_ms IS NULL";
    let read = |row: &Row<'_>| Ok((row::json(row, "document")?, row::parsed(row, "stage")?));
    row::one(connection, "surveys", sql, [id.to_string()], read)?.or_not_found("survey")
}

pub(super) fn load_draft(connection: &Connection, id: SurveyId) -> Result<Survey, StoreError> {
    match load(connection, id)? {
        (survey, Stage::Draft) => Ok(survey),
        (_, Stage::Sealed) => Err(StoreError::Sealed),
    }
}

pub(super) fn save_draft(connection: &Connection, survey: &Survey, now: Timestamp) -> Result<(), StoreError> {
    let village = survey.business_village().map(|code| code.to_string()).unwrap_or_default();
    let Sought { words, numbers } = Sought::of(survey);
    let document = serde_json::to_string(survey)?;
    // A number that JSON does not know is written as null, and the draft could never be read again.
    serde_json::from_str::<Survey>(&document)?;
    let mut update = connection.prepare_cached(&format!(
        "UPDATE surveys SET document = ?2, name = ?3, activity = ?4, village = ?5, changed_at_ms = ?6,
           change = {NEXT_CHANGE}, words = ?7, numbers = ?8 WHERE id = ?1"
    ))?;
    update.execute(params![
        survey.id.to_string(),
        document,
        survey.identity.name,
        survey.business.activity,
        village,
        now.0,
        words,
        numbers,
    ])?;
    Ok(())
}
