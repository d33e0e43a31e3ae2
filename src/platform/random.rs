//! Randomness and ids.

use sambang_domain::ids::Timestamp;
use uuid::Uuid;

/// Random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give; no key may be made then.
#[must_use]
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without randomness no key may be made; there is no way on")]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A new UUIDv7 whose time part is `now`; two of the same millisecond differ by 74 random bits.
#[must_use]
pub fn new_id(now: Timestamp) -> Uuid {
    let millis = u64::try_from(now.0).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes()).into_uuid()
}
