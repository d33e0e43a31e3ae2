//! The review state of a survey when the decisions made on this tablet are counted in.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::Digest;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::wire::v1::{AreaSurvey, ReviewOutcome};

use crate::store::{StoreError, UnlessDamaged, row};

const TABLE: &str = "area_surveys";

/// Recomputes what lists show about a survey's decisions and duplicates, and about the duplicates of those. A
/// survey outside the area is left alone. So is one that cannot be read; it does not stop the others.
pub(in crate::store) fn refresh(connection: &Connection, survey: &str) -> Result<(), StoreError> {
    refresh_one(connection, survey).unless_damaged().map(drop)
}

fn refresh_one(connection: &Connection, survey: &str) -> Result<(), StoreError> {
    let sql = "SELECT seq AS row, state, digest, body FROM area_surveys WHERE survey = ?1";
    let read = |row: &Row<'_>| Ok((row.get("state")?, row::parsed(row, "digest")?, row::json(row, "body")?));
    let found: Option<(String, Digest, AreaSurvey)> = row::one(connection, TABLE, sql, [survey], read)?;
    let Some((state, digest, area)) = found else { return Ok(()) };
    let (stands, own, needs_decision) = match latest(connection, survey)? {
        Some(latest) => latest.over(state, digest, &area),
        None => (state, String::new(), false),
    };
    let mut update = connection
        .prepare_cached("UPDATE area_surveys SET stands = ?2, own = ?3, needs_decision = ?4 WHERE survey = ?1")?;
    update.execute(params![survey, stands, own, needs_decision])?;
    count_duplicates(connection, survey, &area)?;
    let sql = "SELECT seq AS row, body FROM area_surveys WHERE survey = ?1";
    for duplicate in &area.duplicates {
        let id = duplicate.survey.to_string();
        let body = row::one(connection, TABLE, sql, [&id], |row| row::json(row, "body")).unless_damaged()?.flatten();
        if let Some(body) = body {
            count_duplicates(connection, &id, &body)?;
        }
    }
    Ok(())
}

/// The newest decision about a survey made here.
struct Latest {
    judged: Digest,
    verdict: Verdict,
    /// None before the receipt.
    outcome: Option<ReviewOutcome>,
    applied_as: u64,
}

impl Latest {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            judged: row::parsed(row, "judged")?,
            verdict: row::word(row, "verdict")?,
            outcome: row::optional_word(row, "standing")?,
            applied_as: row::unsigned(row, "applied_as")?,
        })
    }

    /// Review state, unsent verdict and whether a new decision is needed, given the province's `state`.
    fn over(self, state: String, digest: Digest, area: &AreaSurvey) -> (String, String, bool) {
        let fits = self.judged == digest;
        let after = ReviewState::after(&self.verdict).map(String::from);
        // A later decision at the province settles it.
        let settled = || {
            let applied = |notice: &&_| is_applied(notice);
            area.reviews.iter().filter(applied).any(|notice| notice.sequence > self.applied_as)
        };
        match self.outcome {
            None if fits => (after.unwrap_or(state), self.verdict.into(), false),
            None => (state, String::new(), true),
            Some(ReviewOutcome::Stale | ReviewOutcome::Duplicate) => (state, String::new(), !settled()),
            // The receipt arrived before the province's page.
            Some(ReviewOutcome::Applied)
                if fits && area.reviews.iter().all(|notice| notice.sequence < self.applied_as) =>
            {
                (after.unwrap_or(state), String::new(), false)
            }
            _ => (state, String::new(), false),
        }
    }
}

fn is_applied(notice: &sambang_domain::wire::v1::ReviewNotice) -> bool {
    notice.outcome == ReviewOutcome::Applied
}

fn latest(connection: &Connection, survey: &str) -> Result<Option<Latest>, StoreError> {
    let sql =
        "SELECT rowid AS row, judged, verdict, '' AS standing, 0 AS applied_as FROM held_reviews WHERE survey = ?1
         ORDER BY rowid DESC LIMIT 1";
    if let Some(held) = row::one(connection, "held_reviews", sql, [survey], Latest::read)? {
        return Ok(Some(held));
    }
    let sql = "SELECT rowid AS row, judged, verdict, standing, applied_as FROM own_reviews WHERE survey = ?1
         ORDER BY sequence DESC LIMIT 1";
    row::one(connection, "own_reviews", sql, [survey], Latest::read)
}

/// Counts the surveys with the same NIK that are not rejected, here or at the province.
fn count_duplicates(connection: &Connection, survey: &str, area: &AreaSurvey) -> Result<(), StoreError> {
    let sql = "SELECT seq AS row, stands FROM area_surveys WHERE survey = ?1";
    let mut open = 0_u32;
    for duplicate in &area.duplicates {
        let id = duplicate.survey.to_string();
        let here = row::one(connection, TABLE, sql, [id], |row| row::optional_word(row, "stands")).unless_damaged()?;
        let stands: ReviewState = here.flatten().flatten().unwrap_or_else(|| duplicate.state.clone());
        open += u32::from(stands != ReviewState::Rejected);
    }
    connection
        .prepare_cached("UPDATE area_surveys SET doubles = ?2 WHERE survey = ?1")?
        .execute(params![survey, open])?;
    Ok(())
}
