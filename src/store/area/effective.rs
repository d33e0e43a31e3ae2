//! Where a survey stands when the decisions made on this tablet are counted in.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::wire::v1::{AreaSurvey, ReviewOutcome};

use crate::store::StoreError;

/// Works out again what lists show of a survey's decisions and duplicates, and of its duplicates' duplicates.
/// A survey that is not of the area is left alone.
pub(in crate::store) fn refresh(connection: &Connection, survey: &str) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached("SELECT state, digest, body FROM area_surveys WHERE survey = ?1")?;
    let row = query.query_row([survey], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((state, digest, body)): Option<(String, String, String)> = row else { return Ok(()) };
    let area: AreaSurvey = serde_json::from_str(&body)?;
    let (stands, own, needs_decision) = match latest(connection, survey)? {
        Some(latest) => latest.over(state, &digest, &area),
        None => (state, String::new(), false),
    };
    let mut update = connection
        .prepare_cached("UPDATE area_surveys SET stands = ?2, own = ?3, needs_decision = ?4 WHERE survey = ?1")?;
    update.execute(params![survey, stands, own, needs_decision])?;
    count_duplicates(connection, survey, &area)?;
    for duplicate in &area.duplicates {
        let id = duplicate.survey.to_string();
        let body: Option<String> = connection
            .prepare_cached("SELECT body FROM area_surveys WHERE survey = ?1")?
            .query_row([&id], |row| row.get(0))
            .optional()?;
        if let Some(body) = body {
            count_duplicates(connection, &id, &serde_json::from_str(&body)?)?;
        }
    }
    Ok(())
}

/// The newest decision about a survey made here.
struct Latest {
    judged: String,
    verdict: String,
    outcome: String,
    applied_as: u64,
}

impl Latest {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let applied_as = row.get::<_, i64>(3)?.unsigned_abs();
        Ok(Self { judged: row.get(0)?, verdict: row.get(1)?, outcome: row.get(2)?, applied_as })
    }

    /// Standing, unsent verdict and whether a new decision is needed, over the province's `state`.
    fn over(self, state: String, digest: &str, area: &AreaSurvey) -> (String, String, bool) {
        let fits = self.judged == digest;
        let after = ReviewState::after(&Verdict::from(self.verdict.clone())).map(String::from);
        // A decision of the province's that came later than the own one settled it.
        let settled = || {
            let applied = |notice: &&_| is_applied(notice);
            area.reviews.iter().filter(applied).any(|notice| notice.sequence > self.applied_as)
        };
        match ReviewOutcome::from(self.outcome.clone()) {
            ReviewOutcome::Other(word) if word.is_empty() && fits => (after.unwrap_or(state), self.verdict, false),
            ReviewOutcome::Other(word) if word.is_empty() => (state, String::new(), true),
            ReviewOutcome::Stale | ReviewOutcome::Duplicate => (state, String::new(), !settled()),
            // The receipt came before the province's page.
            ReviewOutcome::Applied if fits && area.reviews.iter().all(|notice| notice.sequence < self.applied_as) => {
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
    let mut query = connection.prepare_cached(
        "SELECT judged, verdict, standing, applied_as FROM own_reviews WHERE survey = ?1 ORDER BY sequence DESC LIMIT 1",
    )?;
    Ok(query.query_row([survey], Latest::read).optional()?)
}

/// Counts the surveys with the same NIK that are not rejected, here or at the province.
fn count_duplicates(connection: &Connection, survey: &str, area: &AreaSurvey) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached("SELECT stands FROM area_surveys WHERE survey = ?1")?;
    let mut open = 0_u32;
    for duplicate in &area.duplicates {
        let here: Option<String> = query.query_row([duplicate.survey.to_string()], |row| row.get(0)).optional()?;
        let stands = here.filter(|word| !word.is_empty()).map_or_else(|| duplicate.state.clone(), ReviewState::from);
        open += u32::from(stands != ReviewState::Rejected);
    }
    connection
        .prepare_cached("UPDATE area_surveys SET doubles = ?2 WHERE survey = ?1")?
        .execute(params![survey, open])?;
    Ok(())
}
