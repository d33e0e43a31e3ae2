//! What of a decided survey leaves the tablet: whole photos first, its documents later.
//!
//! The row stays with the applicant's name, and with decisions, duplicates, receipt number, digests and signatures;
//! NIK, place and pictures go. Nothing leaves that waits for a decision, or about which something made here is unsent.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::seal::Revision;
use sambang_domain::sought::Sought;
use sambang_domain::wire::v1::{AreaRevision, AreaSurvey, History, SignedReceipt};

use super::keep;
use crate::store::confirmations::{self, APART_MS};
use crate::store::error::OrNotFound;
use crate::store::purge::slim;
use crate::store::values::{self, Key};
use crate::store::{Heard, Store, StoreError, UnlessDamaged, row};

const TABLE: &str = "area_surveys";

/// When the province stored the decision that stands, by its clock.
const DECIDED_AT: &str = "CASE WHEN json_valid(s.body) THEN (SELECT MAX(n.value ->> '$.received_at')
    FROM json_each(s.body, '$.reviews') AS n WHERE n.value ->> '$.standing' = 'applied') END";

/// Decided for good, with everything at the province and nothing made here on its way. One with open duplicates is
/// still compared with them.
const SETTLED: &str = "s.left_at_ms IS NULL AND s.unsure = 0 AND s.state IN ('approved', 'rejected')
    AND s.stands = s.state AND s.own = '' AND NOT s.needs_decision AND NOT (s.doubles > 0 AND s.state <> 'rejected')
    AND NOT EXISTS (SELECT 1 FROM area_uses AS u WHERE u.survey = s.survey AND NOT u.held)
    AND NOT EXISTS (SELECT 1 FROM held_reviews AS h WHERE h.survey = s.survey)
    AND NOT EXISTS (SELECT 1 FROM own_reviews AS o WHERE o.survey = s.survey AND o.standing = '')
    AND NOT EXISTS (SELECT 1 FROM review_drafts AS d WHERE d.survey = s.survey)";

/// Something of it is here that may leave: whole photos of what was decided at `photos` or before, documents at
/// `documents`, both as SQL.
fn leaves(photos: &str, documents: &str) -> String {
    format!(
        "({DECIDED_AT} <= {documents} OR {DECIDED_AT} <= {photos} AND EXISTS (
           SELECT 1 FROM area_uses AS u JOIN area_photos AS p ON p.sha256 = u.sha256
           WHERE u.survey = s.survey AND p.bytes IS NOT NULL))"
    )
}

/// Until when a decision must have been stored, by the server's clock, for content to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaveUntil {
    /// Whole photos.
    pub photos: Timestamp,
    /// Documents.
    pub documents: Timestamp,
}

impl LeaveUntil {
    fn first_asked(self) -> [i64; 2] {
        [self.photos.plus_ms(APART_MS).0, self.documents.plus_ms(APART_MS).0]
    }
}

/// A survey of the area of which something may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeavingCase {
    /// Which.
    pub survey: SurveyId,
    /// Its revisions, oldest first.
    pub revisions: Vec<(u32, Digest)>,
}

/// What is left of a survey whose documents left.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftCase {
    /// Which.
    pub survey: SurveyId,
    /// What the province sent, without the documents.
    pub area: AreaSurvey,
    /// The applicant's name.
    pub name: String,
    /// When the documents left, by the server's clock.
    pub left_at: Timestamp,
}

impl Store {
    /// Surveys of the area of which the province is to say once more that it holds all; at most `limit`, the oldest
    /// first.
    pub fn leaving(&self, until: LeaveUntil, now: &Heard, limit: u32) -> Result<Vec<LeavingCase>, StoreError> {
        let (recent, known) = (confirmations::is_recent("s.survey", "?3"), confirmations::is_known("s.survey", "?3"));
        let sql = format!(
            "SELECT s.seq AS row, s.survey FROM area_surveys AS s
             WHERE {SETTLED} AND {} AND NOT {recent} AND (NOT {known} OR {}) ORDER BY s.seq LIMIT ?4",
            leaves("?1", "?2"),
            leaves("?5", "?6")
        );
        let [photos, documents] = until.first_asked();
        let id = |row: &Row<'_>| row::parsed::<SurveyId>(row, "survey");
        let bound = params![photos, documents, now.server.0, limit, until.photos.0, until.documents.0];
        let due = self.sound(|connection| row::all(connection, TABLE, &sql, bound, id))?;
        let mut cases = Vec::with_capacity(due.len());
        for survey in due {
            if let Some(revisions) = self.read(|connection| digests(connection, survey)).unless_damaged()? {
                cases.push(LeavingCase { survey, revisions });
            }
        }
        Ok(cases)
    }

    /// Takes what may leave of a survey, if its receipts say that the province holds all of it in a finished backup,
    /// and it said so before, days ago. Whether something left.
    ///
    /// # Errors
    /// When SQLite fails; then nothing left.
    pub fn leave(
        &self,
        case: &LeavingCase,
        receipts: &[SignedReceipt],
        until: LeaveUntil,
        now: &Heard,
    ) -> Result<bool, StoreError> {
        self.write(|transaction| leave(transaction, case, receipts, until, now))
    }

    /// What is left of a survey of the area; none while its documents are here, or when it is not of the area.
    pub fn left_case(&self, survey: SurveyId) -> Result<Option<LeftCase>, StoreError> {
        let sql = "SELECT seq AS row, body, state, name, left_at_ms FROM area_surveys
             WHERE survey = ?1 AND left_at_ms IS NOT NULL";
        let left = |row: &Row<'_>| {
            Ok(LeftCase {
                survey,
                area: AreaSurvey { state: row::word(row, "state")?, ..row::json(row, "body")? },
                name: row.get("name")?,
                left_at: row::time(row, "left_at_ms")?,
            })
        };
        self.read(|connection| row::one(connection, TABLE, sql, [survey.to_string()], left))
    }

    /// What the province sent of a survey whose documents left, each revision without its document.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when they did not leave, [`StoreError::Damaged`], or SQLite fails.
    pub fn without_documents(&self, survey: SurveyId) -> Result<AreaSurvey, StoreError> {
        let LeftCase { area, .. } = self.left_case(survey)?.or_not_found("survey")?;
        let sql = "SELECT rowid AS row, number, digest, signature, device_key, received_at_ms, pass FROM area_revisions
             WHERE survey = ?1 ORDER BY number";
        let revision = |row: &Row<'_>| {
            Ok(AreaRevision {
                number: row.get("number")?,
                digest: row::parsed(row, "digest")?,
                document: String::new(),
                signature: row.get("signature")?,
                device_key: row.get("device_key")?,
                received_at: row::time(row, "received_at_ms")?,
                pass: row::optional_json(row, "pass")?,
                unknown: sambang_domain::open::Unknown::new(),
            })
        };
        let revisions = self
            .read(|connection| row::all(connection, "area_revisions", sql, [survey.to_string()], revision)?.whole())?;
        Ok(AreaSurvey { revisions, ..area })
    }

    /// Keeps a survey whose documents were fetched again. They stay for some days.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn bring_case_back(&self, entry: &keep::AreaEntry) -> Result<(), StoreError> {
        self.write(|transaction| {
            confirmations::forget(transaction, &entry.survey.id.to_string())?;
            keep::keep(transaction, entry)
        })
    }
}

fn digests(connection: &Connection, survey: SurveyId) -> Result<Vec<(u32, Digest)>, StoreError> {
    let sql = "SELECT rowid AS row, number, digest FROM area_revisions WHERE survey = ?1 ORDER BY number";
    let digest = |row: &Row<'_>| Ok((row.get("number")?, row::parsed(row, "digest")?));
    row::all(connection, "area_revisions", sql, [survey.to_string()], digest)?.whole()
}

fn leave(
    connection: &Connection,
    case: &LeavingCase,
    receipts: &[SignedReceipt],
    until: LeaveUntil,
    now: &Heard,
) -> Result<bool, StoreError> {
    let id = case.survey.to_string();
    let sql = format!(
        "SELECT s.seq AS row, {DECIDED_AT} AS decided_at FROM area_surveys AS s
         WHERE s.survey = ?3 AND {SETTLED} AND {}",
        leaves("?1", "?2")
    );
    let [photos, documents] = until.first_asked();
    let decided_at = |row: &Row<'_>| row::time(row, "decided_at");
    let decided_at = row::one(connection, TABLE, &sql, params![photos, documents, id], decided_at)?;
    let newest = case.revisions.last().map(|(_, digest)| *digest);
    let (Some(decided_at), Some(newest)) = (decided_at, newest) else { return Ok(false) };
    if digests(connection, case.survey)? != case.revisions || !are_held(connection, case, receipts)? {
        confirmations::forget(connection, &id)?;
        return Ok(false);
    }
    if !confirmations::is_second(connection, &id, newest, now)? {
        return Ok(false);
    }
    if decided_at <= until.documents {
        return remove_documents(connection, &id, now).map(|()| true);
    }
    Ok(decided_at <= until.photos && remove_photos(connection, &id)? > 0)
}

/// Whether the receipts confirm every revision and all photos of the newest one, and a finished backup holds them.
fn are_held(connection: &Connection, case: &LeavingCase, receipts: &[SignedReceipt]) -> Result<bool, StoreError> {
    let Some(history) = values::get::<History>(connection, Key::History)? else { return Ok(false) };
    let is_backed_up =
        |kept_as: Option<u64>| history.without_backups || kept_as.is_some_and(|n| history.backed_up_to >= Some(n));
    let of_this_history = |receipt: &SignedReceipt| receipt.payload.epoch == Some(history.epoch);
    let told = receipts.iter().map(|receipt| (receipt.payload.revision, receipt.payload.digest));
    let sound = receipts.iter().all(|receipt| {
        let payload = &receipt.payload;
        payload.survey == case.survey && !payload.is_quarantined() && is_backed_up(payload.kept_as)
    });
    let complete = receipts.last().is_some_and(|newest| newest.payload.is_complete());
    Ok(told.eq(case.revisions.iter().copied()) && sound && complete && receipts.iter().all(of_this_history))
}

/// Photos that a survey names and no other one whose documents are here.
const ITS_OWN: &str = "sha256 IN (SELECT sha256 FROM area_uses WHERE survey = ?1) AND sha256 NOT IN (
    SELECT o.sha256 FROM area_uses AS o JOIN area_surveys AS s ON s.survey = o.survey
    WHERE o.survey <> ?1 AND s.left_at_ms IS NULL)";

fn remove_photos(connection: &Connection, id: &str) -> Result<usize, StoreError> {
    let sql = format!("UPDATE area_photos SET bytes = NULL WHERE bytes IS NOT NULL AND {ITS_OWN}");
    let removed = connection.prepare_cached(&sql)?.execute([id])?;
    connection.execute_batch("PRAGMA incremental_vacuum")?;
    Ok(removed)
}

fn remove_documents(connection: &Connection, id: &str, now: &Heard) -> Result<(), StoreError> {
    let sql = "SELECT bytes FROM area_revisions WHERE survey = ?1 ORDER BY number DESC LIMIT 1";
    let newest: Option<Vec<u8>> = connection.prepare_cached(sql)?.query_row([id], |row| row.get("bytes")).optional()?;
    let revision: Option<Revision> = newest.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let numbers = revision.map(|revision| Sought::of(&slim(&revision.survey)).numbers);
    connection.prepare_cached(&format!("DELETE FROM area_photos WHERE {ITS_OWN}"))?.execute([id])?;
    connection.prepare_cached("UPDATE area_revisions SET bytes = x'' WHERE survey = ?1")?.execute([id])?;
    let mut slim = connection.prepare_cached(
        "UPDATE area_surveys SET left_at_ms = ?2, numbers = ?3, latitude = NULL, longitude = NULL, thumbnail = ''
         WHERE survey = ?1",
    )?;
    slim.execute(params![id, now.server.0, numbers.unwrap_or_default()])?;
    confirmations::forget(connection, id)?;
    connection.execute_batch("PRAGMA incremental_vacuum")?;
    Ok(())
}
