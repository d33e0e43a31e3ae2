//! The key by which each device was first known here.

use rusqlite::Row;
use sambang_domain::ids::DeviceId;

use super::{Store, StoreError, row};

impl Store {
    /// Whether `key` is the one by which a device is known. The first one of a device becomes it.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn is_key_of(&self, device: DeviceId, key: &str) -> Result<bool, StoreError> {
        let known = |row: &Row<'_>| row.get::<_, String>("device_key");
        let sql = "SELECT rowid AS row, device_key FROM device_keys WHERE device = ?1";
        let device = device.to_string();
        let found = self.read(|connection| row::one(connection, "device_keys", sql, [&device], known))?;
        if let Some(found) = found {
            return Ok(found == key);
        }
        self.write(|transaction| {
            let mut pin = transaction.prepare_cached(
                "INSERT INTO device_keys (device, device_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            )?;
            Ok(pin.execute([&device, key])? == 1)
        })
    }
}

/// Whether a row names a device and a key.
pub(super) fn check(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<DeviceId>(row, "device")?;
    let mut key = [0; 32];
    row::consistent(hex::decode_to_slice(row.get::<_, String>("device_key")?, &mut key).is_ok())
}
