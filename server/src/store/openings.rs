//! The log of who opened what. It is only added to.

use sambang_domain::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};

use super::{Conn, StoreError, count, next, row};

/// Somebody opened a full identity number or a photo, or had a device's key recovered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// With which device.
    pub device: DeviceId,
    /// `revision`, `recovery`, or the kind of the photo.
    pub what: String,
    /// Of which survey.
    pub survey: Option<SurveyId>,
    /// Digest of what was opened.
    pub digest: Option<Digest>,
}

/// Writes an opening down.
pub(crate) async fn insert(conn: &mut Conn, opening: &Opening) -> Result<(), StoreError> {
    let sequence = next(conn, "opening").await?;
    sqlx::query(
        "INSERT INTO openings (sequence, at, person, device, what, survey, digest) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(sequence)
    .bind(opening.at.0)
    .bind(opening.person.to_string())
    .bind(opening.device.to_string())
    .bind(opening.what.as_str())
    .bind(opening.survey.map(|survey| survey.to_string()))
    .bind(opening.digest.map(|digest| digest.0.to_vec()))
    .execute(conn)
    .await?;
    Ok(())
}

/// All openings, in order.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Opening>, StoreError> {
    let sql = "SELECT at, person, device, what, survey, digest FROM openings ORDER BY sequence";
    let rows = sqlx::query(sql).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(Opening {
                at: row::time(row, "at")?,
                person: row::parsed(row, "person")?,
                device: row::parsed(row, "device")?,
                what: row::text(row, "what")?,
                survey: row::optional_parsed(row, "survey")?,
                digest: row::optional_digest(row, "digest")?,
            })
        })
        .collect()
}

/// How many openings there are.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM openings").await
}
