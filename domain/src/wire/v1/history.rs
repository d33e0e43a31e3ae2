//! Which history of the province's store an answer belongs to, and the word by which a device is known again.

use serde::{Deserialize, Serialize};

use crate::ids::{DeviceId, Epoch, PersonId, Timestamp};
use crate::open::Unknown;
use crate::seal::Signed;

/// Request header of a sealed document whose device the province may not know: base64 of the JSON of a
/// [`SignedDevicePass`].
pub const DEVICE_PASS_HEADER: &str = "sambang-device-pass";

/// Where the store stands, with every answer that carries a cursor or a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Another one than before: the store was put back from a backup. Cursors, counts and receipts of the
    /// earlier epoch mean nothing any more.
    pub epoch: Epoch,
    /// Proves to the server how far this store was when it answered. A device gives the newest one back with
    /// its report; nobody else reads it.
    #[serde(default)]
    pub mark: String,
    /// Receipts up to this [`kept_as`](super::Receipt::kept_as) are in a finished backup, with documents and
    /// photos; none before the first.
    #[serde(default)]
    pub backed_up_to: Option<u64>,
    /// The office has decided to make no backups; devices need not wait for one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_backups: bool,
    /// Days without a word of the province after which devices close what it holds; none for the devices' own number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lease_days: Option<u16>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The province's word that a key belongs to a device of a person. With it a document is taken although the
/// device that sealed it is not known (any more).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicePass {
    /// Which device.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Ed25519 public key of the device, 64 hexadecimal digits.
    pub device_key: String,
    /// When the word was given, by the server's clock.
    pub issued_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A pass with the server's signature under [`crate::seal::DEVICE_PASS_CONTEXT`].
pub type SignedDevicePass = Signed<DevicePass>;

/// The text form of a pass in [`DEVICE_PASS_HEADER`].
pub mod pass_header {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::SignedDevicePass;

    /// Writes the header.
    ///
    /// # Errors
    /// When the pass has no JSON form.
    pub fn encode(pass: &SignedDevicePass) -> Result<String, serde_json::Error> {
        Ok(STANDARD.encode(serde_json::to_vec(pass)?))
    }

    /// Reads the header; none when it is no pass.
    #[must_use]
    pub fn decode(text: &str) -> Option<SignedDevicePass> {
        serde_json::from_slice(&STANDARD.decode(text).ok()?).ok()
    }
}
