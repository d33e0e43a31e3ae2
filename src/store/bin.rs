//! The bin (tempat sampah): a discarded draft waits there with its photos until it is removed.
//!
//! To everything else a draft in the bin does not exist: it cannot be read, changed or listed, only restored.
//! What was ever sealed never comes here.

use rusqlite::params;
use sambang_domain::ids::{SurveyId, Timestamp};

use super::list::{SurveyRow, rows_sql, survey_row};
use super::{Store, StoreError, attachments, row};

impl Store {
    /// Puts a draft into the bin.
    ///
    /// # Errors
    /// [`StoreError::NotDraft`] when it was ever sealed or is not here: nothing unsent is deleted.
    pub fn discard_draft(&self, id: SurveyId, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut update = transaction.prepare_cached(
                "UPDATE surveys SET binned_at_ms = ?2
                 WHERE id = ?1 AND stage = 'draft' AND revision = 0 AND binned_at_ms IS NULL",
            )?;
            let done = update.execute(params![id.to_string(), now.0])?;
            if done == 1 { Ok(()) } else { Err(StoreError::NotDraft) }
        })
    }

    /// Takes a draft out of the bin, as it was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not in the bin.
    pub fn restore_draft(&self, id: SurveyId) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut update = transaction
                .prepare_cached("UPDATE surveys SET binned_at_ms = NULL WHERE id = ?1 AND binned_at_ms IS NOT NULL")?;
            let done = update.execute([id.to_string()])?;
            if done == 1 { Ok(()) } else { Err(StoreError::NotFound("survey")) }
        })
    }

    /// What is in the bin, last discarded first.
    pub fn bin(&self) -> Result<Vec<SurveyRow>, StoreError> {
        let sql = rows_sql("surveys AS s WHERE s.binned_at_ms IS NOT NULL ORDER BY s.binned_at_ms DESC, s.seq DESC");
        self.sound(|connection| row::all(connection, "surveys", &sql, [], survey_row))
    }

    /// Removes for good what was discarded at `until` or before, with the photos that only it uses. `now` is the
    /// server's clock: what was discarded after it, by a clock that was ahead, counts from now on. Returns how
    /// many drafts were removed: none while rows cannot be read.
    pub fn empty_bin(&self, until: Timestamp, now: Timestamp) -> Result<usize, StoreError> {
        let due = self.read(|connection| {
            let mut query =
                connection.prepare_cached("SELECT 1 FROM surveys WHERE binned_at_ms <= ?1 OR binned_at_ms > ?2")?;
            Ok(query.exists([until.0, now.0])?)
        })?;
        if !due || !self.may_give_away()? {
            return Ok(0);
        }
        self.write(|transaction| {
            let mut ahead =
                transaction.prepare_cached("UPDATE surveys SET binned_at_ms = ?1 WHERE binned_at_ms > ?1")?;
            ahead.execute([now.0])?;
            let due =
                "SELECT seq AS row, id FROM surveys WHERE binned_at_ms <= ?1 AND stage = 'draft' AND revision = 0";
            let due = row::all(transaction, "surveys", due, [until.0], |row| row.get::<_, String>("id"))?.rows;
            let mut delete = transaction.prepare_cached("DELETE FROM surveys WHERE id = ?1")?;
            for id in &due {
                attachments::unlink(transaction, id)?;
                delete.execute([id])?;
            }
            Ok(due.len())
        })
    }
}
