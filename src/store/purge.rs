//! Purging: freeing the space of a survey once the province has all of it.
//!
//! What stays: a slim row with what lists and the receipt show, the receipt itself, the digests and
//! signatures of the seals, the outbox rows. What goes: answers, photo bytes, sealed bytes. Nothing
//! that waits, is blocked or was not confirmed twice is touched.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::nik;
use sambang_domain::sought::Sought;
use sambang_domain::survey::Survey;

use super::confirmations::{self, APART_MS};
use super::heard::Heard;
use super::history::BACKED_UP;
use super::verdict::VERDICT;
use super::{Store, StoreError, attachments, row};

/// Confirmed in full at `?1` or before, by the server's clock; no revision of it has anything left to
/// send, and no supervisor has sent it back.
const CONFIRMED: &str = "s.stage = 'sealed' AND s.purged_at_ms IS NULL AND s.binned_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM receipts AS r
      WHERE r.survey = s.id AND r.revision = s.revision AND r.complete AND r.issued_at_ms <= ?1)
    AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.survey = s.id AND NOT o.done)";

/// The same, and the province holds all of it in a finished backup.
fn due() -> String {
    format!("{CONFIRMED} AND {VERDICT} <> 'return' AND NOT {}", not_backed_up())
}

fn not_backed_up() -> String {
    format!("EXISTS (SELECT 1 FROM outbox AS o WHERE o.survey = s.id AND NOT {BACKED_UP})")
}

fn waiting_for_a_backup() -> String {
    format!(
        "SELECT COUNT(*) AS n FROM surveys AS s WHERE {CONFIRMED} AND {VERDICT} <> 'return' AND {}",
        not_backed_up()
    )
}

impl Store {
    /// Surveys of which the province is to say once more that it holds all of them: their complete receipt was issued
    /// at `until` or a few days later, by the server's clock, a finished backup of the province holds them, and it
    /// did not say so in the last days before `now`; at most `limit`, the oldest first. None while rows cannot be read.
    pub fn due_to_leave(&self, until: Timestamp, now: &Heard, limit: u32) -> Result<Vec<SurveyId>, StoreError> {
        let (recent, known) = (confirmations::is_recent("s.id", "?2"), confirmations::is_known("s.id", "?2"));
        let sql = format!(
            "SELECT s.seq AS row, s.id FROM surveys AS s WHERE {} AND NOT {recent}
               AND (NOT {known} OR EXISTS (SELECT 1 FROM receipts AS r
                 WHERE r.survey = s.id AND r.revision = s.revision AND r.issued_at_ms <= ?4))
             ORDER BY s.seq LIMIT ?3",
            due()
        );
        let id = |row: &Row<'_>| row::parsed::<SurveyId>(row, "id");
        let bound = params![until.plus_ms(APART_MS).0, now.server.0, limit, until.0];
        let due = self.sound(|connection| row::all(connection, "surveys", &sql, bound, id))?;
        Ok(if due.is_empty() || self.may_give_away()? { due } else { Vec::new() })
    }

    /// How many surveys would leave, were they in a backup of the province.
    pub fn count_waiting_for_a_backup(&self, until: Timestamp) -> Result<u32, StoreError> {
        self.read(|connection| row::number(connection, &waiting_for_a_backup(), [until.0]))
    }

    /// Whether a finished backup of the province holds every revision of a survey.
    pub fn is_backed_up(&self, id: SurveyId) -> Result<bool, StoreError> {
        self.read(|connection| {
            let sql = format!("SELECT {} AS n FROM surveys AS s WHERE s.id = ?1", not_backed_up());
            Ok(row::number::<u32>(connection, &sql, [id.to_string()])? == 0)
        })
    }

    /// Leaves only the slim row of a survey that is due, and that the province has just confirmed for the second time,
    /// days after the first; false otherwise.
    ///
    /// # Errors
    /// When SQLite fails; the survey is purged whole or not at all.
    pub fn purge(&self, id: SurveyId, until: Timestamp, now: &Heard) -> Result<bool, StoreError> {
        let id = id.to_string();
        self.write(|transaction| {
            let Some(digest) = confirmed(transaction, &id, until.plus_ms(APART_MS))? else {
                confirmations::forget(transaction, &id)?;
                return Ok(false);
            };
            if !confirmations::is_second(transaction, &id, digest, now)? {
                return Ok(false);
            }
            purge(transaction, &id, until, now.device)
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

/// Digest of the newest revision of a survey that is due.
fn confirmed(connection: &Connection, id: &str, until: Timestamp) -> Result<Option<Digest>, StoreError> {
    let sql = format!(
        "SELECT v.rowid AS row, v.digest FROM surveys AS s JOIN revisions AS v ON v.survey = s.id AND v.number = s.revision
         WHERE s.id = ?2 AND {}",
        due()
    );
    row::one(connection, "revisions", &sql, params![until.0, id], |row| row::parsed(row, "digest"))
}

/// Leaves only the slim row of a survey that is due; false when it is not any more.
pub(super) fn purge(connection: &Connection, id: &str, until: Timestamp, now: Timestamp) -> Result<bool, StoreError> {
    let sql = format!("SELECT s.seq AS row, s.document FROM surveys AS s WHERE s.id = ?2 AND {}", due());
    let document = |row: &Row<'_>| row::json::<Survey>(row, "document");
    let survey = row::one(connection, "surveys", &sql, params![until.0, id], document)?;
    let Some(survey) = survey else { return Ok(false) };
    let slim = slim(&survey);
    connection
        .prepare_cached("UPDATE surveys SET document = ?2, purged_at_ms = ?3, numbers = ?4 WHERE id = ?1")?
        .execute(params![id, serde_json::to_string(&slim)?, now.0, Sought::of(&slim).numbers])?;
    connection.prepare_cached("UPDATE revisions SET bytes = x'' WHERE survey = ?1")?.execute([id])?;
    confirmations::forget(connection, id)?;
    attachments::unlink(connection, id)?;
    Ok(true)
}

/// What lists and the receipt show, and nothing else: the NIK is masked, no place, no answer.
pub(super) fn slim(survey: &Survey) -> Survey {
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
