//! Where the courier goes, and with which key.

use ed25519_dalek::{SigningKey, VerifyingKey};
use sambang_domain::ids::DeviceId;
use sambang_domain::wire::v1::invitation::IssuerPrint;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::platform::random_bytes;

/// The sealed label.
pub(super) const FILE: &str = "label";

/// What the courier must know, and no more: it has neither the device's key nor its token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The device whose courier it is.
    pub device: DeviceId,
    /// Address of the server.
    pub server: String,
    /// The office's own issuer of certificates.
    pub issuer: Option<IssuerPrint>,
    /// The province's key, hexadecimal: answers that it did not sign are none.
    pub receipt_key: String,
    /// Seed of the courier's Ed25519 key, hexadecimal.
    seed: Zeroizing<String>,
}

impl Label {
    /// A label with a new courier key.
    #[must_use]
    pub fn new(device: DeviceId, server: &str, issuer: Option<IssuerPrint>, receipt_key: &str) -> Self {
        let seed = Zeroizing::new(hex::encode(Zeroizing::new(random_bytes::<32>()).as_slice()));
        Self { device, server: server.to_owned(), issuer, receipt_key: receipt_key.to_owned(), seed }
    }

    /// The courier's key; none when it is damaged.
    #[must_use]
    pub fn signing_key(&self) -> Option<SigningKey> {
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(self.seed.as_str(), seed.as_mut_slice()).ok()?;
        Some(SigningKey::from_bytes(&seed))
    }

    /// The province's key; none when it is no key.
    #[must_use]
    pub fn province_key(&self) -> Option<VerifyingKey> {
        let mut key = [0; 32];
        hex::decode_to_slice(&self.receipt_key, &mut key).ok()?;
        VerifyingKey::from_bytes(&key).ok()
    }

    /// This label for another address or key of the province; the courier's key stays.
    #[must_use]
    pub fn following(self, wanted: &Self) -> Self {
        let same = self.device == wanted.device && self.signing_key().is_some();
        let seed = if same { self.seed } else { wanted.seed.clone() };
        Self { seed, ..wanted.clone() }
    }
}
