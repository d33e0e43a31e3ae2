//! What the audit log tells of rows: people, devices, codes, revisions, receipts, decisions and settings are written
//! only together with an entry that holds a fingerprint of how they stand afterwards. A fingerprint is made with the
//! index key, so it tells nobody a name, and nobody can make one who has the database alone.

use std::fmt;

use serde_json::{Map, Value};

use super::{AuditAction, AuditEntry, Registry, RegistryError};
use crate::clock::Clock;
use crate::keys::Keys;
use crate::store::rows::{self, RowKey, Table};
use crate::store::{Conn, audit, settings};

/// In an entry's details: the fingerprints of the rows it changed, by their names.
pub(super) const ROWS: &str = "rows";
/// How many rows one entry of the baseline tells of.
const TOGETHER: usize = 200;

/// Rows that a store had before its log told of their kind.
struct Baseline {
    /// The setting that says that every such row is told of.
    counted: &'static str,
    action: AuditAction,
    tables: &'static [Table],
}

/// In the order of the versions that began to tell of them.
const BASELINES: [Baseline; 2] = [
    Baseline { counted: "rows_counted", action: AuditAction::RowsCounted, tables: rows::FIRST },
    Baseline { counted: "later_rows_counted", action: AuditAction::LaterRowsCounted, tables: rows::LATER },
];

/// Who writes into the log, by which clock, and with which keys fingerprints are made.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) keys: &'a Keys,
    pub(super) clock: &'a Clock,
    /// Who acts where no device does.
    pub(super) actor: &'a str,
}

impl Registry {
    /// What this registry writes into the log with.
    pub(super) fn teller(&self) -> Teller<'_> {
        Teller { keys: &self.0.keys, clock: &self.0.clock, actor: &self.0.actor }
    }

    /// Writes an entry that tells how these rows stand after what was done. It comes last in its transaction.
    pub(super) async fn log_rows(
        &self,
        conn: &mut Conn,
        entry: AuditEntry,
        changed: &[RowKey],
    ) -> Result<(), RegistryError> {
        self.teller().log_rows(conn, entry, changed).await
    }
}

impl Teller<'_> {
    /// Something that is done at this moment.
    pub(super) fn act(&self, action: AuditAction, subject: impl fmt::Display) -> AuditEntry {
        AuditEntry::new(self.clock.now(), self.actor, action, subject)
    }

    /// See [`Registry::log_rows`].
    pub(super) async fn log_rows(
        &self,
        conn: &mut Conn,
        entry: AuditEntry,
        changed: &[RowKey],
    ) -> Result<(), RegistryError> {
        let mut told = Map::new();
        for key in changed {
            told.insert(key.to_string(), fingerprint(conn, self.keys, key).await?);
        }
        audit::write(conn, &entry.with(ROWS, told)).await?;
        Ok(())
    }

    /// Tells once of the rows that a store had before its log told of them.
    pub(super) async fn tell_of_earlier(&self, conn: &mut Conn) -> Result<(), RegistryError> {
        for Baseline { counted, action, tables } in BASELINES {
            // Who takes the note away would have the rows told of as they stand now; the log remembers.
            if settings::find(conn, counted).await?.is_some() || audit::has_action(conn, &action).await? {
                continue;
            }
            settings::set(conn, counted, "1").await?;
            let all = rows::keys(conn, tables).await?;
            // One entry even when there are none, so that the log remembers.
            let portions: Vec<&[RowKey]> = if all.is_empty() { vec![&all] } else { all.chunks(TOGETHER).collect() };
            for some in portions {
                self.log_rows(conn, self.act(action.clone(), some.len()), some).await?;
            }
        }
        Ok(())
    }

    /// Sets what a store is made with or learns later, and tells so. One that is set stays; what it is then is the
    /// answer.
    pub(super) async fn settle(&self, conn: &mut Conn, name: &str, value: &str) -> Result<String, RegistryError> {
        if let Some(set) = settings::find(conn, name).await? {
            return Ok(set);
        }
        settings::set(conn, name, value).await?;
        self.log_rows(conn, self.act(AuditAction::SettingSet, name), &[RowKey::setting(name)]).await?;
        Ok(value.to_owned())
    }
}

/// How a row stands; null when it is not there.
pub(super) async fn fingerprint(conn: &mut Conn, keys: &Keys, key: &RowKey) -> Result<Value, RegistryError> {
    let Some(content) = rows::find_content(conn, key).await? else { return Ok(Value::Null) };
    Ok(hex::encode(keys.hidden("row", &content)?).into())
}
