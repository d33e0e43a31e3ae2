//! The seals of a device by the device's own count.

use sambang_domain::ids::{DeviceId, Digest};
use sambang_domain::seal::Seal;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, query, row};

/// Where a row stands in a device's count: the count, and the server's sequence.
pub(crate) type Place = (u64, u64);

/// The place of a row that has both columns.
pub(super) fn place(row: &Row) -> Result<Place, StoreError> {
    Ok((row::unsigned(row, "device_sequence")?, row::unsigned(row, "sequence")?))
}

/// What names the revisions that a device sealed under this count.
pub(crate) async fn revisions_at(conn: &mut Conn, device: DeviceId, count: u64) -> Result<Vec<Digest>, StoreError> {
    at(conn, "SELECT digest, signature FROM revisions WHERE device = $1 AND device_sequence = $2", device, count).await
}

/// What names the decisions that a device sealed under this count.
pub(crate) async fn reviews_at(conn: &mut Conn, device: DeviceId, count: u64) -> Result<Vec<Digest>, StoreError> {
    at(conn, "SELECT digest, signature FROM reviews WHERE device = $1 AND device_sequence = $2", device, count).await
}

async fn at(conn: &mut Conn, sql: &'static str, device: DeviceId, count: u64) -> Result<Vec<Digest>, StoreError> {
    let rows = query(sql).bind(device.to_string()).bind(as_i64(count)).fetch_all(conn).await?;
    rows.iter()
        .map(|row| Ok(Seal { digest: row::digest(row, "digest")?, signature: row::fixed(row, "signature")? }.id()))
        .collect()
}
