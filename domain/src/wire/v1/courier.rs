//! The courier: a second key of a device, with which its app hands in what the device sealed while nobody has unlocked
//! it. It reads nothing and signs no survey.

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::ids::DeviceId;
use crate::seal::{self, base64_signature};

/// Scheme of `Authorization` that a courier uses, with the device's id behind it. Each request needs a
/// [`proof`](super::proof) under the courier's key.
pub const COURIER_SCHEME: &str = "Courier";

/// Put before the bytes that the device signs.
const CONTEXT: &[u8] = b"sambang courier 1\n";

/// The public half of a device's courier key, as the device vouches for it. A later one takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierKey {
    /// Ed25519 public key, 64 hexadecimal digits.
    pub key: String,
    /// The device key's signature over the device's id, a line break and the key.
    #[serde(with = "base64_signature")]
    pub signature: [u8; 64],
}

impl CourierKey {
    /// The device vouches for its courier.
    #[must_use]
    pub fn new(device: DeviceId, courier: &VerifyingKey, device_key: &SigningKey) -> Self {
        let key = hex::encode(courier.as_bytes());
        let signature = seal::sign(CONTEXT, &bytes(device, &key), device_key);
        Self { key, signature }
    }

    /// The courier's key, if it is one and the device vouches for it.
    #[must_use]
    pub fn verified(&self, device: DeviceId, device_key: &VerifyingKey) -> Option<VerifyingKey> {
        seal::verify(CONTEXT, &bytes(device, &self.key), &self.signature, device_key).ok()?;
        let mut key = [0; 32];
        hex::decode_to_slice(&self.key, &mut key).ok()?;
        VerifyingKey::from_bytes(&key).ok().filter(|key| !key.is_weak())
    }
}

fn bytes(device: DeviceId, key: &str) -> Vec<u8> {
    format!("{device}\n{key}").into_bytes()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_courier_is_vouched_for_by_its_own_device_and_for_no_other() {
        let (device_key, courier) = (SigningKey::from_bytes(&[7; 32]), SigningKey::from_bytes(&[8; 32]));
        let (device, other) = (DeviceId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
        let told = CourierKey::new(device, &courier.verifying_key(), &device_key);
        assert_eq!(told.verified(device, &device_key.verifying_key()), Some(courier.verifying_key()));
        assert_eq!(told.verified(other, &device_key.verifying_key()), None);
        assert_eq!(told.verified(device, &courier.verifying_key()), None);
        let forged = CourierKey { key: hex::encode([1; 32]), ..told };
        assert_eq!(forged.verified(device, &device_key.verifying_key()), None);
    }
}
