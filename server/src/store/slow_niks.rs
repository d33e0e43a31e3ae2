//! NIKs after the slow step, under their keyed hashes, and which surveys wait for it.

use sambang_domain::filter::{Cost, SlowNik};
use sambang_domain::ids::SurveyId;

use super::revisions::as_i64;
use super::{Conn, StoreError, query, row};

/// A survey that changed.
#[derive(Debug)]
pub(crate) struct Changed {
    pub(crate) survey: SurveyId,
    /// Its number in the order of changes.
    pub(crate) sequence: u64,
    /// The keyed hash of a NIK that waits for the slow step; none when it was done or there is no NIK.
    pub(crate) waiting: Option<Vec<u8>>,
}

/// The slow form of this NIK, if it was made at this cost.
pub(crate) async fn find(conn: &mut Conn, nik_hmac: &[u8], cost: Cost) -> Result<Option<SlowNik>, StoreError> {
    let found = query("SELECT slow FROM slow_niks WHERE nik_hmac = $1 AND memory_kib = $2 AND passes = $3")
        .bind(nik_hmac)
        .bind(i64::from(cost.memory_kib))
        .bind(i64::from(cost.passes))
        .fetch_optional(conn)
        .await?;
    found.map(|row| row::fixed(&row, "slow").map(SlowNik::new)).transpose()
}

/// Keeps the slow form of a NIK.
pub(crate) async fn put(conn: &mut Conn, nik_hmac: &[u8], cost: Cost, slow: &SlowNik) -> Result<(), StoreError> {
    query("INSERT INTO slow_niks (nik_hmac, memory_kib, passes, slow) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(nik_hmac)
        .bind(i64::from(cost.memory_kib))
        .bind(i64::from(cost.passes))
        .bind(slow.bytes().to_vec())
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes what is kept of a NIK that neither a list nor a survey names.
pub(crate) async fn remove_unneeded(conn: &mut Conn, nik_hmac: &[u8]) -> Result<(), StoreError> {
    query(
        "DELETE FROM slow_niks WHERE nik_hmac = $1 \
         AND NOT EXISTS (SELECT 1 FROM recipients r WHERE r.nik_hmac = slow_niks.nik_hmac) \
         AND NOT EXISTS (SELECT 1 FROM programmes p JOIN survey_states s ON s.programme = p.id \
         AND s.nik_hmac = slow_niks.nik_hmac)",
    )
    .bind(nik_hmac)
    .execute(conn)
    .await?;
    Ok(())
}

/// Surveys that changed after `after`, in that order.
pub(crate) async fn changed(conn: &mut Conn, after: u64, cost: Cost, limit: u32) -> Result<Vec<Changed>, StoreError> {
    let rows = query(
        "SELECT s.survey, s.sequence, CASE WHEN n.nik_hmac IS NULL THEN s.nik_hmac END AS waiting \
         FROM survey_states s LEFT JOIN slow_niks n ON n.nik_hmac = s.nik_hmac AND n.memory_kib = $1 AND n.passes = $2 \
         WHERE s.sequence > $3 ORDER BY s.sequence LIMIT $4",
    )
    .bind(i64::from(cost.memory_kib))
    .bind(i64::from(cost.passes))
    .bind(as_i64(after))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Changed {
                survey: row::parsed(row, "survey")?,
                sequence: row::unsigned(row, "sequence")?,
                waiting: row::optional_blob(row, "waiting")?,
            })
        })
        .collect()
}

/// How many surveys changed after `after`.
pub(crate) async fn count_changed(conn: &mut Conn, after: u64) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM survey_states WHERE sequence > $1";
    row::unsigned(&query(sql).bind(as_i64(after)).fetch_one(conn).await?, "n")
}

/// The newest sealed document of a survey.
pub(crate) async fn document(conn: &mut Conn, survey: SurveyId) -> Result<Option<Vec<u8>>, StoreError> {
    let found = query(
        "SELECT r.bytes FROM survey_states s JOIN revisions r ON r.survey = s.survey AND r.number = s.revision \
         AND r.standing = 'main' WHERE s.survey = $1",
    )
    .bind(survey.to_string())
    .fetch_optional(conn)
    .await?;
    found.map(|row| row::blob(&row, "bytes")).transpose()
}

/// The slow NIKs of the surveys of a programme in a district.
pub(crate) async fn of_surveys(
    conn: &mut Conn,
    programme: &str,
    area: &str,
    cost: Cost,
) -> Result<Vec<SlowNik>, StoreError> {
    let rows = query(
        "SELECT DISTINCT n.slow FROM survey_areas a JOIN survey_states s ON s.survey = a.survey \
         AND s.programme = $1 AND substr(s.place, 1, 6) = a.area \
         JOIN slow_niks n ON n.nik_hmac = s.nik_hmac AND n.memory_kib = $2 AND n.passes = $3 WHERE a.area = $4",
    )
    .bind(programme)
    .bind(i64::from(cost.memory_kib))
    .bind(i64::from(cost.passes))
    .bind(area)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::fixed(row, "slow").map(SlowNik::new)).collect()
}

/// The slow NIKs of a list in a district.
pub(crate) async fn of_list(conn: &mut Conn, list: i64, area: &str, cost: Cost) -> Result<Vec<SlowNik>, StoreError> {
    let rows = query(
        "SELECT DISTINCT n.slow FROM recipients r JOIN slow_niks n ON n.nik_hmac = r.nik_hmac AND n.memory_kib = $1 \
         AND n.passes = $2 WHERE r.list = $3 AND r.area = $4",
    )
    .bind(i64::from(cost.memory_kib))
    .bind(i64::from(cost.passes))
    .bind(list)
    .bind(area)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::fixed(row, "slow").map(SlowNik::new)).collect()
}
