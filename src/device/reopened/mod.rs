//! The province opened this device's lock: the database gets a new key, and the person is told for good.

use sambang_domain::ids::{Digest, Timestamp};
use serde::{Deserialize, Serialize};

use super::access::Setup;
use super::relock::seal_again;
use super::vault::{Owner, Pin, Vault};
use super::{Device, DeviceError};
use crate::store::{FILE_NAME, Identity, Key, OpeningAsked, Store, StoreError, StoreKey};

/// When the province opened this device's lock.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reopenings {
    /// Each time, in order.
    pub at: Vec<Timestamp>,
    /// The person has seen the last one.
    pub acknowledged: bool,
}

impl Device {
    /// When the province opened this device's lock.
    ///
    /// # Errors
    /// When the store fails.
    pub fn reopenings(&self) -> Result<Reopenings, DeviceError> {
        Ok(self.inner.store.value_if_sound(Key::Reopened)?.unwrap_or_default())
    }

    /// The person has seen that the lock was opened.
    ///
    /// # Errors
    /// When the store fails.
    pub fn acknowledge_reopening(&self) -> Result<(), DeviceError> {
        let seen = Reopenings { acknowledged: true, ..self.reopenings()? };
        Ok(self.inner.store.set_value(Key::Reopened, &seen)?)
    }
}

impl Device {
    /// Whether somebody asks the province to open this device's lock, as it told last.
    ///
    /// # Errors
    /// When the store fails.
    pub fn opening_asked(&self) -> Result<Option<OpeningAsked>, DeviceError> {
        Ok(self.inner.store.opening_asked()?)
    }

    /// It was not the person of this device who asked: the next report says so, and the province opens nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn object_to_opening(&self, number: u64) -> Result<(), DeviceError> {
        self.inner.store.set_value(Key::Objection, &number)?;
        self.network_returned();
        Ok(())
    }
}

/// Writes down that the lock was opened.
pub(super) fn note_reopened(store: &Store, at: Timestamp) -> Result<(), StoreError> {
    let mut known: Reopenings = store.value_if_sound(Key::Reopened)?.unwrap_or_default();
    known.at.push(at);
    store.set_value(Key::Reopened, &Reopenings { acknowledged: false, ..known })
}

/// Keeps the digest of the lock that the province can open, for the next report.
pub(super) fn note_lock(store: &Store, vault: &Vault) -> Result<(), StoreError> {
    let digest = vault.recovery().digest();
    if store.value_if_sound::<Digest>(Key::Lock)? == digest {
        return Ok(());
    }
    store.set_value(Key::Lock, &digest)
}

/// Opens the database with `key`, or with the one it is getting in its place; in that case the work is finished
/// first when there is room for it. Gives the store and the key that opens it.
pub(super) fn open_store(
    setup: &Setup,
    vault: &mut Vault,
    key: StoreKey,
    pin: &Pin,
) -> Result<(Store, StoreKey), DeviceError> {
    setup.behind.end();
    let Some(next) = vault.next(&key)? else { return Ok((Store::open(&setup.folder, &key)?, key)) };
    match Store::open(&setup.folder, &next) {
        Err(StoreError::WrongKey) => carry_on(setup, vault, Store::open(&setup.folder, &key)?, key, next, pin),
        opened => {
            let store = opened?;
            vault.finish_next(&setup.folder, &next, pin, setup.phone.hardware_key())?;
            tracing::info!("the database was locked anew");
            Ok((store, next))
        }
    }
}

/// Locks the database under a PIN and gives it a new key. The new key is written down before the PIN holds, so that no
/// kill leaves the old key in use for good. Where the change fails the old key still opens the database; once the key
/// file names the new one, the next unlock tries again.
pub(super) fn lock_anew(
    setup: &Setup,
    vault: &mut Vault,
    store: Store,
    key: StoreKey,
    pin: &Pin,
) -> Result<(Store, StoreKey), DeviceError> {
    let identity: Identity = store.value(Key::Identity)?.ok_or(DeviceError::NotEnrolled)?;
    let begun = vault.begin_next(&setup.folder, &key, &Owner::of(&identity));
    vault.set_pin(&setup.folder, &key, pin, setup.phone.hardware_key())?;
    match begun {
        Ok(next) => carry_on(setup, vault, store, key, next, pin),
        Err(error) => {
            tracing::error!(%error, "the key file takes no new key");
            Ok((store, key))
        }
    }
}

/// From here on the key file names both keys.
fn carry_on(
    setup: &Setup,
    vault: &mut Vault,
    store: Store,
    key: StoreKey,
    next: StoreKey,
    pin: &Pin,
) -> Result<(Store, StoreKey), DeviceError> {
    let size = std::fs::metadata(setup.folder.join(FILE_NAME)).map_or(0, |file| file.len());
    // The log takes every page once more.
    let needed = size.saturating_mul(2);
    if (setup.free_bytes)(&setup.folder).is_some_and(|free| free < needed) {
        tracing::warn!("no room to lock the database anew; the next unlock tries again");
        return Ok((store, key));
    }
    if let Err(error) = store.rekey(&next) {
        tracing::error!(%error, "the database was not locked anew; the next unlock tries again");
    }
    match Store::open(&setup.folder, &next) {
        Err(StoreError::WrongKey) => Ok((Store::open(&setup.folder, &key)?, key)),
        opened => {
            let store = opened?;
            vault.finish_next(&setup.folder, &next, pin, setup.phone.hardware_key())?;
            tracing::info!("the database was locked anew");
            Ok((store, next))
        }
    }
}

/// Seals the key anew where an older app sealed it without saying whose it is, or the province has another recovery
/// key. It is tried again at the next unlock when it fails.
pub(super) fn renew_lock(setup: &Setup, vault: &mut Vault, store: &Store, key: &StoreKey) {
    let identity = store.value_if_sound::<Identity>(Key::Identity).ok().flatten();
    if identity.is_some_and(|identity| vault.must_seal_again(&identity.province))
        && let Err(error) = seal_again(&setup.folder, vault, store, key)
    {
        tracing::error!(%error, "the lock for the province is still the one before");
    }
}

#[cfg(test)]
mod tests;
