//! The courier keys that devices told of.

use sambang_domain::ids::{DeviceId, Timestamp};

use super::{Conn, StoreError, query, row};

/// The key that a device told last.
pub(crate) async fn find(conn: &mut Conn, device: DeviceId) -> Result<Option<[u8; 32]>, StoreError> {
    let sql = "SELECT public_key FROM couriers WHERE device = $1";
    let found = query(sql).bind(device.to_string()).fetch_optional(conn).await?;
    found.map(|row| row::fixed(&row, "public_key")).transpose()
}

/// Keeps the key that a device told in the place of the one before.
pub(crate) async fn put(conn: &mut Conn, device: DeviceId, key: &[u8; 32], now: Timestamp) -> Result<(), StoreError> {
    query(
        "INSERT INTO couriers (device, public_key, told_at) VALUES ($1, $2, $3) ON CONFLICT (device) DO UPDATE SET \
         public_key = excluded.public_key, told_at = excluded.told_at",
    )
    .bind(device.to_string())
    .bind(key.to_vec())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}
