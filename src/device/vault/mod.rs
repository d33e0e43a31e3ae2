//! The key file: the database's random key, locked by the PIN and by the province.
//!
//! The key is wrapped twice: under Argon2id(PIN) for everyday use, and sealed to the province's public
//! recovery key, so that a forgotten PIN never costs unsent surveys. The PIN is not stored. On a phone with
//! hardware keys every guess of the PIN needs an answer of the hardware, so that six digits cannot be guessed on a
//! copy of the files. Wrong PINs slow down; the count is written before the PIN is tried, so killing the app does not
//! help.
//!
//! After the province opened its lock the database gets a new key ([`Vault::begin_next`], [`Vault::finish_next`]).

mod chip;
mod label;
mod next;
mod pin;
mod pin_wrap;
mod province;
mod sealed;
mod unlocking;
mod wrap;

pub use pin::{Pin, PinError};
pub use unlocking::ChipUse;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::Opens;
use serde::{Deserialize, Serialize};

use crate::platform::{UNFINISHED, write_whole};
use crate::store::StoreKey;
pub(crate) use chip::Chip;
pub(crate) use label::{Label, nickname};
use next::NextKey;
pub(crate) use pin_wrap::PinWrap;
pub(crate) use province::{Owner, ProvinceLock};
pub(crate) use wrap::{SecretWrap, WrapError};

/// Name of the key file in the app's folder.
pub(crate) const FILE_NAME: &str = "sambang.key";
/// Where an earlier app wrote a key file before it took the other's place. A kill left it, with names in it.
const EARLIER_UNFINISHED: &str = "sambang.key.new";

/// See [`alone`].
static ALONE: Mutex<()> = Mutex::new(());

/// Held while the key file is read and written again: what an app that was just locked still does in the background
/// must not put back a lock whose key in the chip is deleted.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The key file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Vault {
    format: u32,
    pub(crate) label: Label,
    pin: PinWrap,
    /// The PIN's lock before it, until that one has opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    earlier: Option<PinWrap>,
    /// Keys of the chip that no lock needs any more, until the PIN's lock has opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    retired: Vec<String>,
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
    /// A newer app wrote the key file.
    #[error("the key file was written by a newer app")]
    Newer,
    /// The phone's hardware key is gone, or the files lie on another phone; the PIN was not looked at.
    #[error("the phone's hardware key does not open the key file")]
    ChipGone,
    /// The phone's hardware refused for now; the PIN was not looked at.
    #[error("the phone's hardware keys cannot be used at the moment")]
    ChipTrouble,
    /// The province's key is no key.
    #[error("the province's recovery key is not valid")]
    RecoveryKey,
    /// The file system.
    #[error("file access failed")]
    Io(#[from] std::io::Error),
}

/// The form that is written. Of the first, with name, office and address in clear and at most one unwrapping by the
/// chip, everything that is still needed is read.
const FORMAT: u32 = 2;

/// What every form of the file begins with.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

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
        let (format, earlier, retired, untold, next) = (FORMAT, None, Vec::new(), None, None);
        let vault =
            Self { format, label, pin, earlier, retired, recovery, sealed_to, untold, next, wrong_pins, last_wrong_at };
        vault.save(folder)?;
        Ok(vault)
    }

    /// Reads the key file; none when the device is not enrolled.
    pub(crate) fn load(folder: &Path) -> Result<Option<Self>, VaultError> {
        let text = match std::fs::read(folder.join(FILE_NAME)) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            other => other?,
        };
        let form: Form = serde_json::from_slice(&text).map_err(|_| VaultError::Damaged)?;
        match form.format {
            1..=FORMAT => {}
            0 => return Err(VaultError::Damaged),
            _ => return Err(VaultError::Newer),
        }
        let vault: Self = serde_json::from_slice(&text).map_err(|_| VaultError::Damaged)?;
        Ok(Some(Self { format: FORMAT, ..vault }))
    }

    /// Removes what a kill left unfinished, and takes the key file from everybody else on this machine.
    pub(crate) fn tidy(folder: &Path) -> std::io::Result<()> {
        let _alone = alone();
        for unfinished in [EARLIER_UNFINISHED, &format!("{FILE_NAME}.{UNFINISHED}")] {
            match std::fs::remove_file(folder.join(unfinished)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let path = folder.join(FILE_NAME);
            if path.exists() {
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
            }
        }
        Ok(())
    }

    /// The lock that the province can open.
    pub(crate) fn recovery(&self) -> &ProvinceLock {
        &self.recovery
    }

    /// Changes the file as a whole; where it cannot be written, nothing changed.
    fn change(&mut self, folder: &Path, change: impl FnOnce(&mut Self)) -> Result<(), VaultError> {
        let before = self.clone();
        change(self);
        self.save(folder).inspect_err(|_| *self = before)
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
            WrapError::ChipTrouble => Self::ChipTrouble,
        }
    }
}

#[cfg(test)]
mod tests;
