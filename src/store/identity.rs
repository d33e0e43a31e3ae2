//! Who this device is to the province.

use ed25519_dalek::{SigningKey, VerifyingKey};
use sambang_domain::ids::{DeviceId, Timestamp};
use sambang_domain::people::Person;
use sambang_domain::wire::v1::Province;
use sambang_domain::wire::v1::invitation::IssuerPrint;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The device's identity, made at enrolment.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The device's id at the province.
    pub device: DeviceId,
    /// Bearer token.
    pub token: String,
    /// When the token was given, by the server's clock; none when that is not known.
    #[serde(default)]
    pub token_since: Option<Timestamp>,
    /// The tokens before it, the newest first: a store that was put back from a backup may know one of them alone.
    #[serde(default)]
    pub earlier_tokens: Vec<String>,
    /// The province has signed an answer, so from now on every one must be signed.
    #[serde(default)]
    pub signed_answers: bool,
    /// Seed of the device's Ed25519 key, hexadecimal.
    pub(crate) signing_seed: Zeroizing<String>,
    /// Who the device belongs to.
    pub person: Person,
    /// The province and its keys.
    pub province: Province,
    /// Address of the server.
    pub server: String,
    /// The office's own issuer of certificates, as the invitation named it.
    #[serde(default)]
    pub issuer: Option<IssuerPrint>,
}

impl Identity {
    /// The device's signing key; none when the stored seed is damaged.
    #[must_use]
    pub fn signing_key(&self) -> Option<SigningKey> {
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(self.signing_seed.as_str(), seed.as_mut_slice()).ok()?;
        Some(SigningKey::from_bytes(&seed))
    }

    /// The key that signs the province's receipts; none when it is no key.
    #[must_use]
    pub fn receipt_key(&self) -> Option<VerifyingKey> {
        self.province.verifying_key()
    }
}

#[cfg(test)]
impl Identity {
    /// A facilitator's device, as the tests of this crate know it.
    pub(crate) fn contoh(province: Province, server: &str) -> Self {
        use sambang_domain::ids::PersonId;
        use sambang_domain::open::Unknown;
        use sambang_domain::people::Role;
        use uuid::Uuid;

        let office = province.office.clone();
        Self {
            device: DeviceId(Uuid::from_u128(1)),
            token: "token".into(),
            token_since: None,
            earlier_tokens: Vec::new(),
            signed_answers: false,
            signing_seed: Zeroizing::new(hex::encode([8; 32])),
            person: Person {
                id: PersonId(Uuid::from_u128(2)),
                name: "CONTOH Rahmat".into(),
                role: Role::Facilitator,
                area: Vec::new(),
                office,
                unknown: Unknown::new(),
            },
            province,
            server: server.into(),
            issuer: None,
        }
    }
}
