//! What a supervisor's newest applied decision means for a survey of this device.

use rusqlite::{Connection, OptionalExtension};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};

use super::StoreError;

/// What the newest applied decision says of the newest sealed revision of `s`; empty when it judged
/// another one, or when there is none.
pub(super) const VERDICT: &str = "COALESCE((SELECT CASE WHEN n.revision = s.revision AND EXISTS (
        SELECT 1 FROM revisions AS v WHERE v.survey = s.id AND v.number = s.revision AND v.digest = n.digest)
      THEN n.verdict ELSE '' END
    FROM review_notices AS n WHERE n.survey = s.id AND n.standing = 'applied' ORDER BY n.sequence DESC LIMIT 1), '')";

/// The state that a word of [`VERDICT`] stands for.
pub(super) fn state_of(verdict: String) -> Option<ReviewState> {
    ReviewState::after(&Verdict::from(verdict))
}

/// The word of [`VERDICT`] for one survey; empty too when the survey is not here.
pub(super) fn verdict(connection: &Connection, id: SurveyId) -> Result<String, StoreError> {
    let mut query = connection.prepare_cached(&format!("SELECT {VERDICT} FROM surveys AS s WHERE s.id = ?1"))?;
    Ok(query.query_row([id.to_string()], |row| row.get(0)).optional()?.unwrap_or_default())
}
