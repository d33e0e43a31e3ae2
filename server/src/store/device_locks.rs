//! The locks that devices told of.

use sambang_domain::ids::{DeviceId, Digest, Timestamp};

use super::{Conn, StoreError, query, row};

/// What a device told of its lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing yet: it never synced, or its app is an older one.
    Nothing,
    /// A lock that was opened since; the device has not told of its next one.
    Opened,
    /// The digest of its sealed lock.
    Lock(Digest),
}

/// What a device told last.
pub(crate) async fn told(conn: &mut Conn, device: DeviceId) -> Result<Told, StoreError> {
    let sql = "SELECT digest FROM device_locks WHERE device = $1";
    let found = query(sql).bind(device.to_string()).fetch_optional(conn).await?;
    let Some(row) = found else { return Ok(Told::Nothing) };
    Ok(row::optional_digest(&row, "digest")?.map_or(Told::Opened, Told::Lock))
}

/// Admitted devices that have told of no lock since `then`.
pub(crate) async fn silent_since(conn: &mut Conn, then: Timestamp) -> Result<Vec<DeviceId>, StoreError> {
    let rows = query(
        "SELECT id FROM devices d WHERE revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM device_locks l \
         WHERE l.device = d.id AND l.digest IS NOT NULL AND l.told_at > $1) ORDER BY enrolled_at, id",
    )
    .bind(then.0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::parsed(row, "id")).collect()
}

/// Keeps the digest that a device told, or none when its lock was opened.
pub(crate) async fn put(
    conn: &mut Conn,
    device: DeviceId,
    digest: Option<Digest>,
    now: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO device_locks (device, digest, told_at) VALUES ($1, $2, $3) ON CONFLICT (device) DO UPDATE SET \
         digest = excluded.digest, told_at = excluded.told_at",
    )
    .bind(device.to_string())
    .bind(digest.map(|digest| digest.0.to_vec()))
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
