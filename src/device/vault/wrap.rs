//! A key under Argon2id of something that a person knows: the PIN, or the words of a backup.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::platform::phone::HardwareTrouble;
use crate::platform::random_bytes;
use crate::store::StoreKey;

/// Argon2id settings. 32 MiB and three passes take about half a second on a cheap phone and fit
/// into its memory; written into each wrap, so that they can grow.
const MEMORY_KIB: u32 = 32 * 1024;
const PASSES: u32 = 3;
/// More than this in a file is an attack on the phone's memory, not a setting.
const MOST_MEMORY_KIB: u32 = 256 * 1024;

/// What Argon2id made of a secret, or what became of that.
pub(super) type Stretched = Zeroizing<[u8; 32]>;

/// A key under Argon2id of a secret.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SecretWrap {
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    sealed: String,
}

#[derive(Debug)]
pub(crate) enum WrapError {
    /// The secret does not open it.
    Wrong,
    Damaged,
    /// The hardware key is gone, or this is another phone.
    ChipGone,
    /// The hardware refused for now.
    ChipTrouble,
}

impl From<HardwareTrouble> for WrapError {
    fn from(trouble: HardwareTrouble) -> Self {
        match trouble {
            HardwareTrouble::Passing => Self::ChipTrouble,
            HardwareTrouble::Gone => Self::ChipGone,
        }
    }
}

impl SecretWrap {
    pub(crate) fn new(key: &StoreKey, secret: &[u8]) -> Result<Self, WrapError> {
        Self::new_with(key, secret, Ok)
    }

    /// The same, where more than the secret takes part: `mix` makes the sealing key of what Argon2id made.
    pub(super) fn new_with(
        key: &StoreKey,
        secret: &[u8],
        mix: impl FnOnce(Stretched) -> Result<Stretched, WrapError>,
    ) -> Result<Self, WrapError> {
        let (salt, nonce) = (random_bytes::<16>(), random_bytes::<24>());
        let with = mix(stretch(secret, &salt, MEMORY_KIB, PASSES)?)?;
        let sealed = cipher(&with).encrypt(XNonce::from_slice(&nonce), key.as_slice());
        Ok(Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            sealed: STANDARD.encode(sealed.map_err(|_| WrapError::Damaged)?),
        })
    }

    pub(crate) fn open(&self, secret: &[u8]) -> Result<StoreKey, WrapError> {
        self.unseal(&self.stretch(secret)?)
    }

    /// What Argon2id makes of a secret for this wrap.
    pub(super) fn stretch(&self, secret: &[u8]) -> Result<Stretched, WrapError> {
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > 16 {
            return Err(WrapError::Damaged);
        }
        stretch(secret, &bytes(&self.salt)?, self.memory_kib, self.passes)
    }

    /// The sealed bytes.
    pub(super) fn sealed(&self) -> Result<Vec<u8>, WrapError> {
        bytes(&self.sealed)
    }

    /// The same around other bytes.
    pub(super) fn around(&self, sealed: &[u8]) -> Self {
        Self { sealed: STANDARD.encode(sealed), ..self.clone() }
    }

    pub(super) fn unseal(&self, with: &Stretched) -> Result<StoreKey, WrapError> {
        let nonce: [u8; 24] = bytes(&self.nonce)?.try_into().map_err(|_| WrapError::Damaged)?;
        let opened = cipher(with).decrypt(XNonce::from_slice(&nonce), bytes(&self.sealed)?.as_slice());
        let opened = Zeroizing::new(opened.map_err(|_| WrapError::Wrong)?);
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| WrapError::Damaged)?;
        Ok(StoreKey::new(key))
    }
}

pub(super) fn bytes(text: &str) -> Result<Vec<u8>, WrapError> {
    STANDARD.decode(text).map_err(|_| WrapError::Damaged)
}

fn cipher(with: &Stretched) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(chacha20poly1305::Key::from_slice(with.as_slice()))
}

fn stretch(secret: &[u8], salt: &[u8], memory_kib: u32, passes: u32) -> Result<Stretched, WrapError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| WrapError::Damaged)?;
    let mut stretched = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, stretched.as_mut_slice())
        .map_err(|_| WrapError::Damaged)?;
    Ok(stretched)
}
