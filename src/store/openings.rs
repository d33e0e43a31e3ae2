//! The log of openings: who looked at a full NIK or card photo, and when.

use rusqlite::{Row, params};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::wire::v1::{DeviceOpening, OpenedWhat};

use super::{Store, StoreError, row};

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
    pub fn note_opening(&self, survey: SurveyId, what: Opened, now: Timestamp) -> Result<(), StoreError> {
        let what = match what {
            Opened::Nik => OpenedWhat::Nik,
            Opened::Card => OpenedWhat::Card,
        };
        self.write(|transaction| {
            let mut insert =
                transaction.prepare_cached("INSERT INTO openings (survey, what, at_ms) VALUES (?1, ?2, ?3)")?;
            insert.execute(params![survey.to_string(), what.as_str(), now.0])?;
            Ok(())
        })
    }

    /// Openings with a larger number than `number`, in their order, at most `limit`.
    pub fn openings_after(&self, number: u64, limit: u32) -> Result<Vec<DeviceOpening>, StoreError> {
        let sql = "SELECT id AS row, survey, what, at_ms FROM openings WHERE id > ?1 ORDER BY id LIMIT ?2";
        self.sound(|connection| row::all(connection, "openings", sql, params![row::signed(number), limit], opening))
    }

    /// How many openings of this survey were logged.
    pub fn count_openings(&self, survey: SurveyId) -> Result<u32, StoreError> {
        self.read(|connection| {
            row::number(connection, "SELECT COUNT(*) AS n FROM openings WHERE survey = ?1", [survey.to_string()])
        })
    }
}

pub(super) fn opening(row: &Row<'_>) -> rusqlite::Result<DeviceOpening> {
    let what = row::word(row, "what")?;
    // Only this app writes here, so every word is known.
    row::consistent(!matches!(what, OpenedWhat::Other(_)))?;
    Ok(DeviceOpening {
        number: row::unsigned(row, "row")?,
        survey: row::parsed(row, "survey")?,
        what,
        at: row::time(row, "at_ms")?,
    })
}
