//! Keeping the key file true to what the province told: its address, and the key to which the lock is sealed.

use std::path::Path;
use std::sync::PoisonError;

use super::reopened::note_lock;
use super::vault::{Owner, Vault};
use super::{Device, DeviceError};
use crate::store::{Identity, Key, Reported, Store, StoreKey};

impl Device {
    /// After a run: writes a new address into the key file, and seals the key anew when the province has another
    /// recovery key. True when the province has to be told of the new lock.
    pub(super) fn keep_lock_true(&self) -> Result<bool, DeviceError> {
        let inner = &self.inner;
        let _alone = inner.key_file.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut vault) = Vault::load(&inner.folder)? else { return Ok(false) };
        let identity = self.identity()?;
        if vault.label.server != identity.server {
            vault.set_server(&inner.folder, &identity.server)?;
        }
        if let Some(told) = inner.store.value_if_sound::<Reported>(Key::Reported)?.and_then(|told| told.report.lock) {
            vault.told(&inner.folder, told)?;
        }
        if !vault.must_seal_again(&identity.province) {
            return Ok(false);
        }
        seal_again(&inner.folder, &mut vault, &inner.store, &inner.key)?;
        Ok(true)
    }
}

/// Seals the key to the province's present recovery key, with whose it is.
pub(super) fn seal_again(folder: &Path, vault: &mut Vault, store: &Store, key: &StoreKey) -> Result<(), DeviceError> {
    let identity: Identity = store.value(Key::Identity)?.ok_or(DeviceError::NotEnrolled)?;
    vault.seal_again(folder, key, &Owner::of(&identity))?;
    note_lock(store, vault)?;
    tracing::info!("the lock for the province was sealed anew");
    Ok(())
}
