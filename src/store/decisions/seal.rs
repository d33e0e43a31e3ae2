//! Sealing decisions: one transaction freezes and queues them.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, ReviewId, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::review::{REVIEW_FORMAT, RejectReason, Review, Verdict};
use sambang_domain::seal::{self, Seal};
use sambang_domain::wire::v1::{AreaSurvey, ReviewOutcome};

use super::draft::{self, ReviewDraft};
use crate::store::area;
use crate::store::error::OrNotFound;
use crate::store::{SealContext, Store, StoreError, chain, row};

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

impl Store {
    /// Seals and queues decisions and removes their drafts: all of them, or none.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a survey outside the area, [`StoreError::Outdated`] when the
    /// judged revision is not the newest one here, [`StoreError::Review`], [`StoreError::Damaged`] when
    /// the end of a chain cannot be read, or SQLite fails.
    pub fn decide(&self, decisions: Vec<Decision>, context: &SealContext<'_>) -> Result<(), StoreError> {
        self.write(|transaction| decisions.into_iter().try_for_each(|one| decide(transaction, one, context)))
    }
}

fn decide(connection: &Connection, decision: Decision, context: &SealContext<'_>) -> Result<(), StoreError> {
    let survey = decision.survey.to_string();
    let sql = "SELECT seq AS row, revision, digest, body FROM area_surveys WHERE survey = ?1";
    let read =
        |row: &Row<'_>| Ok((row.get("revision")?, row::parsed::<Digest>(row, "digest")?, row::json(row, "body")?));
    let (revision, newest, body) =
        row::one(connection, "area_surveys", sql, [&survey], read)?.or_not_found("survey")?;
    if newest != decision.judged {
        return Err(StoreError::Outdated);
    }
    let follows = follows(connection, &survey, newest, &body)?;
    let review = review(connection, decision, revision, follows, context)?;
    review.fault()?;
    let (bytes, seal) = seal::seal(&review, context.key)?;
    insert(connection, &review, &bytes, &seal)?;
    draft::remove(connection, review.survey)?;
    area::refresh(connection, &survey)
}

fn review(
    connection: &Connection,
    decision: Decision,
    revision: u32,
    follows: Option<ReviewId>,
    context: &SealContext<'_>,
) -> Result<Review, StoreError> {
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
        follows,
        verdict,
        comments,
        reason,
        note: note.trim().to_owned(),
        person: context.person,
        device: context.device,
        sequence,
        previous_seal,
        decided_at: context.now,
        clock_offset_ms: context.clock_offset_ms,
        app_version: context.app_version.to_owned(),
        unknown: Unknown::new(),
    })
}

/// This tablet's unsent decision about the revision, or else the newest decision that was applied.
fn follows(
    connection: &Connection,
    survey: &str,
    judged: Digest,
    area: &AreaSurvey,
) -> Result<Option<ReviewId>, StoreError> {
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
    let told = area.reviews.iter().filter(|notice| notice.outcome == ReviewOutcome::Applied);
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
