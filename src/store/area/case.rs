//! One survey of the area with everything that is known about it.

use rusqlite::{Connection, OptionalExtension, params};
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::review::ReviewState;
use sambang_domain::seal::Revision;
use sambang_domain::survey::Position;
use sambang_domain::wire::v1::AreaSurvey;

use crate::store::error::OrNotFound;
use crate::store::{Store, StoreError};

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
    /// An own decision was not applied.
    pub needs_decision: bool,
    /// Where it stands, the own unsent decision counted in.
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
    /// [`StoreError::NotFound`] when it is not of the area, or SQLite fails.
    pub fn area_case(&self, survey: SurveyId) -> Result<AreaCase, StoreError> {
        self.read(|connection| load(connection, survey))
    }

    /// Other surveys of the village, and those within the degrees around `position`.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn placed_near(
        &self,
        survey: SurveyId,
        village: &str,
        position: &Position,
        degrees: (f64, f64),
    ) -> Result<Vec<Placed>, StoreError> {
        let (north, east) = degrees;
        let Position { latitude, longitude, .. } = position;
        let sql = "SELECT survey, name, latitude, longitude FROM area_surveys
             WHERE survey <> ?1 AND latitude IS NOT NULL AND village = ?2
             UNION SELECT survey, name, latitude, longitude FROM area_surveys
             WHERE survey <> ?1 AND latitude BETWEEN ?3 AND ?4 AND longitude BETWEEN ?5 AND ?6";
        self.read(|connection| {
            let bound = params![
                survey.to_string(),
                village,
                latitude - north,
                latitude + north,
                longitude - east,
                longitude + east
            ];
            let mut query = connection.prepare_cached(sql)?;
            let rows =
                query.query_map(bound, |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            let placed = |(id, name, latitude, longitude): (String, _, _, _)| {
                Some(Placed { survey: id.parse().ok()?, name, latitude, longitude })
            };
            Ok(rows.into_iter().filter_map(placed).collect())
        })
    }

    /// Where the other surveys of a village were made: latitudes and longitudes.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn village_positions(&self, survey: SurveyId, village: &str) -> Result<Vec<(f64, f64)>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT latitude, longitude FROM area_surveys
                 WHERE village = ?2 AND latitude IS NOT NULL AND survey <> ?1",
            )?;
            let rows = query.query_map(params![survey.to_string(), village], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

pub(in crate::store) fn load(connection: &Connection, survey: SurveyId) -> Result<AreaCase, StoreError> {
    let id = survey.to_string();
    let mut query = connection.prepare_cached(
        "SELECT body, digest, seal_fits, finding_count, doubles, needs_decision, stands, state FROM area_surveys
         WHERE survey = ?1",
    )?;
    let row = query.query_row([&id], |row| {
        let texts: (String, String, String, String) = (row.get(0)?, row.get(1)?, row.get(6)?, row.get(7)?);
        Ok((texts, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?))
    });
    let ((body, digest, stands, state), seal_fits, finding_count, open_duplicates, needs_decision) =
        row.optional()?.or_not_found("survey")?;
    // A receipt may have told more than the province's last page.
    let area = AreaSurvey { state: state.into(), ..serde_json::from_str(&body)? };
    Ok(AreaCase {
        area,
        revisions: revisions(connection, &id)?,
        digest: digest.parse().map_err(|_| StoreError::NotFound("revision"))?,
        seal_fits,
        finding_count,
        open_duplicates,
        needs_decision,
        stands: stands.into(),
    })
}

fn revisions(connection: &Connection, id: &str) -> Result<Vec<KeptRevision>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT bytes, received_at_ms FROM area_revisions WHERE survey = ?1 ORDER BY number")?;
    let rows = query.query_map([id], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)))?;
    let mut revisions = Vec::new();
    for row in rows {
        let (bytes, received_at) = row?;
        revisions.push(KeptRevision { revision: serde_json::from_slice(&bytes)?, received_at: Timestamp(received_at) });
    }
    Ok(revisions)
}
