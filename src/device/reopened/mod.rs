//! The province opened this device's lock: the database gets a new key, and the person is told for good.

use std::path::Path;

use sambang_domain::ids::{Digest, Timestamp};
use serde::{Deserialize, Serialize};

use super::access::Setup;
use super::relock::seal_again;
use super::vault::{Owner, Pin, Vault, VaultError};
use super::{Device, DeviceError};
use crate::platform::{random_bytes, write_whole};
use crate::store::{FILE_NAME, Identity, Key, Store, StoreError, StoreKey};
use crate::sync::AnswerKey;

/// Name of the file that holds the key for the province's answer, until the answer was used. A lost answer is asked
/// for again with the same key, also after the app was killed.
const ANSWER_FILE: &str = "sambang.answer";

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

/// The key for an answer, the same until [`forget_answer_key`].
pub(super) fn answer_key(folder: &Path) -> Result<AnswerKey, VaultError> {
    let path = folder.join(ANSWER_FILE);
    if let Some(bytes) = std::fs::read(&path).ok().and_then(|bytes| bytes.try_into().ok()) {
        return Ok(AnswerKey::new(bytes));
    }
    let bytes: [u8; 32] = random_bytes();
    write_whole(&path, &bytes)?;
    Ok(AnswerKey::new(bytes))
}

/// The answer was used.
pub(super) fn forget_answer_key(folder: &Path) {
    let path = folder.join(ANSWER_FILE);
    if path.exists() && std::fs::remove_file(path).is_err() {
        tracing::warn!("the key for an answer was left behind");
    }
}

/// Opens the database with `key`, or with the one it is getting in its place; in that case the work is finished
/// first when there is room for it. Gives the store and the key that opens it.
pub(super) fn open_store(
    setup: &Setup,
    vault: &mut Vault,
    key: StoreKey,
    pin: &Pin,
) -> Result<(Store, StoreKey), DeviceError> {
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

/// Gives the database a new key. Where that fails the old one still opens it; once the key file names the new one,
/// the next unlock tries again.
pub(super) fn lock_anew(
    setup: &Setup,
    vault: &mut Vault,
    store: Store,
    key: StoreKey,
    pin: &Pin,
) -> Result<(Store, StoreKey), DeviceError> {
    let identity: Identity = store.value(Key::Identity)?.ok_or(DeviceError::NotEnrolled)?;
    match vault.begin_next(&setup.folder, &key, &Owner::of(&identity)) {
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
