//! Sealing decisions.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, ReviewId, SurveyId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::review::{REVIEW_FORMAT, RejectReason, Review, Verdict};
use sambang_domain::seal::{self, Seal};
use sambang_domain::wire::v1::{AreaSurvey, ReviewOutcome};

use super::draft::{self, ReviewDraft};
use crate::store::error::OrNotFound;
use crate::store::{SealContext, StoreError, UnlessDamaged, chain, row};

const TABLE: &str = "own_reviews";

/// What is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Minted by the caller.
    pub id: ReviewId,
    /// About which survey.
    pub survey: SurveyId,
    /// Digest of the revision that was looked at.
    pub judged: Digest,
    /// What.
    pub verdict: Verdict,
    /// Comments, reason and note.
    pub words: ReviewDraft,
}

/// A decision that is not sealed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldReview {
    /// What was decided.
    pub decision: Decision,
    /// Number of the judged revision.
    pub revision: u32,
    /// When, by the device's clock.
    pub decided_at: Timestamp,
}

/// Number of the revision that is judged, which must be the newest one here.
pub(super) fn newest(connection: &Connection, decision: &Decision) -> Result<u32, StoreError> {
    let sql = "SELECT seq AS row, revision, digest FROM area_surveys WHERE survey = ?1";
    let read = |row: &Row<'_>| Ok((row.get("revision")?, row::parsed::<Digest>(row, "digest")?));
    let survey = decision.survey.to_string();
    let (revision, newest) = row::one(connection, "area_surveys", sql, [survey], read)?.or_not_found("survey")?;
    if newest == decision.judged { Ok(revision) } else { Err(StoreError::Outdated) }
}

/// Seals and queues one decision.
pub(super) fn seal_one(
    connection: &Connection,
    held: &HeldReview,
    context: &SealContext<'_>,
) -> Result<(), StoreError> {
    let review = review(connection, held, context)?;
    let (bytes, seal) = seal::seal(&review, context.key)?;
    insert(connection, &review, &bytes, &seal)?;
    draft::remove(connection, review.survey)
}

/// The review as it would be sealed now, whatever has become of its survey since it was decided.
pub(super) fn review(
    connection: &Connection,
    held: &HeldReview,
    context: &SealContext<'_>,
) -> Result<Review, StoreError> {
    let HeldReview { decision, revision, decided_at } = held.clone();
    let Decision { id, survey, judged, verdict, words } = decision;
    let ReviewDraft { mut comments, reason, note, .. } = words;
    comments.retain(|comment| !comment.text.trim().is_empty());
    let reason: Option<RejectReason> = reason.filter(|_| verdict == Verdict::Reject);
    let (sequence, previous_seal) = chain::next(connection, TABLE)?;
    Ok(Review {
        format: REVIEW_FORMAT,
        id,
        survey,
        revision,
        digest: judged,
        follows: follows(connection, &survey.to_string(), judged)?,
        verdict,
        comments,
        reason,
        note: note.trim().to_owned(),
        person: context.person,
        device: context.device,
        sequence,
        previous_seal,
        decided_at,
        clock_offset_ms: context.clock_offset_ms,
        app_version: context.app_version.to_owned(),
        unknown: Unknown::new(),
    })
}

/// This tablet's unsent decision about the revision, or else the newest decision that was applied.
fn follows(connection: &Connection, survey: &str, judged: Digest) -> Result<Option<ReviewId>, StoreError> {
    let on_its_way = "SELECT rowid AS row, id FROM own_reviews
         WHERE survey = ?1 AND judged = ?2 AND standing = '' AND blocked_reason = '' ORDER BY sequence DESC LIMIT 1";
    let bound = params![survey, judged.to_hex()];
    let own = row::one(connection, TABLE, on_its_way, bound, |row| row::parsed(row, "id"))?;
    if own.is_some() {
        return Ok(own);
    }
    let applied = "SELECT rowid AS row, id, applied_as FROM own_reviews WHERE survey = ?1 AND standing = 'applied'
         ORDER BY applied_as DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row::unsigned(row, "applied_as")?, row::parsed(row, "id")?));
    let own = row::one(connection, TABLE, applied, [survey], read)?;
    let body = |row: &Row<'_>| row::json::<AreaSurvey>(row, "body");
    let area = "SELECT seq AS row, body FROM area_surveys WHERE survey = ?1";
    let area = row::one(connection, "area_surveys", area, [survey], body).unless_damaged()?.flatten();
    let told = area.iter().flat_map(|area| &area.reviews);
    let told = told.filter(|notice| notice.outcome == ReviewOutcome::Applied);
    let told = told.map(|notice| (notice.sequence, notice.review.id));
    Ok(told.chain(own).max().map(|(_, id)| id))
}

fn insert(connection: &Connection, review: &Review, bytes: &[u8], seal: &Seal) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO own_reviews (id, survey, sequence, judged, follows, verdict, bytes, digest, signature, seal,
           decided_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    insert.execute(params![
        review.id.to_string(),
        review.survey.to_string(),
        row::signed(review.sequence),
        review.digest.to_hex(),
        review.follows.map(|id| id.to_string()).unwrap_or_default(),
        review.verdict.as_str(),
        bytes,
        seal.digest.to_hex(),
        seal.signature,
        seal.id().to_hex(),
        review.decided_at.0,
    ])?;
    Ok(())
}
