//! Small values by name.

use rusqlite::{Connection, Row};
use sambang_domain::wire::v1::History;
use serde::{Serialize, de::DeserializeOwned};

use super::error::UnlessDamaged;
use super::heard::{Heard, Ran};
use super::identity::Identity;
use super::log_heads::LogHeads;
use super::{Store, StoreError, row};

/// Name of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The device's identity: id, token, signing key, person, province, server.
    Identity,
    /// Where the next page of changes starts.
    Cursor,
    /// Server time minus device time in milliseconds, at the last answer.
    ClockOffset,
    /// The server's clock beside the device's, at the last answer.
    Heard,
    /// How long the machine ran since the server's clock was heard.
    Ran,
    /// The province has said that the office blocked this device.
    Revoked,
    /// When a sync last ended with nothing left to send, by the device's clock.
    LastSuccess,
    /// Language, colours, text size.
    Settings,
    /// The photo the camera was opened for.
    PendingPhoto,
    /// The secret half of the key to which photos in the inbox are sealed.
    InboxSecret,
    /// Where the next page of the area starts.
    AreaCursor,
    /// The facilitators of the area, as last told.
    Team,
    /// The last report and the province's answer.
    Reported,
    /// When the address of the server was written that this device follows, by the server's clock.
    MovedAt,
    /// Number of the newest opening that the province's log holds.
    OpeningsSent,
    /// Where the province's store stands, as last told.
    History,
    /// The oldest mark that no report has shown to the province yet.
    UnshownMark,
    /// What stands for the list of filters that was last taken over.
    FilterMark,
    /// In a backup's database: the id of the person it belongs to.
    BackupOf,
    /// Digest of the lock that the province can open.
    Lock,
    /// When the province opened that lock.
    Reopened,
    /// Number of the request to open that lock to which the person objects.
    Objection,
    /// Ends of the province's log, kept as a witness.
    LogHeads,
    /// The courier key that the province is told.
    Courier,
    /// The person has seen that the phone's hardware takes no part in the lock.
    ChipSeen,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Cursor => "cursor",
            Self::ClockOffset => "clock_offset_ms",
            Self::Heard => "heard",
            Self::Ran => "ran",
            Self::Revoked => "revoked",
            Self::LastSuccess => "last_success_at_ms",
            Self::Settings => "settings",
            Self::PendingPhoto => "pending_photo",
            Self::InboxSecret => "inbox_secret",
            Self::AreaCursor => "area_cursor",
            Self::Team => "team",
            Self::Reported => "reported",
            Self::MovedAt => "moved_at_ms",
            Self::OpeningsSent => "openings_sent",
            Self::History => "history",
            Self::UnshownMark => "unshown_mark",
            Self::FilterMark => "filter_mark",
            Self::BackupOf => "backup_of",
            Self::Lock => "lock",
            Self::Reopened => "reopened",
            Self::Objection => "objection",
            Self::LogHeads => "log_heads",
            Self::Courier => "courier",
            Self::ChipSeen => "chip_seen",
        }
    }
}

pub(super) fn get<T: DeserializeOwned>(connection: &Connection, key: Key) -> Result<Option<T>, StoreError> {
    let sql = "SELECT rowid AS row, value FROM meta WHERE name = ?1";
    row::one(connection, "meta", sql, [key.name()], |row| row::json(row, "value"))
}

/// Whether a row of `meta` holds what its name says. Values whose types this module does not know must at
/// least be JSON.
pub(super) fn check(row: &Row<'_>) -> rusqlite::Result<()> {
    let name: String = row.get("name")?;
    let is = |key: Key| name == key.name();
    if is(Key::Identity) {
        let identity: Identity = row::json(row, "value")?;
        row::consistent(identity.signing_key().is_some() && identity.receipt_key().is_some())
    } else if is(Key::Heard) {
        row::json::<Heard>(row, "value").map(drop)
    } else if is(Key::Ran) {
        row::json::<Ran>(row, "value").map(drop)
    } else if is(Key::Revoked) || is(Key::ChipSeen) {
        row::json::<bool>(row, "value").map(drop)
    } else if is(Key::Cursor) || is(Key::AreaCursor) || is(Key::OpeningsSent) {
        row::json::<u64>(row, "value").map(drop)
    } else if is(Key::ClockOffset) || is(Key::LastSuccess) || is(Key::MovedAt) {
        row::json::<i64>(row, "value").map(drop)
    } else if is(Key::History) {
        row::json::<History>(row, "value").map(drop)
    } else if is(Key::LogHeads) {
        row::json::<LogHeads>(row, "value").map(drop)
    } else {
        row::json::<serde_json::Value>(row, "value").map(drop)
    }
}

pub(super) fn set<T: Serialize>(connection: &Connection, key: Key, value: &T) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?;
    query.execute((key.name(), serde_json::to_string(value)?))?;
    Ok(())
}

impl Store {
    /// The value, if it was ever set.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn value<T: DeserializeOwned>(&self, key: Key) -> Result<Option<T>, StoreError> {
        self.read(|connection| get(connection, key))
    }

    /// The same for a value that the province sends again or that is only shown: none when it cannot be read.
    pub fn value_if_sound<T: DeserializeOwned>(&self, key: Key) -> Result<Option<T>, StoreError> {
        Ok(self.value(key).unless_damaged()?.flatten())
    }

    /// Sets the value.
    pub fn set_value<T: Serialize>(&self, key: Key, value: &T) -> Result<(), StoreError> {
        self.write(|transaction| set(transaction, key, value))
    }
}
