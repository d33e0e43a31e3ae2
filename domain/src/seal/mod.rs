//! Sealing: a revision becomes immutable, ordered on its device, and bound to it.
//!
//! A [`Revision`] is written as canonical JSON; its bytes are hashed and signed with the device's
//! Ed25519 key. It names the seal before it on the same device, so a missing or exchanged revision
//! shows. The server keeps exactly the bytes that were signed. Receipts are signed the same way by
//! the server, see [`Signed`].

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::canonical::{self, CanonicalError};
use crate::ids::{DeviceId, Digest, PersonId, Timestamp};
use crate::open::Unknown;
use crate::survey::Survey;

/// A sealed, immutable version of a survey, before it is turned to bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    /// Version of this envelope.
    pub format: u32,
    /// 1 for the first sealing of this survey, one more for each correction.
    pub number: u32,
    /// Digest of the revision it corrects; none for the first.
    pub corrects: Option<Digest>,
    /// Who sealed it.
    pub person: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// Counts the seals of this device from 1, without gaps; order comes from here, not from clocks.
    pub sequence: u64,
    /// [`Seal::id`] of the device's seal before this one; none for the first.
    pub previous_seal: Option<Digest>,
    /// When, by the device's clock.
    pub sealed_at: Timestamp,
    /// Server time minus device time at the last sync, in milliseconds; none before the first.
    pub clock_offset_ms: Option<i64>,
    /// Version of the app that sealed it.
    pub app_version: String,
    /// The answers; every photo is named in it by its digest.
    pub survey: Survey,
    /// What a newer app wrote beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The envelope version this crate writes.
pub const REVISION_FORMAT: u32 = 1;

/// The signature over a revision's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// SHA-256 of the canonical bytes.
    pub digest: Digest,
    /// Ed25519 over [`REVISION_CONTEXT`] and the canonical bytes.
    pub signature: [u8; 64],
}

impl Seal {
    /// Names this seal for the one that follows: SHA-256 over digest and signature.
    #[must_use]
    pub fn id(&self) -> Digest {
        let mut hash = Sha256::new();
        hash.update(self.digest.0);
        hash.update(self.signature);
        Digest(hash.finalize().into())
    }
}

/// Put before the bytes that a device signs, so that its signature fits nothing else.
pub const REVISION_CONTEXT: &[u8] = b"sambang revision 1\n";

/// Put before the bytes of a receipt that the server signs.
pub const RECEIPT_CONTEXT: &[u8] = b"sambang receipt 1\n";

/// Put before the bytes of a review's receipt that the server signs.
pub const REVIEW_RECEIPT_CONTEXT: &[u8] = b"sambang review receipt 1\n";

/// Put before the bytes of a device's pass that the server signs.
pub const DEVICE_PASS_CONTEXT: &[u8] = b"sambang device 1\n";

/// Put before the bytes of a statement by which the province makes its next keys or address known.
pub const PROVINCE_CONTEXT: &[u8] = b"sambang province 1\n";

/// Put before the bytes of a new address that the server signs.
pub const MOVE_CONTEXT: &[u8] = b"sambang move 1\n";

/// Put before the bytes of an end of the audit log that the server signs.
pub const LOG_HEAD_CONTEXT: &[u8] = b"sambang log head 1\n";

/// Why sealed bytes are not accepted.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Not JSON in canonical form, or not of the kind that was expected.
    #[error("the document is not in canonical form, or of another kind")]
    NotCanonical,
    /// The signature was not made by that key over these bytes.
    #[error("the signature does not fit the document")]
    Signature,
    /// What was written does not read as what was given: a number that JSON rounds.
    #[error("the document would change when it is written")]
    Changes,
    /// The value has no canonical form.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
}

/// A document that a device seals. Each kind is signed under its own words, so that a signature
/// over one never fits another.
pub trait Sealable: Serialize + DeserializeOwned {
    /// Put before the bytes that are signed.
    const CONTEXT: &'static [u8];
}

impl Sealable for Revision {
    const CONTEXT: &'static [u8] = REVISION_CONTEXT;
}

/// Writes `document` as canonical bytes and signs them.
///
/// # Errors
/// When the document holds a number that JSON cannot express. One that it rounds is noticed by
/// [`canonical::says`].
pub fn seal<T: Sealable>(document: &T, key: &SigningKey) -> Result<(Vec<u8>, Seal), SealError> {
    let bytes = canonical::to_bytes(document)?;
    let signature = sign(T::CONTEXT, &bytes, key);
    let seal = Seal { digest: Digest::of(&bytes), signature };
    Ok((bytes, seal))
}

/// Checks signature and form of `bytes` and reads the document.
///
/// # Errors
/// [`SealError::Signature`] or [`SealError::NotCanonical`].
pub fn open<T: Sealable>(bytes: &[u8], signature: &[u8; 64], key: &VerifyingKey) -> Result<(T, Seal), SealError> {
    verify(T::CONTEXT, bytes, signature, key)?;
    if !canonical::is_canonical(bytes) {
        return Err(SealError::NotCanonical);
    }
    let document = serde_json::from_slice(bytes).map_err(|_| SealError::NotCanonical)?;
    Ok((document, Seal { digest: Digest::of(bytes), signature: *signature }))
}

/// A message with the server's signature over its canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed<T> {
    /// What was signed. It must keep unknown fields, or the signature of a newer server breaks.
    pub payload: T,
    /// Ed25519 in base64.
    #[serde(with = "base64_signature")]
    pub signature: [u8; 64],
}

impl<T: Serialize> Signed<T> {
    /// Signs `payload` under `context`.
    ///
    /// # Errors
    /// When the payload has no canonical form.
    pub fn new(payload: T, context: &[u8], key: &SigningKey) -> Result<Self, SealError> {
        let signature = sign(context, &canonical::to_bytes(&payload)?, key);
        Ok(Self { payload, signature })
    }

    /// The payload, if `key` signed it under `context`.
    ///
    /// # Errors
    /// [`SealError::Signature`].
    pub fn verified(&self, context: &[u8], key: &VerifyingKey) -> Result<&T, SealError> {
        verify(context, &canonical::to_bytes(&self.payload)?, &self.signature, key)?;
        Ok(&self.payload)
    }
}

pub(crate) fn sign(context: &[u8], bytes: &[u8], key: &SigningKey) -> [u8; 64] {
    key.sign(&[context, bytes].concat()).to_bytes()
}

pub(crate) fn verify(context: &[u8], bytes: &[u8], signature: &[u8; 64], key: &VerifyingKey) -> Result<(), SealError> {
    key.verify_strict(&[context, bytes].concat(), &Signature::from_bytes(signature)).map_err(|_| SealError::Signature)
}

/// Signatures as base64 text in JSON and headers.
pub mod base64_signature {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// The text form of a signature.
    #[must_use]
    pub fn encode(signature: &[u8; 64]) -> String {
        STANDARD.encode(signature)
    }

    /// Reads the text form; none when it is not 64 bytes of base64.
    #[must_use]
    pub fn decode(text: &str) -> Option<[u8; 64]> {
        STANDARD.decode(text).ok()?.try_into().ok()
    }

    /// For `#[serde(with)]`.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(signature: &[u8; 64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&encode(signature))
    }

    /// For `#[serde(with)]`.
    ///
    /// # Errors
    /// When the text is no signature.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 64], D::Error> {
        decode(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("a signature is 64 bytes of base64"))
    }
}

#[cfg(test)]
mod documented;
#[cfg(test)]
mod tests;
