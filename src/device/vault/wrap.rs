//! A key under Argon2id of something that a person knows: the PIN, or the words of a backup.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::pin::Pin;
use crate::platform::phone::HardwareKey;
use crate::platform::random_bytes;
use crate::store::StoreKey;

/// Argon2id settings. 32 MiB and three passes take about half a second on a cheap phone and fit
/// into its memory; written into each wrap, so that they can grow.
const MEMORY_KIB: u32 = 32 * 1024;
const PASSES: u32 = 3;
/// More than this in a file is an attack on the phone's memory, not a setting.
const MOST_MEMORY_KIB: u32 = 256 * 1024;

/// The phone's hardware key, where the phone has one.
pub(crate) type Chip<'a> = Option<&'a dyn HardwareKey>;

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
}

impl SecretWrap {
    pub(crate) fn new(key: &StoreKey, secret: &[u8]) -> Result<Self, WrapError> {
        let (salt, nonce) = (random_bytes::<16>(), random_bytes::<24>());
        let cipher = cipher(secret, &salt, MEMORY_KIB, PASSES)?;
        let sealed = cipher.encrypt(XNonce::from_slice(&nonce), key.as_slice()).map_err(|_| WrapError::Damaged)?;
        Ok(Self {
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: STANDARD.encode(salt),
            nonce: STANDARD.encode(nonce),
            sealed: STANDARD.encode(sealed),
        })
    }

    pub(crate) fn open(&self, secret: &[u8]) -> Result<StoreKey, WrapError> {
        let nonce: [u8; 24] = bytes(&self.nonce)?.try_into().map_err(|_| WrapError::Damaged)?;
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > 16 {
            return Err(WrapError::Damaged);
        }
        let cipher = cipher(secret, &bytes(&self.salt)?, self.memory_kib, self.passes)?;
        let opened = cipher.decrypt(XNonce::from_slice(&nonce), bytes(&self.sealed)?.as_slice());
        let opened = Zeroizing::new(opened.map_err(|_| WrapError::Wrong)?);
        let key: [u8; 32] = opened.as_slice().try_into().map_err(|_| WrapError::Damaged)?;
        Ok(StoreKey::new(key))
    }
}

/// The key under the PIN and, on a phone that has one, a hardware key around that.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PinWrap {
    #[serde(flatten)]
    wrap: SecretWrap,
    /// What the PIN sealed is wrapped by the hardware key once more.
    #[serde(default)]
    hardware: bool,
}

impl PinWrap {
    /// Leaves the hardware key out when it refuses: a PIN alone is better than a phone that never opens.
    pub(super) fn new(key: &StoreKey, pin: &Pin, chip: Chip<'_>) -> Result<Self, WrapError> {
        let mut wrap = SecretWrap::new(key, pin.bytes())?;
        let Some(chip) = chip else { return Ok(Self { wrap, hardware: false }) };
        let wrapped = chip.wrap(&bytes(&wrap.sealed)?);
        let hardware = wrapped.is_some();
        match wrapped {
            Some(wrapped) => wrap.sealed = STANDARD.encode(wrapped),
            None => tracing::warn!("the hardware key refused; the PIN is the only lock"),
        }
        Ok(Self { wrap, hardware })
    }

    pub(crate) fn open(&self, pin: &Pin, chip: Chip<'_>) -> Result<StoreKey, WrapError> {
        if !self.hardware {
            return self.wrap.open(pin.bytes());
        }
        let sealed = chip.and_then(|chip| chip.unwrap(&bytes(&self.wrap.sealed).ok()?)).ok_or(WrapError::ChipGone)?;
        SecretWrap { sealed: STANDARD.encode(sealed), ..self.wrap.clone() }.open(pin.bytes())
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, WrapError> {
    STANDARD.decode(text).map_err(|_| WrapError::Damaged)
}

fn cipher(secret: &[u8], salt: &[u8], memory_kib: u32, passes: u32) -> Result<XChaCha20Poly1305, WrapError> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).map_err(|_| WrapError::Damaged)?;
    let mut stretched = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, stretched.as_mut_slice())
        .map_err(|_| WrapError::Damaged)?;
    Ok(XChaCha20Poly1305::new(chacha20poly1305::Key::from_slice(stretched.as_slice())))
}
