//! One survey of the area with everything that is known about it.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::review::ReviewState;
use sambang_domain::seal::Revision;
use sambang_domain::survey::Position;
use sambang_domain::wire::v1::AreaSurvey;

use crate::store::error::OrNotFound;
use crate::store::{Store, StoreError, row};

const TABLE: &str = "area_surveys";

/// What the store holds of a survey of the area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCase {
    /// What the province sent, without the revisions.
    pub area: AreaSurvey,
    /// The revisions, oldest first; at least one.
    pub revisions: Vec<KeptRevision>,
    /// Digest of the newest one's bytes.
    pub digest: Digest,
    /// Every revision is what its device sealed.
    pub seal_fits: bool,
    /// Errors and warnings, the confirmed ones too.
    pub finding_count: u32,
    /// Others with the same NIK that are not rejected.
    pub open_duplicates: u32,
    /// A decision made on this tablet was not applied.
    pub needs_decision: bool,
    /// Its review state, with an unsent decision of this tablet counted in.
    pub stands: ReviewState,
}

/// A revision that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRevision {
    /// The sealed document.
    pub revision: Revision,
    /// When it was stored, by the server's clock.
    pub received_at: Timestamp,
}

/// Another survey of the area and where it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Which survey.
    pub survey: SurveyId,
    /// The applicant's name.
    pub name: String,
    /// Degrees, north positive.
    pub latitude: f64,
    /// Degrees, east positive.
    pub longitude: f64,
}

impl Store {
    /// A survey of the area.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it is not of the area, [`StoreError::Left`] when its documents left,
    /// [`StoreError::Damaged`] when a row of it cannot be read, or SQLite fails.
    pub fn area_case(&self, survey: SurveyId) -> Result<AreaCase, StoreError> {
        self.read(|connection| load(connection, survey))
    }

    /// Other surveys of the village, and those within the degrees around `position`.
    pub fn placed_near(
        &self,
        survey: SurveyId,
        village: &str,
        position: &Position,
        degrees: (f64, f64),
    ) -> Result<Vec<Placed>, StoreError> {
        let (north, east) = degrees;
        let Position { latitude, longitude, .. } = position;
        let sql = "SELECT seq AS row, survey, name, latitude, longitude FROM area_surveys
             WHERE survey <> ?1 AND latitude IS NOT NULL AND village = ?2
             UNION SELECT seq, survey, name, latitude, longitude FROM area_surveys
             WHERE survey <> ?1 AND latitude BETWEEN ?3 AND ?4 AND longitude BETWEEN ?5 AND ?6";
        let bound = params![
            survey.to_string(),
            village,
            latitude - north,
            latitude + north,
            longitude - east,
            longitude + east
        ];
        let placed = |row: &Row<'_>| {
            Ok(Placed {
                survey: row::parsed(row, "survey")?,
                name: row.get("name")?,
                latitude: row.get("latitude")?,
                longitude: row.get("longitude")?,
            })
        };
        self.sound(|connection| row::all(connection, TABLE, sql, bound, placed))
    }

    /// Where the other surveys of a village were made: latitudes and longitudes.
    pub fn village_positions(&self, survey: SurveyId, village: &str) -> Result<Vec<(f64, f64)>, StoreError> {
        let sql = "SELECT seq AS row, latitude, longitude FROM area_surveys
             WHERE village = ?2 AND latitude IS NOT NULL AND survey <> ?1";
        let position = |row: &Row<'_>| Ok((row.get("latitude")?, row.get("longitude")?));
        self.sound(|connection| row::all(connection, TABLE, sql, params![survey.to_string(), village], position))
    }
}

fn load(connection: &Connection, survey: SurveyId) -> Result<AreaCase, StoreError> {
    let sql = "SELECT seq AS row, body, digest, seal_fits, finding_count, doubles, needs_decision, stands, state,
         left_at_ms FROM area_surveys WHERE survey = ?1";
    let id = survey.to_string();
    let case = |row: &Row<'_>| {
        if row::optional_time(row, "left_at_ms")?.is_some() {
            return Ok(None);
        }
        Ok(Some(AreaCase {
            // A receipt may be newer than the province's last page.
            area: AreaSurvey { state: row::word(row, "state")?, ..row::json(row, "body")? },
            revisions: Vec::new(),
            digest: row::parsed(row, "digest")?,
            seal_fits: row.get("seal_fits")?,
            finding_count: row.get("finding_count")?,
            open_duplicates: row.get("doubles")?,
            needs_decision: row.get("needs_decision")?,
            stands: row::word(row, "stands")?,
        }))
    };
    let case = row::one(connection, TABLE, sql, [&id], case)?.or_not_found("survey")?.ok_or(StoreError::Left)?;
    Ok(AreaCase { revisions: revisions(connection, &id)?, ..case })
}

/// All of them or none: what changed between two revisions needs both.
fn revisions(connection: &Connection, id: &str) -> Result<Vec<KeptRevision>, StoreError> {
    let sql = "SELECT rowid AS row, bytes, received_at_ms FROM area_revisions WHERE survey = ?1 ORDER BY number";
    let kept = |row: &Row<'_>| {
        Ok(KeptRevision { revision: row::json(row, "bytes")?, received_at: row::time(row, "received_at_ms")? })
    };
    row::all(connection, "area_revisions", sql, [id], kept)?.whole()
}
