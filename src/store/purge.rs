//! Purging: freeing the space of a survey once the province has all of it.
//!
//! What stays: a slim row with what lists and the receipt show, the receipt itself, the digests and
//! signatures of the seals, the outbox rows. What goes: answers, photo bytes, sealed bytes. Nothing
//! that waits, is blocked or was never confirmed is touched.

use rusqlite::{Row, params};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::nik;
use sambang_domain::sought::Sought;
use sambang_domain::survey::Survey;

use super::verdict::VERDICT;
use super::{Store, StoreError, attachments, row};

/// Confirmed in full at `?1` or before, by the server's clock; no revision of it has anything left to
/// send, and no supervisor has sent it back.
fn due() -> String {
    format!("{DUE} AND {VERDICT} <> 'return'")
}

const DUE: &str = "s.stage = 'sealed' AND s.purged_at_ms IS NULL AND s.binned_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM receipts AS r
      WHERE r.survey = s.id AND r.revision = s.revision AND r.complete AND r.issued_at_ms <= ?1)
    AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.survey = s.id AND NOT o.done)";

impl Store {
    /// Leaves only the slim row of every survey whose complete receipt was issued at `until` or
    /// before, by the server's clock. Returns how many there were: none while rows cannot be read.
    ///
    /// # Errors
    /// When SQLite fails; each survey is purged whole or not at all.
    pub fn purge_received(&self, until: Timestamp, now: Timestamp) -> Result<usize, StoreError> {
        let sql = format!("SELECT s.seq AS row, s.id FROM surveys AS s WHERE {}", due());
        let id = |row: &Row<'_>| row::parsed::<SurveyId>(row, "id");
        let due = self.sound(|connection| row::all(connection, "surveys", &sql, [until.0], id))?;
        if due.is_empty() || !self.may_give_away()? {
            return Ok(0);
        }
        let mut purged = 0;
        // One transaction each: an answer that is typed meanwhile does not wait for all of them.
        for id in due {
            purged += usize::from(self.purge(&id.to_string(), until, now)?);
        }
        Ok(purged)
    }

    fn purge(&self, id: &str, until: Timestamp, now: Timestamp) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let sql = format!("SELECT s.seq AS row, s.document FROM surveys AS s WHERE s.id = ?2 AND {}", due());
            let document = |row: &Row<'_>| row::json::<Survey>(row, "document");
            let survey = row::one(transaction, "surveys", &sql, params![until.0, id], document)?;
            let Some(survey) = survey else { return Ok(false) };
            let slim = slim(&survey);
            transaction
                .prepare_cached("UPDATE surveys SET document = ?2, purged_at_ms = ?3, numbers = ?4 WHERE id = ?1")?
                .execute(params![id, serde_json::to_string(&slim)?, now.0, Sought::of(&slim).numbers])?;
            transaction.prepare_cached("UPDATE revisions SET bytes = x'' WHERE survey = ?1")?.execute([id])?;
            transaction.prepare_cached("DELETE FROM survey_attachments WHERE survey = ?1")?.execute([id])?;
            attachments::remove_unused(transaction)?;
            Ok(true)
        })
    }

    /// When the survey was purged; none while all of it is here.
    pub fn purged_at(&self, id: SurveyId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT seq AS row, purged_at_ms FROM surveys WHERE id = ?1";
            let at = |row: &Row<'_>| row::optional_time(row, "purged_at_ms");
            Ok(row::one(connection, "surveys", sql, [id.to_string()], at)?.flatten())
        })
    }
}

/// What lists and the receipt show, and nothing else: the NIK is masked, no place, no answer.
fn slim(survey: &Survey) -> Survey {
    let Survey { id, programme, facilitator, started_at, visited_on, identity, .. } = survey;
    let mut slim = Survey::start(*id, programme.clone(), *facilitator, *started_at, *visited_on);
    slim.identity.name.clone_from(&identity.name);
    let digits: String = identity.nik.chars().filter(char::is_ascii_digit).collect();
    slim.identity.nik = nik::mask(&digits);
    slim.business.activity.clone_from(&survey.business.activity);
    slim.evidence.clone_from(&survey.evidence);
    for photo in &mut slim.evidence {
        photo.taken_where = None;
    }
    slim
}
