//! Which history of the store an answer belongs to, and the word by which a device is known again.

use utoipa::ToSchema;

use super::values::{Digest, Id, Instant, Key, Signature};

/// Where the store stands.
#[derive(ToSchema)]
pub(super) struct History {
    /// Another one than before: the store was put back from a backup.
    epoch: Id,
    /// To be given back with the next report; proves to the server how far it was.
    #[schema(required = false)]
    mark: String,
    /// Receipts up to this `kept_as` are in a finished backup, with documents and photos.
    backed_up_to: Option<u64>,
    /// The office makes no backups; devices need not wait for one.
    #[schema(required = false)]
    without_backups: bool,
    /// Days without a word of this server after which devices close received surveys and the area.
    #[schema(required = false)]
    lease_days: Option<u16>,
}

/// A pass with the province's signature over `sambang device 1\n` and its canonical form.
#[derive(ToSchema)]
pub(super) struct SignedDevicePass {
    payload: DevicePass,
    signature: Signature,
}

/// The province's word that a key belongs to a device of a person.
#[derive(ToSchema)]
struct DevicePass {
    device: Id,
    person: Id,
    /// Ed25519 public key of the device.
    device_key: Key,
    issued_at: Instant,
}

/// An end of the audit log with the province's signature over `sambang log head 1\n` and its canonical form.
#[derive(ToSchema)]
pub(super) struct SignedLogHead {
    payload: LogHead,
    signature: Signature,
}

/// The end of the audit log at some moment.
#[derive(ToSchema)]
struct LogHead {
    /// Number of the last entry.
    sequence: u64,
    /// Its hash.
    hash: Digest,
    /// The epoch of the store at that moment.
    epoch: Id,
    issued_at: Instant,
}
