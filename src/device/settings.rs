//! What a person sets for this device.

use sambang_domain::Language;
use serde::{Deserialize, Serialize};

use super::{Device, DeviceError};
use crate::store::{Key, UnlessDamaged};

/// Colours of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Light or dark as the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// Black and white for outdoors (Matahari).
    Sun,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// Text size in percent: 100, 130, 160 or 200.
    pub text_percent: u16,
    /// Send by itself; by hand is always possible.
    pub auto_sync: bool,
    /// Days after which a survey that the province confirmed in full leaves the phone: 7, 30 or 90;
    /// none for never.
    pub keep_days: Option<u16>,
    /// For supervisors: fetch whole photos of the area before they are opened.
    pub photos_ahead: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Id,
            theme: Theme::System,
            text_percent: 100,
            auto_sync: true,
            keep_days: Some(30),
            photos_ahead: false,
        }
    }
}

/// What the app takes of the device's storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageUse {
    /// The database with its log.
    pub database_bytes: u64,
    /// Photos and signatures in it.
    pub photos: u32,
    /// Room left; none when the platform does not say.
    pub free_bytes: Option<u64>,
}

impl Device {
    /// The settings; defaults before any was made. Where they cannot be read, nothing leaves the phone:
    /// the person may have wanted to keep it.
    pub fn settings(&self) -> Result<Settings, DeviceError> {
        let careful = Settings { keep_days: None, ..Settings::default() };
        Ok(self.inner.store.value(Key::Settings).unless_damaged()?.map_or(careful, Option::unwrap_or_default))
    }

    /// Keeps the settings.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), DeviceError> {
        Ok(self.inner.store.set_value(Key::Settings, settings)?)
    }

    /// Storage taken and left.
    pub fn storage(&self) -> Result<StorageUse, DeviceError> {
        let path = self.inner.store.path();
        let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |meta| meta.len());
        Ok(StorageUse {
            database_bytes: size(path) + size(&path.with_extension("db-wal")),
            photos: self.inner.store.count_attachments()?,
            free_bytes: (self.inner.free_bytes)(&self.inner.folder),
        })
    }
}
