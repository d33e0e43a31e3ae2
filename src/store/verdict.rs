//! What a supervisor's newest applied decision means for a survey of this device.

use rusqlite::{Connection, Row};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};

use super::{StoreError, row};

/// What the newest applied decision says of the newest sealed revision of `s`; empty when it judged
/// another one, or when there is none.
pub(super) const VERDICT: &str = "COALESCE((SELECT CASE WHEN n.revision = s.revision AND EXISTS (
        SELECT 1 FROM revisions AS v WHERE v.survey = s.id AND v.number = s.revision AND v.digest = n.digest)
      THEN n.verdict ELSE '' END
    FROM review_notices AS n WHERE n.survey = s.id AND n.standing = 'applied' ORDER BY n.sequence DESC LIMIT 1), '')";

/// The state that [`VERDICT`] stands for.
pub(super) fn state_of(verdict: Option<Verdict>) -> Option<ReviewState> {
    ReviewState::after(&verdict?)
}

/// What [`VERDICT`] says of one survey; none too when the survey is not here.
pub(super) fn verdict(connection: &Connection, id: SurveyId) -> Result<Option<Verdict>, StoreError> {
    let sql = format!("SELECT s.rowid AS row, {VERDICT} AS verdict FROM surveys AS s WHERE s.id = ?1");
    let read = |row: &Row<'_>| row::optional_word(row, "verdict");
    Ok(row::one(connection, "surveys", &sql, [id.to_string()], read)?.flatten())
}
