//! Where the day of a visit comes from: a clock, or a person.

use rusqlite::{Row, params};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::open_enum;

use super::error::OrNotFound;
use super::surveys::{load_draft, save_draft};
use super::{Store, StoreError, row};

open_enum! {
    /// Where the day comes from. The words are part of the database.
    DayFrom {
        /// The device's clock.
        Clock = "clock",
        /// The device's clock, which was behind what the server had told before.
        Doubt = "doubt",
        /// The clock after it was put right.
        Corrected = "corrected",
        /// The person.
        Person = "person",
    }
}

/// How a visit began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Where its day comes from.
    pub day_from: DayFrom,
    /// [`Heard::drift_ms`](super::Heard::drift_ms) at that moment; none where an older app began it.
    pub drift_ms: Option<i64>,
}

impl Store {
    /// Writes down how a visit began.
    pub fn note_begun(&self, id: SurveyId, begun: &Begun) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut update =
                transaction.prepare_cached("UPDATE surveys SET day_from = ?2, started_drift_ms = ?3 WHERE id = ?1")?;
            update.execute(params![id.to_string(), begun.day_from.as_str(), begun.drift_ms])?;
            Ok(())
        })
    }

    /// How a draft began; none once it was sealed, when its day stands.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Damaged`], or SQLite fails.
    pub fn begun(&self, id: SurveyId) -> Result<Option<Begun>, StoreError> {
        let sql = "SELECT seq AS row, day_from, started_drift_ms, revision FROM surveys WHERE id = ?1";
        let read = |row: &Row<'_>| {
            let begun = Begun { day_from: row::word(row, "day_from")?, drift_ms: row.get("started_drift_ms")? };
            Ok((row.get::<_, u32>("revision")? == 0).then_some(begun))
        };
        self.read(|connection| row::one(connection, "surveys", sql, [id.to_string()], read)?.or_not_found("survey"))
    }

    /// Sets the day of a draft and where it comes from.
    ///
    /// # Errors
    /// As [`Store::edit_survey`].
    pub fn set_day(
        &self,
        id: SurveyId,
        day: chrono::NaiveDate,
        from: &DayFrom,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut survey = load_draft(transaction, id)?;
            survey.visited_on = day;
            save_draft(transaction, &survey, now)?;
            let mut update = transaction.prepare_cached("UPDATE surveys SET day_from = ?2 WHERE id = ?1")?;
            update.execute(params![id.to_string(), from.as_str()])?;
            Ok(())
        })
    }
}
