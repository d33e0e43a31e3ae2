//! What the person is told of the lock, and what they choose for it: the phone's hardware, the nickname.

use super::access::Setup;
use super::vault::{ChipUse, Vault, alone};
use super::{Device, DeviceError};
use crate::store::{Key, Store, StoreError};

impl Device {
    /// Whether every guess of the PIN needs the phone's hardware.
    ///
    /// # Errors
    /// When the key file cannot be read.
    pub fn chip_use(&self) -> Result<ChipUse, DeviceError> {
        let vault = Vault::load(&self.inner.folder)?.ok_or(DeviceError::NotEnrolled)?;
        Ok(vault.chip_use(self.inner.phone.hardware_key()))
    }

    /// The hardware refused so far, and the person has not seen that.
    ///
    /// # Errors
    /// When the key file or the store cannot be read.
    pub fn chip_is_missed(&self) -> Result<bool, DeviceError> {
        let seen = self.inner.store.value_if_sound(Key::ChipSeen)?.unwrap_or(false);
        Ok(!seen && self.chip_use()? == ChipUse::NotYet)
    }

    /// The person has seen it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn acknowledge_missed_chip(&self) -> Result<(), DeviceError> {
        Ok(self.inner.store.set_value(Key::ChipSeen, &true)?)
    }

    /// What the person is greeted with before the PIN.
    ///
    /// # Errors
    /// When the key file cannot be read.
    pub fn nickname(&self) -> Result<Option<String>, DeviceError> {
        Ok(Vault::load(&self.inner.folder)?.ok_or(DeviceError::NotEnrolled)?.label.nickname)
    }

    /// Keeps what the person is greeted with; nothing for a blank text. It can be read without the PIN.
    ///
    /// # Errors
    /// When the key file cannot be written; then nothing changed.
    pub fn set_nickname(&self, typed: &str) -> Result<(), DeviceError> {
        let folder = &self.inner.folder;
        let _alone = alone();
        let mut vault = Vault::load(folder)?.ok_or(DeviceError::NotEnrolled)?;
        Ok(vault.set_nickname(folder, typed)?)
    }
}

/// After opening: a phone whose hardware takes part is told of it anew, should that end.
pub(super) fn note_chip(setup: &Setup, vault: &Vault, store: &Store) -> Result<(), StoreError> {
    let missed = vault.chip_use(setup.phone.hardware_key()) == ChipUse::NotYet;
    if !missed && store.value_if_sound(Key::ChipSeen)? == Some(true) {
        store.set_value(Key::ChipSeen, &false)?;
    }
    Ok(())
}
