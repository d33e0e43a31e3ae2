//! Signed ends of the audit log that devices kept and the log did not hold.

use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::wire::v1::SignedLogHead;

use super::{Conn, StoreError, query, row};

/// Keeps what a device told, unless it told something before. False then.
pub(crate) async fn insert(
    conn: &mut Conn,
    device: DeviceId,
    head: &SignedLogHead,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let head = serde_json::to_string(head).map_err(|_| StoreError::Damaged("log head"))?;
    let done =
        query("INSERT INTO log_witnesses (device, head, told_at) VALUES ($1, $2, $3) ON CONFLICT (device) DO NOTHING")
            .bind(device.to_string())
            .bind(head)
            .bind(now.0)
            .execute(conn)
            .await?;
    Ok(done > 0)
}

/// What every device told.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<(DeviceId, SignedLogHead)>, StoreError> {
    let rows = query("SELECT device, head FROM log_witnesses ORDER BY device").fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let head = serde_json::from_str(&row::text(row, "head")?).map_err(|_| StoreError::Damaged("log head"))?;
            Ok((row::parsed(row, "device")?, head))
        })
        .collect()
}
