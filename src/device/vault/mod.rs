//! The key file: the database's random key, locked by the PIN and by the province.
//!
//! The key is wrapped twice: under Argon2id(PIN) for everyday use, and sealed to the province's public
//! recovery key, so that a forgotten PIN never costs unsent surveys. The PIN is not stored. On a phone with a
//! hardware key the first wrap is encrypted with that key too, so that six digits cannot be guessed on a copy
//! of the files. Wrong PINs slow down; the count is written before the PIN is tried, so killing the app does not help.
//!
//! After the province opened its lock the database gets a new key ([`Vault::begin_next`], [`Vault::finish_next`]).

mod next;
mod pin;
mod province;
mod sealed;
mod wrap;

pub use pin::{Pin, PinError};

use std::path::Path;

use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::wire::v1::invitation::IssuerPrint;
use sambang_domain::wire::v1::{Opens, SignedDevicePass};
use serde::{Deserialize, Serialize};

use crate::platform::write_whole;
use crate::store::StoreKey;
use next::NextKey;
pub(crate) use province::{Owner, ProvinceLock};
pub(crate) use wrap::{Chip, PinWrap, SecretWrap, WrapError};

/// Name of the key file in the app's folder.
pub(crate) const FILE_NAME: &str = "sambang.key";

/// What the key file says in the clear, for the unlock screen and for recovery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Label {
    /// Name of the person the device belongs to.
    pub(crate) person_name: String,
    /// The office.
    pub(crate) office: String,
    /// The device's id at the province.
    pub(crate) device: DeviceId,
    /// Address of the province's server.
    pub(crate) server: String,
    /// The office's own issuer of certificates, as the invitation named it.
    #[serde(default)]
    pub(crate) issuer: Option<IssuerPrint>,
    /// The province's word for the device; none from an older server.
    #[serde(default)]
    pub(crate) pass: Option<SignedDevicePass>,
}

/// The key file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Vault {
    format: u32,
    pub(crate) label: Label,
    pin: PinWrap,
    /// The key sealed to the province.
    recovery: ProvinceLock,
    /// The province's recovery key to which that is sealed; none from an older app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_to: Option<String>,
    /// The lock before it, until the province was told of the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    untold: Option<ProvinceLock>,
    /// The key that the database is getting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<NextKey>,
    wrong_pins: u32,
    last_wrong_at: Timestamp,
}

/// Why the key file did not give the key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The PIN is wrong; the next try is possible after the pause.
    #[error("wrong PIN")]
    WrongPin {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// A try before the pause was over; the PIN was not looked at.
    #[error("too many wrong PINs, wait")]
    TooSoon {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// The key file cannot be read.
    #[error("the key file is damaged")]
    Damaged,
    /// The phone's hardware key is gone, or the files lie on another phone; the PIN was not looked at.
    #[error("the phone's hardware key does not open the key file")]
    ChipGone,
    /// The province's key is no key.
    #[error("the province's recovery key is not valid")]
    RecoveryKey,
    /// The file system.
    #[error("file access failed")]
    Io(#[from] std::io::Error),
}

const FORMAT: u32 = 1;

/// Wrong PINs that cost no pause.
const FREE_TRIES: u32 = 3;

impl Vault {
    /// Makes the key file for a new random key.
    pub(crate) fn create(
        folder: &Path,
        label: Label,
        pin: &Pin,
        key: &StoreKey,
        owner: &Owner<'_>,
        chip: Chip<'_>,
    ) -> Result<Self, VaultError> {
        let (recovery, pin) = (store_lock(key, owner)?, PinWrap::new(key, pin, chip)?);
        let (wrong_pins, last_wrong_at) = (0, Timestamp(0));
        let sealed_to = Some(owner.recovery_key.to_owned());
        let (format, untold, next) = (FORMAT, None, None);
        let vault = Self { format, label, pin, recovery, sealed_to, untold, next, wrong_pins, last_wrong_at };
        vault.save(folder)?;
        Ok(vault)
    }

    /// Reads the key file; none when the device is not enrolled.
    pub(crate) fn load(folder: &Path) -> Result<Option<Self>, VaultError> {
        let text = match std::fs::read(folder.join(FILE_NAME)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let vault: Self = serde_json::from_slice(&text).map_err(|_| VaultError::Damaged)?;
        if vault.format == FORMAT { Ok(Some(vault)) } else { Err(VaultError::Damaged) }
    }

    /// The key, if the PIN is right.
    pub(crate) fn unlock(
        &mut self,
        folder: &Path,
        pin: &Pin,
        now: Timestamp,
        chip: Chip<'_>,
    ) -> Result<StoreKey, VaultError> {
        let wait_ms = self.wait_ms(now);
        if wait_ms > 0 {
            if now < self.last_wrong_at {
                // The clock was ahead at the last try. The pause begins again now, so that it ends.
                self.last_wrong_at = now;
                self.save(folder)?;
            }
            return Err(VaultError::TooSoon { wait_ms });
        }
        self.wrong_pins = self.wrong_pins.saturating_add(1);
        self.last_wrong_at = now;
        self.save(folder)?;
        match self.pin.open(pin, chip) {
            Ok(key) => {
                self.wrong_pins = 0;
                self.save(folder)?;
                Ok(key)
            }
            Err(WrapError::Wrong) => Err(VaultError::WrongPin { wait_ms: self.wait_ms(now) }),
            // The PIN was not looked at, so it was not wrong.
            Err(error) => {
                self.wrong_pins = self.wrong_pins.saturating_sub(1);
                self.save(folder)?;
                Err(error.into())
            }
        }
    }

    /// Locks the same key under another PIN.
    pub(crate) fn set_pin(
        &mut self,
        folder: &Path,
        key: &StoreKey,
        pin: &Pin,
        chip: Chip<'_>,
    ) -> Result<(), VaultError> {
        self.pin = PinWrap::new(key, pin, chip)?;
        self.wrong_pins = 0;
        self.save(folder)
    }

    /// The lock that the province can open.
    pub(crate) fn recovery(&self) -> &ProvinceLock {
        &self.recovery
    }

    /// Writes down another address of the server.
    pub(crate) fn set_server(&mut self, folder: &Path, server: &str) -> Result<(), VaultError> {
        server.clone_into(&mut self.label.server);
        self.save(folder)
    }

    /// Three tries are free, then 30 s, doubling up to an hour. A clock that was set back does not
    /// shorten the pause, and one more pause from the next try on is the most it can cost.
    fn wait_ms(&self, now: Timestamp) -> u64 {
        if self.wrong_pins < FREE_TRIES {
            return 0;
        }
        let doublings = (self.wrong_pins - FREE_TRIES).min(7);
        let pause = (30_000_u64 << doublings).min(3_600_000);
        let passed = u64::try_from(now.0.saturating_sub(self.last_wrong_at.0)).unwrap_or(0);
        pause.saturating_sub(passed)
    }

    /// Writes a new file and puts it in the old one's place, so that a kill leaves one of them.
    fn save(&self, folder: &Path) -> Result<(), VaultError> {
        std::fs::create_dir_all(folder)?;
        let bytes = serde_json::to_vec(self).map_err(std::io::Error::other)?;
        Ok(write_whole(&folder.join(FILE_NAME), &bytes)?)
    }
}

/// A store's key, sealed to the province.
fn store_lock(key: &StoreKey, owner: &Owner<'_>) -> Result<ProvinceLock, VaultError> {
    ProvinceLock::new(key, Opens::Store, owner).ok_or(VaultError::RecoveryKey)
}

impl From<WrapError> for VaultError {
    fn from(error: WrapError) -> Self {
        match error {
            WrapError::Wrong => Self::WrongPin { wait_ms: 0 },
            WrapError::Damaged => Self::Damaged,
            WrapError::ChipGone => Self::ChipGone,
        }
    }
}

#[cfg(test)]
mod tests;
