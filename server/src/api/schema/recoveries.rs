//! The PIN of a device, or the words of a backup, were forgotten.

use utoipa::ToSchema;

use super::SignedDevicePass;
use super::values::{Base64, Id, Instant, Key};

/// The PIN of an enrolled device, or the words of a backup, were forgotten.
#[derive(ToSchema)]
pub(in crate::api) struct RecoveryRequest {
    /// A recovery code for this device, spaces and case ignored.
    code: String,
    /// The device whose lock it is.
    device: Id,
    /// The lock, sealed to the province's recovery key.
    wrapped_key: Base64,
    /// X25519 key of the asking device, made for this request: the answer is sealed to it. Absent from older apps.
    answer_key: Option<Key>,
    /// The province's word for the device, in case the server does not know it any more.
    pass: Option<SignedDevicePass>,
    /// What the lock opens, from an app that can wait for the office: `store` or `backup`. Others are refused with
    /// `recovery.away` where the office must agree.
    waits_for: Option<String>,
}

/// The key that was in a lock.
#[derive(ToSchema)]
pub(in crate::api) struct RecoveryReply {
    /// The key itself, for older apps, where the office allows it.
    key: Option<Key>,
    /// The 32 bytes of the key, sealed to the key of the request.
    sealed: Option<Base64>,
    /// When it was opened.
    opened_at: Option<Instant>,
}

/// Somebody asked for a lock, and the office has not answered yet.
#[derive(ToSchema)]
pub(in crate::api) struct RecoveryWaiting {
    /// The number by which the office names the request.
    number: u64,
    /// When it arrived.
    asked_at: Instant,
    /// Before this it is answered to nobody.
    answered_from: Instant,
    /// From then on it is refused.
    ends_at: Instant,
}
