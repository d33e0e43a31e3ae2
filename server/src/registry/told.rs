//! What the audit log tells of rows: people, devices, codes and the like are changed only together with an entry
//! that holds a fingerprint of how they stand afterwards. A fingerprint is made with the index key, so it tells
//! nobody a name, and nobody can make one who has the database alone.

use serde_json::{Map, Value};

use super::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::clock::Clock;
use crate::keys::Keys;
use crate::store::rows::{self, RowKey};
use crate::store::{Conn, audit, settings};

/// In an entry's details: the fingerprints of the rows it changed, by their names.
pub(super) const ROWS: &str = "rows";
/// How many rows one entry of the baseline tells of.
const TOGETHER: usize = 200;
/// The setting that says that every row is told of.
const COUNTED: &str = "rows_counted";

impl Registry {
    /// Writes an entry that tells how these rows stand after what was done. It comes last in its transaction.
    pub(super) async fn log_rows(
        &self,
        conn: &mut Conn,
        entry: AuditEntry,
        changed: &[RowKey],
    ) -> Result<(), RegistryError> {
        log_rows(conn, &self.0.keys, entry, changed).await
    }
}

/// See [`Registry::log_rows`].
pub(super) async fn log_rows(
    conn: &mut Conn,
    keys: &Keys,
    entry: AuditEntry,
    changed: &[RowKey],
) -> Result<(), RegistryError> {
    let mut told = Map::new();
    for key in changed {
        told.insert(key.to_string(), fingerprint(conn, keys, key).await?);
    }
    audit::write(conn, &entry.with(ROWS, told)).await?;
    Ok(())
}

/// Tells once of the rows that a store had before its log told of rows.
pub(super) async fn tell_of_earlier(conn: &mut Conn, keys: &Keys, clock: &Clock) -> Result<(), RegistryError> {
    if settings::find(conn, COUNTED).await?.is_some() {
        return Ok(());
    }
    let all = rows::keys(conn).await?;
    for some in all.chunks(TOGETHER) {
        let entry = AuditEntry::new(clock.now(), AuditAction::RowsCounted, some.len());
        log_rows(conn, keys, entry, some).await?;
    }
    settings::get_or_set(conn, COUNTED, &all.len().to_string()).await?;
    Ok(())
}

/// How a row stands; null when it is not there.
pub(super) async fn fingerprint(conn: &mut Conn, keys: &Keys, key: &RowKey) -> Result<Value, RegistryError> {
    let Some(content) = rows::find_content(conn, key).await? else { return Ok(Value::Null) };
    Ok(hex::encode(keys.hidden("row", &content)?).into())
}
