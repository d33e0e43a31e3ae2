//! The database's next key, from the moment it is made until the database is known to open with it.
//!
//! It is written down before the database is touched, sealed under the key of before. Whatever happens between, the
//! PIN and the province open the key of before, and that one opens this.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::province::ProvinceLock;
use super::{Chip, Owner, Pin, PinWrap, Vault, VaultError, store_lock};
use crate::platform::random_bytes;
use crate::store::StoreKey;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NextKey {
    nonce: String,
    sealed: String,
    /// The lock that the province will be able to open.
    recovery: ProvinceLock,
    /// The province's recovery key to which that is sealed; none from an older app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_to: Option<String>,
}

impl NextKey {
    fn new(key: &StoreKey, next: &StoreKey, owner: &Owner<'_>) -> Result<Self, VaultError> {
        let nonce = random_bytes::<24>();
        let sealed = cipher(key).encrypt(XNonce::from_slice(&nonce), next.as_slice());
        let sealed = sealed.map_err(|_| VaultError::Damaged)?;
        Ok(Self {
            nonce: STANDARD.encode(nonce),
            sealed: STANDARD.encode(sealed),
            recovery: store_lock(next, owner)?,
            sealed_to: Some(owner.recovery_key.to_owned()),
        })
    }

    fn open(&self, key: &StoreKey) -> Result<StoreKey, VaultError> {
        let bytes = |text: &str| STANDARD.decode(text).map_err(|_| VaultError::Damaged);
        let nonce: [u8; 24] = bytes(&self.nonce)?.try_into().map_err(|_| VaultError::Damaged)?;
        let opened = cipher(key).decrypt(XNonce::from_slice(&nonce), bytes(&self.sealed)?.as_slice());
        let opened = Zeroizing::new(opened.map_err(|_| VaultError::Damaged)?);
        let next: [u8; 32] = opened.as_slice().try_into().map_err(|_| VaultError::Damaged)?;
        Ok(StoreKey::new(next))
    }
}

impl Vault {
    /// The key that the database is getting, in place of `key`; none unless it is.
    pub(crate) fn next(&self, key: &StoreKey) -> Result<Option<StoreKey>, VaultError> {
        self.next.as_ref().map(|next| next.open(key)).transpose()
    }

    /// Writes down a new random key for the database, beside `key`.
    pub(crate) fn begin_next(
        &mut self,
        folder: &Path,
        key: &StoreKey,
        owner: &Owner<'_>,
    ) -> Result<StoreKey, VaultError> {
        let next = StoreKey::new(random_bytes());
        let before = self.next.replace(NextKey::new(key, &next, owner)?);
        self.save(folder).inspect_err(|_| self.next = before)?;
        Ok(next)
    }

    /// The database opens with `next`: the key of before is forgotten. Where that cannot be written, nothing changed.
    pub(crate) fn finish_next(
        &mut self,
        folder: &Path,
        next: &StoreKey,
        pin: &Pin,
        chip: Chip<'_>,
    ) -> Result<(), VaultError> {
        let wrap = PinWrap::new(next, pin, chip)?;
        let Some(done) = self.next.clone() else { return Ok(()) };
        self.change(folder, |vault| {
            vault.put_lock(wrap);
            (vault.recovery, vault.sealed_to) = (done.recovery, done.sealed_to);
            (vault.next, vault.untold) = (None, None);
        })
    }
}

fn cipher(key: &StoreKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(chacha20poly1305::Key::from_slice(key.as_slice()))
}
