//! The log of openings: who looked at a full NIK or card photo, and when.

use rusqlite::params;
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::wire::v1::{DeviceOpening, OpenedWhat};

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

    /// Openings with a larger number than `number`, in their order, at most `limit`.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn openings_after(&self, number: u64, limit: u32) -> Result<Vec<DeviceOpening>, StoreError> {
        self.read(|connection| {
            let mut query = connection
                .prepare_cached("SELECT id, survey, what, at_ms FROM openings WHERE id > ?1 ORDER BY id LIMIT ?2")?;
            let bound = params![i64::try_from(number).unwrap_or(i64::MAX), limit];
            let rows = query.query_map(bound, |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get(3)?))
            })?;
            let mut openings = Vec::new();
            for row in rows {
                let (id, survey, what, at) = row?;
                if let Ok(survey) = survey.parse() {
                    let (number, what) = (id.unsigned_abs(), OpenedWhat::from(what));
                    openings.push(DeviceOpening { number, survey, what, at: Timestamp(at) });
                }
            }
            Ok(openings)
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
