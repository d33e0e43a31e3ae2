//! The province's receipts. They are verified by the caller before they come here.

use rusqlite::{Connection, params};
use sambang_domain::ids::SurveyId;
use sambang_domain::wire::v1::SignedReceipt;

use super::{Store, StoreError, row};

/// What a receipt meant for the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
    /// The document and every attachment that this device queued with it are there.
    Complete,
    /// The document is there, attachments are missing.
    Missing,
    /// It is about a revision or bytes that this device never sealed; it is not stored.
    NotOurs,
    /// The province keeps it in quarantine; nothing is closed by it.
    Quarantined,
    /// An older receipt than the one that is kept.
    Stale,
}

impl Store {
    /// Keeps a receipt and closes the outbox entries it confirms, in one transaction. What the
    /// receipt says is missing stays open even if it was thought sent.
    pub fn keep_receipt(&self, signed: &SignedReceipt) -> Result<ReceiptOutcome, StoreError> {
        self.write(|transaction| keep(transaction, signed))
    }

    /// The receipt of the newest sealed revision, if one came.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn receipt(&self, survey: SurveyId) -> Result<Option<SignedReceipt>, StoreError> {
        self.read(|connection| newest(connection, survey))
    }
}

pub(super) fn newest(connection: &Connection, survey: SurveyId) -> Result<Option<SignedReceipt>, StoreError> {
    let sql = "SELECT rowid AS row, body FROM receipts WHERE survey = ?1 ORDER BY revision DESC LIMIT 1";
    row::one(connection, "receipts", sql, [survey.to_string()], |row| row::json(row, "body"))
}

/// See [`Store::keep_receipt`].
pub(super) fn keep(connection: &Connection, signed: &SignedReceipt) -> Result<ReceiptOutcome, StoreError> {
    let receipt = &signed.payload;
    let survey = receipt.survey.to_string();
    let mut query =
        connection.prepare_cached("SELECT 1 FROM revisions WHERE survey = ?1 AND number = ?2 AND digest = ?3")?;
    let digest = receipt.digest.to_hex();
    if !query.exists(params![survey, receipt.revision, digest])? {
        return Ok(ReceiptOutcome::NotOurs);
    }
    if !is_newest(connection, signed)? {
        return Ok(ReceiptOutcome::Stale);
    }
    if receipt.is_complete() && is_told(connection, signed)? {
        return Ok(ReceiptOutcome::Complete);
    }
    if !receipt.is_quarantined() {
        close_entries(connection, signed)?;
    }
    let mut open =
        connection.prepare_cached("SELECT 1 FROM outbox WHERE survey = ?1 AND revision = ?2 AND NOT done")?;
    let complete = !open.exists(params![survey, receipt.revision])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO receipts (survey, revision, body, complete, received_at_ms, issued_at_ms, kept_as)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (survey, revision) DO UPDATE SET
           body = excluded.body, complete = excluded.complete, received_at_ms = excluded.received_at_ms,
           issued_at_ms = excluded.issued_at_ms, kept_as = excluded.kept_as, unsure = 0, lost = 0",
    )?;
    let (received, issued) = (receipt.received_at.0, receipt.issued_at.0);
    let (body, kept_as) = (serde_json::to_string(signed)?, receipt.kept_as.map(row::signed));
    insert.execute(params![survey, receipt.revision, body, complete, received, issued, kept_as])?;
    Ok(match complete {
        _ if receipt.is_quarantined() => ReceiptOutcome::Quarantined,
        true => ReceiptOutcome::Complete,
        false => ReceiptOutcome::Missing,
    })
}

/// Which of two receipts is newer is told by the province's numbers, never by its clock; only receipts without
/// a number, of an older server or about what is in quarantine, have nothing but their instant. A receipt of an
/// earlier history gives way to any other.
fn is_newest(connection: &Connection, signed: &SignedReceipt) -> Result<bool, StoreError> {
    let receipt = &signed.payload;
    let mut newer = connection.prepare_cached(
        "SELECT 1 FROM receipts WHERE survey = ?1 AND revision = ?2 AND unsure = 0 AND lost = 0
           AND CASE WHEN kept_as IS NULL AND ?4 IS NULL THEN issued_at_ms > ?3 ELSE kept_as > COALESCE(?4, -1) END",
    )?;
    let (issued, kept_as) = (receipt.issued_at.0, receipt.kept_as.map(row::signed));
    Ok(!newer.exists(params![receipt.survey.to_string(), receipt.revision, issued, kept_as])?)
}

/// Whether the kept receipt says the same: complete, and under the same number of the province. It stays, with the
/// moment from which the days count until the survey leaves.
fn is_told(connection: &Connection, signed: &SignedReceipt) -> Result<bool, StoreError> {
    let receipt = &signed.payload;
    let mut same = connection.prepare_cached(
        "SELECT 1 FROM receipts WHERE survey = ?1 AND revision = ?2 AND kept_as = ?3 AND complete AND unsure = 0
           AND lost = 0",
    )?;
    Ok(same.exists(params![receipt.survey.to_string(), receipt.revision, receipt.kept_as.map(row::signed)])?)
}

/// Closes what is confirmed. What was thought sent and is said to be missing is opened again, from
/// its first byte.
fn close_entries(connection: &Connection, signed: &SignedReceipt) -> Result<(), StoreError> {
    let receipt = &signed.payload;
    let survey = receipt.survey.to_string();
    let mut close = connection.prepare_cached(
        "UPDATE outbox SET done = 1, blocked_reason = '' WHERE survey = ?1 AND revision = ?2 AND sha256 = ?3",
    )?;
    let mut reopen = connection.prepare_cached(
        "UPDATE outbox SET done = 0, sent_bytes = 0, upload_url = ''
         WHERE survey = ?1 AND revision = ?2 AND sha256 = ?3 AND done",
    )?;
    close.execute(params![survey, receipt.revision, ""])?;
    for attachment in &receipt.attachments {
        let query = if attachment.held { &mut close } else { &mut reopen };
        query.execute(params![survey, receipt.revision, attachment.sha256.to_hex()])?;
    }
    Ok(())
}
