//! The log of openings: who looked at a full NIK or card photo, and when.

use rusqlite::params;
use sambang_domain::ids::{SurveyId, Timestamp};

use super::{Store, StoreError};

/// What was shown in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// The whole NIK.
    Nik,
    /// The photo of the identity card.
    Card,
}

impl Store {
    /// Adds a line to the log; lines are never changed.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn note_opening(&self, survey: SurveyId, what: Opened, now: Timestamp) -> Result<(), StoreError> {
        let what = match what {
            Opened::Nik => "nik",
            Opened::Card => "card",
        };
        self.write(|transaction| {
            let mut insert =
                transaction.prepare_cached("INSERT INTO openings (survey, what, at_ms) VALUES (?1, ?2, ?3)")?;
            insert.execute(params![survey.to_string(), what, now.0])?;
            Ok(())
        })
    }

    /// How many openings of this survey were logged.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn count_openings(&self, survey: SurveyId) -> Result<u32, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT COUNT(*) FROM openings WHERE survey = ?1")?;
            Ok(query.query_row([survey.to_string()], |row| row.get(0))?)
        })
    }
}
