//! The PIN of a device, or the words of a backup, were forgotten.

use serde::{Deserialize, Serialize};

use super::SignedDevicePass;
use crate::ids::{DeviceId, Timestamp};
use crate::open::Unknown;
use crate::open_enum;

/// `POST /v1/recoveries`: the PIN of an enrolled device, or the words of a backup, were forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryRequest {
    /// A recovery code for this device, spaces and case ignored.
    pub code: String,
    /// The device whose lock it is.
    pub device: DeviceId,
    /// A [`Lock`](super::Lock) sealed to [`Province::recovery_key`](super::Province::recovery_key), base64.
    pub wrapped_key: String,
    /// X25519 key of the asking device, made for this request, 64 hexadecimal digits: the answer is sealed to it.
    /// None from an older app, which is answered only where the office allows a lock that names nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_key: Option<String>,
    /// The province's word for the device, in case it does not know it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<SignedDevicePass>,
    /// What the lock opens, from an app that can wait for the office (202); none from one that cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitsFor>,
}

open_enum! {
    /// What a device waits for.
    WaitsFor {
        /// The lock of its store.
        Store = "store",
        /// The lock of a backup.
        Backup = "backup",
    }
}

/// Answer to a recovery (202): the office must agree first. The same request again tells how it stands, and with 200
/// what was in the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryWaiting {
    /// The number by which the office names the request.
    pub number: u64,
    /// When it arrived, by the server's clock.
    pub asked_at: Timestamp,
    /// Before this the office answers it to nobody.
    pub answered_from: Timestamp,
    /// From then on it is refused, and asked anew with another code.
    pub ends_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Answer to a recovery (200).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryReply {
    /// The key itself, 64 hexadecimal digits; empty unless the request named no [`RecoveryRequest::answer_key`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// The 32 bytes of the key sealed to [`RecoveryRequest::answer_key`], base64; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<String>,
    /// When the lock was opened, by the server's clock; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
}
