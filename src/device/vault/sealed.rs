//! Sealing the key to the province, and again when the province has another recovery key.
//!
//! The province opens no other lock than the one it was last told of, so the lock before a new one stays until then.

use std::path::Path;

use sambang_domain::ids::Digest;
use sambang_domain::wire::v1::{Province, WaitsFor};

use super::{Label, Owner, ProvinceLock, Vault, VaultError, store_lock};
use crate::store::StoreKey;
use crate::sync::SealedLock;

impl Vault {
    /// What the province is asked to open: the present lock, then the one before it, of which alone the province may
    /// know.
    pub(crate) fn sealed(&self) -> Vec<SealedLock> {
        let Label { device, pass, .. } = &self.label;
        let sealed = |lock: &ProvinceLock| SealedLock {
            device: *device,
            sealed: lock.text().to_owned(),
            pass: pass.clone(),
            opens: WaitsFor::Store,
        };
        std::iter::once(&self.recovery).chain(&self.untold).map(sealed).collect()
    }

    /// Whether the lock is sealed to another key than the province has now, or does not say whose it is.
    pub(crate) fn must_seal_again(&self, province: &Province) -> bool {
        // An older app sealed to the first key it knew.
        let other = self.sealed_to.as_ref().map_or(province.changes > 0, |key| *key != province.recovery_key);
        other || self.recovery.is_nameless()
    }

    /// Seals the same key to the province anew.
    pub(crate) fn seal_again(&mut self, folder: &Path, key: &StoreKey, owner: &Owner<'_>) -> Result<(), VaultError> {
        let (next, sealed_to) = (store_lock(key, owner)?, Some(owner.recovery_key.to_owned()));
        self.change(folder, |vault| {
            let before = std::mem::replace(&mut vault.recovery, next);
            // Sealed anew twice before a report, the province knows the first one. It was never told of a nameless one.
            if vault.untold.is_none() && !before.is_nameless() {
                vault.untold = Some(before);
            }
            vault.sealed_to = sealed_to;
        })
    }

    /// The province was told of the lock of this digest. When that is the present one, the one before it is forgotten.
    pub(crate) fn told(&mut self, folder: &Path, lock: Digest) -> Result<(), VaultError> {
        if self.untold.is_none() || self.recovery.digest() != Some(lock) {
            return Ok(());
        }
        self.change(folder, |vault| vault.untold = None)
    }
}
