//! Keeping the key file true to what the province told: its keys, and the one to which the lock is sealed.

use std::path::Path;

use super::reopened::note_lock;
use super::vault::{Owner, Vault, alone};
use super::{Device, DeviceError};
use crate::store::{Identity, Key, Reported, Store, StoreKey};

impl Device {
    /// After a run: writes the province's keys into the key file, and seals the key anew when the province has another
    /// recovery key. True when the province has to be told of the new lock.
    pub(super) fn keep_lock_true(&self) -> Result<bool, DeviceError> {
        let inner = &self.inner;
        let _alone = alone();
        let Some(mut vault) = Vault::load(&inner.folder)? else { return Ok(false) };
        let identity = self.identity()?;
        vault.know(&inner.folder, &identity)?;
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

/// After opening: by what the province is known when the PIN is forgotten. It is tried again at the next unlock and
/// after each run.
pub(super) fn keep_known(folder: &Path, vault: &mut Vault, store: &Store) {
    let identity = store.value_if_sound::<Identity>(Key::Identity).ok().flatten();
    if let Some(identity) = identity
        && let Err(error) = vault.know(folder, &identity)
    {
        tracing::error!(%error, "the key file does not know the province's keys");
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
