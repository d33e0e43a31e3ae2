//! Which surveys use the same picture of a business.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::Survey;

use super::{Store, StoreError, row};

/// Writes down the pictures of a survey's business as the survey names them.
pub(super) fn note(connection: &Connection, survey: &Survey) -> Result<(), StoreError> {
    let id = survey.id.to_string();
    connection.prepare_cached("DELETE FROM pictures WHERE survey = ?1")?.execute([&id])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO pictures (picture, survey) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
    for picture in survey.business_pictures() {
        insert.execute(params![picture.to_hex(), id])?;
    }
    Ok(())
}

pub(super) fn check(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<Digest>(row, "picture")?;
    row::parsed::<SurveyId>(row, "survey").map(drop)
}

impl Store {
    /// The name in another survey of this device that uses this picture; the first of several. Surveys in the
    /// bin use none.
    pub fn picture_used_by(&self, picture: Digest, survey: SurveyId) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT s.seq AS row, s.name FROM pictures AS p JOIN surveys AS s ON s.id = p.survey
                 WHERE p.picture = ?1 AND p.survey <> ?2 AND s.binned_at_ms IS NULL ORDER BY s.seq";
            row::one(connection, "surveys", sql, params![picture.to_hex(), survey.to_string()], |row| row.get("name"))
        })
    }
}
