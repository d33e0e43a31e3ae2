//! Where the visits of this device were made.

use rusqlite::{Row, params};
use sambang_domain::geo::Spot;
use sambang_domain::ids::SurveyId;
use sambang_domain::region::RegionCode;

use super::{Store, StoreError, row};

/// The newest surveys say enough of where a village is.
const ENOUGH: u32 = 50;

impl Store {
    /// Positions of the newest surveys of a village, without `survey`.
    pub fn visited_spots(&self, survey: SurveyId, village: RegionCode) -> Result<Vec<Spot>, StoreError> {
        // The inner query is answered by an index, so that of all documents only these are read.
        let sql = "SELECT seq AS row, document ->> '$.position.latitude' AS latitude,
                   document ->> '$.position.longitude' AS longitude
             FROM surveys WHERE seq IN (SELECT seq FROM surveys WHERE village = ?2 AND id <> ?1 AND binned_at_ms IS NULL
               ORDER BY seq DESC LIMIT ?3)
             AND json_valid(document) AND document ->> '$.position.latitude' IS NOT NULL";
        let spot = |row: &Row<'_>| Ok((row.get("latitude")?, row.get("longitude")?));
        let bound = params![survey.to_string(), village.to_string(), ENOUGH];
        self.sound(|connection| row::all(connection, "surveys", sql, bound, spot))
    }
}
