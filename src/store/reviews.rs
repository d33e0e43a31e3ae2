//! What supervisors decided about the surveys of this person: notices, and what they mean for lists.
//!
//! A notice never changes an answer. A returned survey becomes a draft again only when the person
//! begins the correction, and its sealed revision stays.

use rusqlite::{Connection, params};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::review::Verdict;
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::{ReviewNotice, SignedReceipt};

use super::delivery::Stage;
use super::surveys::{load, save_draft};
use super::verdict::verdict;
use super::{Store, StoreError, attachments, receipts, row};

const TABLE: &str = "review_notices";

impl Store {
    /// Keeps a decision; the same one may come twice.
    pub fn keep_review(&self, notice: &ReviewNotice) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT OR REPLACE INTO review_notices
                   (review, survey, sequence, revision, digest, verdict, standing, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            let review = &notice.review;
            insert.execute(params![
                review.id.to_string(),
                review.survey.to_string(),
                row::signed(notice.sequence),
                review.revision,
                review.digest.to_hex(),
                review.verdict.as_str(),
                notice.outcome.as_str(),
                serde_json::to_string(notice)?,
            ])?;
            Ok(())
        })
    }

    /// Every decision about a survey, oldest first.
    pub fn reviews(&self, survey: SurveyId) -> Result<Vec<ReviewNotice>, StoreError> {
        let sql = "SELECT rowid AS row, body FROM review_notices WHERE survey = ?1 ORDER BY sequence";
        self.sound(|connection| row::all(connection, TABLE, sql, [survey.to_string()], |row| row::json(row, "body")))
    }

    /// The decision that stands about the newest sealed revision; none when it was sealed later.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn decision(&self, survey: SurveyId) -> Result<Option<ReviewNotice>, StoreError> {
        self.read(|connection| {
            if verdict(connection, survey)?.is_none() {
                return Ok(None);
            }
            let sql = "SELECT rowid AS row, body FROM review_notices WHERE survey = ?1 AND standing = 'applied'
                 ORDER BY sequence DESC LIMIT 1";
            row::one(connection, TABLE, sql, [survey.to_string()], |row| row::json(row, "body"))
        })
    }

    /// Makes a returned survey a draft again, with the answers that were judged; the sealed revision
    /// stays, and the next seal corrects it. Photos that neither this device nor the province has
    /// are left out. A correction that was begun goes on.
    ///
    /// # Errors
    /// [`StoreError::NotReturned`] unless it is here in full and returned, or SQLite fails.
    pub fn begin_correction(&self, id: SurveyId, now: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            let (mut survey, stage) = load(transaction, id)?;
            if verdict(transaction, id)? != Some(Verdict::Return) || is_purged(transaction, id)? {
                return Err(StoreError::NotReturned);
            }
            if stage == Stage::Draft {
                return Ok(());
            }
            leave_out_lost(transaction, &mut survey)?;
            save_draft(transaction, &survey, now)?;
            transaction
                .prepare_cached("UPDATE surveys SET stage = 'draft' WHERE id = ?1")?
                .execute([id.to_string()])?;
            Ok(())
        })
    }
}

fn is_purged(connection: &Connection, id: SurveyId) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM surveys WHERE id = ?1 AND purged_at_ms IS NOT NULL")?;
    Ok(query.exists([id.to_string()])?)
}

fn leave_out_lost(connection: &Connection, survey: &mut Survey) -> Result<(), StoreError> {
    let Some(SignedReceipt { payload: receipt, .. }) = receipts::newest(connection, survey.id)? else { return Ok(()) };
    let mut lost = Vec::new();
    for photo in receipt.attachments.iter().filter(|photo| !photo.held) {
        if !attachments::is_here(connection, photo.sha256)? {
            lost.push(photo.sha256);
        }
    }
    survey.evidence.retain(|photo| !lost.contains(&photo.sha256));
    Ok(())
}
