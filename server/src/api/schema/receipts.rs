//! Sealed revisions, and what the server holds of them.

use utoipa::ToSchema;

use super::values::{Digest, Id, Instant, ReceiptStanding, Signature};

/// A sealed version of a survey, in canonical JSON (RFC 8785).
#[derive(ToSchema)]
pub(in crate::api) struct Revision {
    /// Version of this envelope.
    format: u32,
    /// 1 for the first sealing of this survey, one more for each correction.
    #[schema(minimum = 1)]
    number: u32,
    /// Digest of the revision it corrects; none for the first.
    corrects: Option<Digest>,
    /// Who sealed it.
    person: Id,
    /// On which device.
    device: Id,
    /// Counts the seals of this device from 1, without gaps.
    #[schema(minimum = 1)]
    sequence: u64,
    /// Names the device's seal before this one; none for the first.
    previous_seal: Option<Digest>,
    /// When, by the device's clock.
    sealed_at: Instant,
    /// Server time minus device time at the last sync, in milliseconds.
    clock_offset_ms: Option<i64>,
    /// Version of the app that sealed it.
    app_version: String,
    /// The answers; every photo is named in it by its digest.
    #[schema(value_type = Object)]
    survey: (),
}

/// A receipt with the province's signature over `sambang receipt 1\n` and its canonical form.
#[derive(ToSchema)]
pub(in crate::api) struct SignedReceipt {
    payload: Receipt,
    signature: Signature,
}

/// What the server holds of a revision.
#[derive(ToSchema)]
struct Receipt {
    /// Which survey.
    survey: Id,
    /// Which revision of it.
    revision: u32,
    /// Digest of the sealed bytes that are stored.
    digest: Digest,
    /// The server's sequence number of the revision.
    sequence: u64,
    /// A number people can read out, e.g. `18-2021-0041872`.
    number: String,
    /// When the sealed bytes were stored.
    received_at: Instant,
    /// When this receipt was written.
    issued_at: Instant,
    /// Every attachment that the revision names.
    attachments: Vec<ReceiptAttachment>,
    /// Where the revision stands; not there when it stands as a survey of the province.
    standing: Option<ReceiptStanding>,
    /// The epoch of the store that holds it; absent from older servers.
    epoch: Option<Id>,
    /// Under which number the province keeps it, to be compared with `backed_up_to`.
    kept_as: Option<u64>,
}

/// One attachment, and whether the server has it.
#[derive(ToSchema)]
pub(super) struct ReceiptAttachment {
    sha256: Digest,
    size_bytes: u64,
    /// Whether the server has all bytes, durable and with this digest.
    held: bool,
}
