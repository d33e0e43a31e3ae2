//! A secret of the province, and the entry it turns a slow NIK into.

use std::fmt;

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::SlowNik;

/// 32 bytes that only the province and the devices it tells know. `Debug` does not show them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilterSecret([u8; 32]);

/// The text is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a filter's secret is 64 hexadecimal digits")]
pub struct FilterSecretError;

impl FilterSecret {
    /// The secret of these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be kept.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What stands for this NIK in the one filter whose key this is: the first 64 bits, big-endian, of
    /// HMAC-SHA256 over its slow form. From the digits themselves nothing leads here but the slow step.
    #[must_use]
    pub fn entry(&self, nik: &SlowNik) -> u64 {
        // A MAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        mac.update(nik.bytes());
        mac.finalize().into_bytes().iter().take(8).fold(0, |entry, byte| entry << 8 | u64::from(*byte))
    }
}

impl fmt::Debug for FilterSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilterSecret")
    }
}

impl TryFrom<String> for FilterSecret {
    type Error = FilterSecretError;
    fn try_from(text: String) -> Result<Self, FilterSecretError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| FilterSecretError)?;
        Ok(Self(bytes))
    }
}

impl From<FilterSecret> for String {
    fn from(secret: FilterSecret) -> String {
        hex::encode(secret.0)
    }
}
