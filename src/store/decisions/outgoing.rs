//! Decisions on their way to the province, and what became of them.

use rusqlite::{Row, params};
use sambang_domain::ids::{Digest, ReviewId, SurveyId, Timestamp};
use sambang_domain::review::{Review, ReviewState, Verdict};
use sambang_domain::wire::v1::{ReviewOutcome, SignedReviewReceipt};

use crate::store::area;
use crate::store::{BlockedReason, LastError, Store, StoreError, row};

const TABLE: &str = "own_reviews";

/// A sealed decision that may be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingReview {
    /// Which.
    pub id: ReviewId,
    /// About which survey.
    pub survey: SurveyId,
    /// The sealed bytes.
    pub bytes: Vec<u8>,
    /// The device's signature.
    pub signature: [u8; 64],
}

/// The newest decision made here about a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReview {
    /// What was sealed.
    pub review: Review,
    /// What the province made of it; none before its receipt.
    pub outcome: Option<ReviewOutcome>,
    /// Why it waits for a person.
    pub blocked: Option<BlockedReason>,
}

/// A decision that the province has not confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDecision {
    /// Which.
    pub review: ReviewId,
    /// About which survey.
    pub survey: SurveyId,
    /// The applicant's name; empty when the survey has left the area.
    pub name: String,
    /// What was decided.
    pub verdict: Verdict,
    /// When, by the device's clock.
    pub decided_at: Timestamp,
    /// Attempts so far.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub last_error: Option<LastError>,
    /// Why it waits for a person.
    pub blocked: Option<BlockedReason>,
}

impl Store {
    /// Decisions that are to be sent, in the order in which they were made; blocked ones left out. Those that the
    /// province confirmed in an earlier history are sent again.
    pub fn open_reviews(&self) -> Result<Vec<ReviewId>, StoreError> {
        let sql = "SELECT rowid AS row, id FROM own_reviews WHERE (standing = '' OR unsure = 1) AND blocked_reason = ''
             ORDER BY sequence";
        self.sound(|connection| row::all(connection, TABLE, sql, [], |row| row::parsed(row, "id")))
    }

    /// The decision, unless an earlier one about the same survey has to arrive first: one that is
    /// being sent, or a blocked one that it names.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] also when the bytes are not the ones that were sealed, or SQLite fails.
    pub fn review_to_send(&self, id: ReviewId) -> Result<Option<OutgoingReview>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT o.rowid AS row, o.survey, o.bytes, o.digest, o.signature FROM own_reviews AS o
                 WHERE o.id = ?1 AND (o.standing = '' OR o.unsure = 1) AND NOT EXISTS (
                   SELECT 1 FROM own_reviews AS e WHERE e.survey = o.survey AND e.sequence < o.sequence
                     AND (e.standing = '' OR e.unsure = 1) AND (e.blocked_reason = '' OR e.id = o.follows))";
            let outgoing = |row: &Row<'_>| {
                let bytes: Vec<u8> = row.get("bytes")?;
                row::consistent(Digest::of(&bytes) == row::parsed(row, "digest")?)?;
                let (survey, signature) = (row::parsed(row, "survey")?, row.get("signature")?);
                Ok(OutgoingReview { id, survey, bytes, signature })
            };
            row::one(connection, TABLE, sql, [id.to_string()], outgoing)
        })
    }

    /// Counts an attempt that is about to be made.
    pub fn count_review_attempt(&self, id: ReviewId) -> Result<(), StoreError> {
        self.change_review("UPDATE own_reviews SET attempts = attempts + 1 WHERE id = ?1", params![id.to_string()])
    }

    /// Remembers why the last attempt failed; the decision stays queued.
    pub fn note_review_trouble(&self, id: ReviewId, error: &LastError) -> Result<(), StoreError> {
        let sql = "UPDATE own_reviews SET last_error = ?2 WHERE id = ?1";
        self.change_review(sql, params![id.to_string(), error.as_str()])
    }

    /// Sets a decision aside until a person acts.
    pub fn block_review(&self, id: ReviewId, reason: &BlockedReason) -> Result<(), StoreError> {
        let sql = "UPDATE own_reviews SET blocked_reason = ?2 WHERE id = ?1";
        self.change_review(sql, params![id.to_string(), reason.as_str()])
    }

    /// Queues the blocked decisions again, because a person asked to try.
    pub fn unblock_reviews(&self) -> Result<(), StoreError> {
        self.change_review("UPDATE own_reviews SET blocked_reason = '' WHERE blocked_reason <> ''", params![])
    }

    /// Keeps a receipt. False when it is not for a decision that was sealed here; then nothing
    /// changed.
    pub fn keep_review_receipt(&self, signed: &SignedReviewReceipt) -> Result<bool, StoreError> {
        let receipt = &signed.payload;
        let survey = receipt.survey.to_string();
        self.write(|transaction| {
            let sql = "UPDATE own_reviews SET standing = ?4, applied_as = ?5, receipt = ?6, blocked_reason = '',
                   last_error = '', unsure = 0
                 WHERE id = ?1 AND survey = ?2 AND digest = ?3 RETURNING rowid AS row, verdict, judged";
            let bound = params![
                receipt.review.to_string(),
                survey,
                receipt.digest.to_hex(),
                receipt.outcome.as_str(),
                row::signed(receipt.sequence),
                serde_json::to_string(signed)?,
            ];
            let kept = |row: &Row<'_>| Ok((row::word(row, "verdict")?, row.get::<_, String>("judged")?));
            let Some((verdict, judged)) = row::one(transaction, TABLE, sql, bound, kept)? else { return Ok(false) };
            let after = ReviewState::after(&verdict);
            if let (ReviewOutcome::Applied, Some(state)) = (&receipt.outcome, after) {
                let mut update = transaction
                    .prepare_cached("UPDATE area_surveys SET state = ?3 WHERE survey = ?1 AND digest = ?2")?;
                update.execute(params![survey, judged, state.as_str()])?;
            }
            area::refresh(transaction, &survey)?;
            Ok(true)
        })
    }

    /// The newest decision made here about a survey.
    pub fn own_review(&self, survey: SurveyId) -> Result<Option<OwnReview>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, bytes, standing, blocked_reason FROM own_reviews WHERE survey = ?1
                 ORDER BY sequence DESC LIMIT 1";
            let own = |row: &Row<'_>| {
                Ok(OwnReview {
                    review: row::json(row, "bytes")?,
                    outcome: row::optional_word(row, "standing")?,
                    blocked: row::optional_word(row, "blocked_reason")?,
                })
            };
            row::one(connection, TABLE, sql, [survey.to_string()], own)
        })
    }

    /// Everything that waits or is blocked, oldest first.
    pub fn waiting_decisions(&self) -> Result<Vec<WaitingDecision>, StoreError> {
        let sql = "SELECT o.rowid AS row, o.id, o.survey, COALESCE(s.name, '') AS name, o.verdict, o.decided_at_ms,
                    o.attempts, o.last_error, o.blocked_reason
             FROM own_reviews AS o LEFT JOIN area_surveys AS s ON s.survey = o.survey
             WHERE o.standing = '' ORDER BY o.sequence";
        self.sound(|connection| row::all(connection, TABLE, sql, [], waiting))
    }

    /// How many decisions were sealed by this device, and how many wait.
    pub fn review_counts(&self) -> Result<(u64, u32), StoreError> {
        self.read(|connection| {
            let sql = "SELECT COUNT(*) FILTER (WHERE sequence > 0) AS sealed,
                       COUNT(*) FILTER (WHERE standing = '') AS waiting FROM own_reviews";
            Ok(connection.query_row(sql, [], |row| Ok((row::unsigned(row, "sealed")?, row.get("waiting")?)))?)
        })
    }

    fn change_review(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.prepare_cached(sql)?.execute(parameters)?;
            Ok(())
        })
    }
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<WaitingDecision> {
    Ok(WaitingDecision {
        review: row::parsed(row, "id")?,
        survey: row::parsed(row, "survey")?,
        name: row.get("name")?,
        verdict: row::word(row, "verdict")?,
        decided_at: row::time(row, "decided_at_ms")?,
        attempts: row.get("attempts")?,
        last_error: row::optional_word(row, "last_error")?,
        blocked: row::optional_word(row, "blocked_reason")?,
    })
}
