//! Getting in: enrolled or not, PIN, forgotten PIN.

use std::path::PathBuf;
use std::sync::Arc;

use sambang_domain::wire::v1::RecoveryRequest;
use zeroize::Zeroizing;

use super::vault::{self, Pin, Vault, VaultError};
use super::{Device, DeviceError};
use crate::platform::{self, Clock, FreeBytes, Phone, ThisPhone};
use crate::store::{self, Store, StoreError, StoreKey};
use crate::sync::{Address, Client, Transport};

/// What the app needs from outside.
#[derive(Clone)]
pub struct Setup {
    /// Folder of the app's files.
    pub folder: PathBuf,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Version of the app, e.g. `0.1.0`.
    pub app_version: String,
    /// The platform the app runs on.
    pub phone: Arc<dyn Phone>,
    /// Tells how much room there is.
    pub free_bytes: FreeBytes,
    /// Where files for people go: backups, the log.
    pub share_folder: PathBuf,
    /// Carries requests; none for the real network.
    pub transport: Option<Arc<dyn Transport>>,
}

impl Setup {
    /// An app in `folder` with the machine's clock, network and everything else it offers.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        let clock = Arc::new(crate::platform::SystemClock);
        let share_folder = platform::share_folder(&folder);
        let phone: Arc<dyn Phone> = Arc::new(ThisPhone::default());
        let asked = Arc::clone(&phone);
        Self {
            folder,
            clock,
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            phone,
            free_bytes: Arc::new(move |path| asked.free_bytes(path)),
            share_folder,
            transport: None,
        }
    }
}

/// What the person must do before the app opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// The device belongs to nobody yet.
    Enrol,
    /// It waits for its PIN.
    Locked {
        /// Whose device it is.
        person_name: String,
        /// The person's office.
        office: String,
    },
}

/// Why the device did not open.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The PIN is wrong.
    #[error("wrong PIN")]
    WrongPin {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// The pause after wrong PINs is not over.
    #[error("too many wrong PINs, wait")]
    TooSoon {
        /// Milliseconds until the next try.
        wait_ms: u64,
    },
    /// The store was damaged. Its files were set aside under another name and nothing of them is
    /// deleted; the device must be enrolled again.
    #[error("the store was damaged and has been set aside")]
    Damaged,
    /// A newer app wrote the store; update the app.
    #[error("the store was written by a newer app")]
    Newer,
    /// Everything else.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

/// Whether the device must be enrolled or unlocked.
///
/// # Errors
/// When the key file cannot be read; it is never overwritten.
pub fn gate(setup: &Setup) -> Result<Gate, DeviceError> {
    Ok(match Vault::load(&setup.folder)? {
        None => Gate::Enrol,
        Some(vault) => Gate::Locked { person_name: vault.label.person_name, office: vault.label.office },
    })
}

/// Opens the device. Argon2id takes about half a second on a phone: not on the screen's thread.
///
/// # Errors
/// [`UnlockError`].
pub fn unlock(setup: &Setup, pin: &Pin) -> Result<Device, UnlockError> {
    let mut vault = Vault::load(&setup.folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
    let key = vault.unlock(&setup.folder, pin, setup.clock.now(), setup.phone.hardware_key())?;
    open(setup, &key)
}

/// Opens the device whose PIN was forgotten, with a fresh code of the same person; sets the PIN.
///
/// # Errors
/// When the province refuses or cannot be reached; then nothing changed.
pub async fn recover(setup: &Setup, code: &str, new_pin: &Pin) -> Result<Device, UnlockError> {
    let mut vault = Vault::load(&setup.folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
    let address = Address::parse(&vault.label.server).map_err(DeviceError::from)?;
    let client = Client::new(setup.transport(vault.label.issuer.as_ref()).map_err(UnlockError::from)?, address, None);
    let (code, wrapped_key) = (code.to_owned(), vault.recovery.clone());
    let request = RecoveryRequest { code, device: vault.label.device, wrapped_key, pass: vault.label.pass.clone() };
    let reply = client.recover(&request).await.map_err(DeviceError::from)?;
    let hex = Zeroizing::new(reply.key);
    let mut key = StoreKey::new([0; 32]);
    hex::decode_to_slice(hex.as_str(), key.as_mut_slice()).map_err(|_| DeviceError::RecoveryFailed)?;
    // Opening proves that the key is right before the PIN's lock is replaced by it.
    let device = match Store::open(&setup.folder, &key) {
        Err(StoreError::WrongKey) => return Err(DeviceError::RecoveryFailed.into()),
        other => Device::new(setup, other.map_err(DeviceError::from)?)?,
    };
    vault.set_pin(&setup.folder, &key, new_pin, setup.phone.hardware_key()).map_err(DeviceError::from)?;
    Ok(device)
}

/// Opens the store with a key that is known to be right, so a file it does not open is damaged.
fn open(setup: &Setup, key: &StoreKey) -> Result<Device, UnlockError> {
    match Store::open(&setup.folder, key) {
        Ok(store) => Ok(Device::new(setup, store)?),
        Err(StoreError::Newer { .. }) => Err(UnlockError::Newer),
        Err(StoreError::WrongKey) => {
            store::set_aside(&setup.folder, store::FILE_NAME).map_err(DeviceError::from)?;
            store::set_aside(&setup.folder, vault::FILE_NAME).map_err(DeviceError::from)?;
            Err(UnlockError::Damaged)
        }
        Err(error) => Err(DeviceError::from(error).into()),
    }
}

impl Device {
    /// Locks the same store under another PIN.
    ///
    /// # Errors
    /// As [`unlock`], when the old PIN is wrong.
    pub fn change_pin(&self, old: &Pin, new: &Pin) -> Result<(), UnlockError> {
        let folder = &self.inner.folder;
        let mut vault = Vault::load(folder).map_err(DeviceError::from)?.ok_or(DeviceError::NotEnrolled)?;
        let chip = self.inner.phone.hardware_key();
        let key = vault.unlock(folder, old, self.inner.clock.now(), chip)?;
        Ok(vault.set_pin(folder, &key, new, chip).map_err(DeviceError::from)?)
    }
}

impl From<VaultError> for UnlockError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::WrongPin { wait_ms } => Self::WrongPin { wait_ms },
            VaultError::TooSoon { wait_ms } => Self::TooSoon { wait_ms },
            other => Self::Device(other.into()),
        }
    }
}
