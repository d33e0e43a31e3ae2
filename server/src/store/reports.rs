//! What devices tell of themselves.

use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::wire::v1::DeviceReport;

use super::revisions::as_i64;
use super::{Conn, StoreError, query, row};

/// Keeps the latest report of a device.
pub(crate) async fn put(
    conn: &mut Conn,
    device: DeviceId,
    report: &DeviceReport,
    now: Timestamp,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(report).map_err(|_| StoreError::Damaged("report"))?;
    query(
        "INSERT INTO device_reports (device, reported_at, body) VALUES ($1, $2, $3) \
         ON CONFLICT (device) DO UPDATE SET reported_at = excluded.reported_at, body = excluded.body",
    )
    .bind(device.to_string())
    .bind(now.0)
    .bind(body)
    .execute(conn)
    .await?;
    Ok(())
}

/// The latest report of a device, and when it came.
pub(crate) async fn find_report(
    conn: &mut Conn,
    device: DeviceId,
) -> Result<Option<(Timestamp, DeviceReport)>, StoreError> {
    let sql = "SELECT reported_at, body FROM device_reports WHERE device = $1";
    let Some(row) = query(sql).bind(device.to_string()).fetch_optional(conn).await? else { return Ok(None) };
    let body = serde_json::from_str(&row::text(&row, "body")?).map_err(|_| StoreError::Damaged("report"))?;
    Ok(Some((row::time(&row, "reported_at")?, body)))
}

/// How many revisions sealed by a device are held: main ones, conflicts, and those in quarantine,
/// each once.
pub(crate) async fn revisions_of(conn: &mut Conn, device: DeviceId) -> Result<u64, StoreError> {
    let row = query(
        "SELECT (SELECT COUNT(*) FROM revisions WHERE device = $1) + (SELECT COUNT(*) FROM quarantine q \
         WHERE q.device = $2 AND NOT EXISTS (SELECT 1 FROM revisions r WHERE r.digest = q.digest)) AS n",
    )
    .bind(device.to_string())
    .bind(device.to_string())
    .fetch_one(conn)
    .await?;
    row::unsigned(&row, "n")
}

/// How many reviews sealed by a device are held.
pub(crate) async fn reviews_of(conn: &mut Conn, device: DeviceId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM reviews WHERE device = $1";
    row::unsigned(&query(sql).bind(device.to_string()).fetch_one(conn).await?, "n")
}

/// As which entry the log holds the opening of this number of a device; none when it does not.
pub(crate) async fn find_opening(conn: &mut Conn, device: DeviceId, number: u64) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT audit FROM device_openings WHERE device = $1 AND number = $2";
    let found = query(sql).bind(device.to_string()).bind(as_i64(number)).fetch_optional(conn).await?;
    found.map(|row| row::unsigned(&row, "audit")).transpose()
}

/// Remembers that an opening is in the log, as which entry.
pub(crate) async fn note_opening(conn: &mut Conn, device: DeviceId, number: u64, audit: u64) -> Result<(), StoreError> {
    query("INSERT INTO device_openings (device, number, audit) VALUES ($1, $2, $3)")
        .bind(device.to_string())
        .bind(as_i64(number))
        .bind(as_i64(audit))
        .execute(conn)
        .await?;
    Ok(())
}

/// The largest number of an opening of a device that the log holds; 0 for none.
pub(crate) async fn openings_through(conn: &mut Conn, device: DeviceId) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS n FROM device_openings WHERE device = $1";
    row::unsigned(&query(sql).bind(device.to_string()).fetch_one(conn).await?, "n")
}
