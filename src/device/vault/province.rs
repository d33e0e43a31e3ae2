//! The lock that only the province opens.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::{DeviceId, Digest, PersonId};
use sambang_domain::wire::v1::{Lock, Opens};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::platform::random_bytes;
use crate::store::{Identity, StoreKey};

/// Bytes of a key alone in a sealed box (X25519, XSalsa20-Poly1305), which is 48 bytes longer than what it holds.
const NAMELESS: usize = 48 + 32;

/// Whose lock it is, and for which province.
#[derive(Debug, Clone)]
pub(crate) struct Owner<'a> {
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    /// The province's recovery key, 64 hexadecimal digits.
    pub(crate) recovery_key: &'a str,
}

impl<'a> Owner<'a> {
    pub(crate) fn of(identity: &'a Identity) -> Self {
        let Identity { device, person, province, .. } = identity;
        Self { device: *device, person: person.id, recovery_key: &province.recovery_key }
    }
}

/// A key sealed to the province together with whose it is, base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ProvinceLock(String);

impl ProvinceLock {
    /// Seals a key; none when the province's key is none.
    pub(crate) fn new(key: &StoreKey, opens: Opens, owner: &Owner<'_>) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(owner.recovery_key, &mut bytes).ok()?;
        let (device, person, nonce) = (owner.device, owner.person, random_bytes());
        let mut lock = Lock { opens, device, person, nonce, key: **key };
        let content = Zeroizing::new(lock.to_bytes());
        lock.key.zeroize();
        let sealed = crypto_box::PublicKey::from(bytes).seal(&mut crypto_box::aead::OsRng, &content).ok()?;
        Some(Self(STANDARD.encode(sealed)))
    }

    /// As it is sent.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// By what the province knows it again; none when it cannot be read or says nothing of its owner.
    pub(crate) fn digest(&self) -> Option<Digest> {
        let sealed = STANDARD.decode(&self.0).ok()?;
        (sealed.len() != NAMELESS).then(|| Digest::of(&sealed))
    }

    /// An older app sealed the key alone, so that the lock does not say whose it is.
    pub(crate) fn is_nameless(&self) -> bool {
        STANDARD.decode(&self.0).is_ok_and(|sealed| sealed.len() == NAMELESS)
    }
}
