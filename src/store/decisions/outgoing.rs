//! Decisions on their way to the province, and what became of them.

use rusqlite::{OptionalExtension, Row, params};
use sambang_domain::ids::{ReviewId, SurveyId, Timestamp};
use sambang_domain::review::{Review, ReviewState, Verdict};
use sambang_domain::wire::v1::{ReviewOutcome, SignedReviewReceipt};

use crate::store::area;
use crate::store::{BlockedReason, LastError, Store, StoreError};

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
    /// Decisions that are to be sent, in the order in which they were made; blocked ones left out.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn open_reviews(&self) -> Result<Vec<ReviewId>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT id FROM own_reviews WHERE standing = '' AND blocked_reason = '' ORDER BY sequence",
            )?;
            let ids = query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
        })
    }

    /// The decision, unless an earlier one about the same survey has to arrive first: one that is
    /// being sent, or a blocked one that it names.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn review_to_send(&self, id: ReviewId) -> Result<Option<OutgoingReview>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT o.survey, o.bytes, o.signature FROM own_reviews AS o
                 WHERE o.id = ?1 AND o.standing = '' AND NOT EXISTS (
                   SELECT 1 FROM own_reviews AS e WHERE e.survey = o.survey AND e.sequence < o.sequence
                     AND e.standing = '' AND (e.blocked_reason = '' OR e.id = o.follows))",
            )?;
            let row = query.query_row([id.to_string()], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)));
            let Some((survey, bytes, signature)) = row.optional()? else { return Ok(None) };
            Ok(survey.parse().ok().map(|survey| OutgoingReview { id, survey, bytes, signature }))
        })
    }

    /// Counts an attempt that is about to be made.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn count_review_attempt(&self, id: ReviewId) -> Result<(), StoreError> {
        self.change_review("UPDATE own_reviews SET attempts = attempts + 1 WHERE id = ?1", params![id.to_string()])
    }

    /// Remembers why the last attempt failed; the decision stays queued.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn note_review_trouble(&self, id: ReviewId, error: &LastError) -> Result<(), StoreError> {
        let sql = "UPDATE own_reviews SET last_error = ?2 WHERE id = ?1";
        self.change_review(sql, params![id.to_string(), error.as_str()])
    }

    /// Sets a decision aside until a person acts.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn block_review(&self, id: ReviewId, reason: &BlockedReason) -> Result<(), StoreError> {
        let sql = "UPDATE own_reviews SET blocked_reason = ?2 WHERE id = ?1";
        self.change_review(sql, params![id.to_string(), reason.as_str()])
    }

    /// Queues the blocked decisions again, because a person asked to try.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn unblock_reviews(&self) -> Result<(), StoreError> {
        self.change_review("UPDATE own_reviews SET blocked_reason = '' WHERE blocked_reason <> ''", params![])
    }

    /// Keeps a receipt. False when it is not for a decision that was sealed here; then nothing
    /// changed.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn keep_review_receipt(&self, signed: &SignedReviewReceipt) -> Result<bool, StoreError> {
        let receipt = &signed.payload;
        let survey = receipt.survey.to_string();
        self.write(|transaction| {
            let mut update = transaction.prepare_cached(
                "UPDATE own_reviews SET standing = ?4, applied_as = ?5, receipt = ?6, blocked_reason = '',
                   last_error = ''
                 WHERE id = ?1 AND survey = ?2 AND digest = ?3 RETURNING verdict, judged",
            )?;
            let bound = params![
                receipt.review.to_string(),
                survey,
                receipt.digest.to_hex(),
                receipt.outcome.as_str(),
                i64::try_from(receipt.sequence).unwrap_or(i64::MAX),
                serde_json::to_string(signed)?,
            ];
            let row = update.query_row(bound, |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
            let Some((verdict, judged)) = row.optional()? else { return Ok(false) };
            let after = ReviewState::after(&Verdict::from(verdict));
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
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn own_review(&self, survey: SurveyId) -> Result<Option<OwnReview>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT bytes, standing, blocked_reason FROM own_reviews WHERE survey = ?1
                 ORDER BY sequence DESC LIMIT 1",
            )?;
            let row = query
                .query_row([survey.to_string()], |row| Ok((row.get::<_, Vec<u8>>(0)?, word(row, 1)?, word(row, 2)?)));
            let Some((bytes, outcome, blocked)) = row.optional()? else { return Ok(None) };
            let review = serde_json::from_slice(&bytes)?;
            Ok(Some(OwnReview {
                review,
                outcome: outcome.map(ReviewOutcome::from),
                blocked: blocked.map(BlockedReason::from),
            }))
        })
    }

    /// Everything that waits or is blocked, oldest first.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn waiting_decisions(&self) -> Result<Vec<WaitingDecision>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT o.id, o.survey, COALESCE(s.name, ''), o.verdict, o.decided_at_ms, o.attempts, o.last_error,
                        o.blocked_reason
                 FROM own_reviews AS o LEFT JOIN area_surveys AS s ON s.survey = o.survey
                 WHERE o.standing = '' ORDER BY o.sequence",
            )?;
            let rows = query.query_map([], waiting)?.collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().flatten().collect())
        })
    }

    /// How many decisions were sealed by this device, and how many wait.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn review_counts(&self) -> Result<(u64, u32), StoreError> {
        self.read(|connection| {
            let sql = "SELECT COUNT(*) FILTER (WHERE sequence > 0), COUNT(*) FILTER (WHERE standing = '')
                       FROM own_reviews";
            Ok(connection.query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row.get(1)?)))?)
        })
    }

    fn change_review(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.prepare_cached(sql)?.execute(parameters)?;
            Ok(())
        })
    }
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<Option<WaitingDecision>> {
    let (review, survey) = (row.get::<_, String>(0)?.parse(), row.get::<_, String>(1)?.parse());
    let (Ok(review), Ok(survey)) = (review, survey) else { return Ok(None) };
    Ok(Some(WaitingDecision {
        review,
        survey,
        name: row.get(2)?,
        verdict: row.get::<_, String>(3)?.into(),
        decided_at: Timestamp(row.get(4)?),
        attempts: row.get(5)?,
        last_error: word(row, 6)?.map(LastError::from),
        blocked: word(row, 7)?.map(BlockedReason::from),
    }))
}

/// A word of the database; none when it is empty.
fn word(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(Some(row.get::<_, String>(column)?).filter(|word| !word.is_empty()))
}
