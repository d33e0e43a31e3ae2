//! The province, and how it makes its next keys and address known.

use utoipa::ToSchema;

use super::values::{Instant, Key, Signature};

/// The province a device is enrolled at.
#[derive(ToSchema)]
pub(super) struct Province {
    /// Two-digit code, e.g. `18`.
    code: String,
    /// Name of the office.
    office: String,
    /// Ed25519 public key that signs receipts.
    receipt_key: Key,
    /// X25519 public key for the recovery wrap.
    recovery_key: Key,
    /// The number of the last `ProvinceChange` that led here; absent before the first.
    changes: Option<u64>,
}

/// The province as it stands, and every statement since its first keys.
#[derive(ToSchema)]
pub(in crate::api) struct ProvinceReply {
    province: Province,
    /// In order.
    changes: Vec<SignedProvinceChange>,
}

/// A statement with the province's signature over `sambang province 1\n` and its canonical form, made with the
/// receipt key before it.
#[derive(ToSchema)]
struct SignedProvinceChange {
    payload: ProvinceChange,
    signature: Signature,
}

/// What holds for the province from here on.
#[derive(ToSchema)]
struct ProvinceChange {
    /// Counts from 1, without gaps.
    #[schema(minimum = 1)]
    sequence: u64,
    /// The key that signs receipts, and the next statement.
    receipt_key: Key,
    /// The key to which devices seal their locks.
    recovery_key: Key,
    /// Where the server is reached; absent when that stays.
    address: Option<String>,
    issued_at: Instant,
}
