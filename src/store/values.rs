//! Small values by name.

use rusqlite::{Connection, OptionalExtension};
use serde::{Serialize, de::DeserializeOwned};

use super::{Store, StoreError};

/// Name of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The device's identity: id, token, signing key, person, province, server.
    Identity,
    /// Where the next page of changes starts.
    Cursor,
    /// Server time minus device time in milliseconds, at the last answer.
    ClockOffset,
    /// When a sync last ended with nothing left to send, by the device's clock.
    LastSuccess,
    /// Language, colours, text size.
    Settings,
    /// The photo the camera was opened for.
    PendingPhoto,
    /// Where the next page of the area starts.
    AreaCursor,
    /// The facilitators of the area, as last told.
    Team,
    /// The last report and the province's answer.
    Reported,
    /// Number of the newest opening that the province's log holds.
    OpeningsSent,
}

impl Key {
    fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Cursor => "cursor",
            Self::ClockOffset => "clock_offset_ms",
            Self::LastSuccess => "last_success_at_ms",
            Self::Settings => "settings",
            Self::PendingPhoto => "pending_photo",
            Self::AreaCursor => "area_cursor",
            Self::Team => "team",
            Self::Reported => "reported",
            Self::OpeningsSent => "openings_sent",
        }
    }
}

pub(super) fn get<T: DeserializeOwned>(connection: &Connection, key: Key) -> Result<Option<T>, StoreError> {
    let mut query = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    let text: Option<String> = query.query_row([key.name()], |row| row.get(0)).optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
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
    /// When the value does not parse or SQLite fails.
    pub fn value<T: DeserializeOwned>(&self, key: Key) -> Result<Option<T>, StoreError> {
        self.read(|connection| get(connection, key))
    }

    /// Sets the value.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn set_value<T: Serialize>(&self, key: Key, value: &T) -> Result<(), StoreError> {
        self.write(|transaction| set(transaction, key, value))
    }
}
