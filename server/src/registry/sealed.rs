//! Opening what devices sealed: the one place where a seal is checked, when it arrives and when the store
//! is verified.

use ed25519_dalek::VerifyingKey;
use sambang_domain::ids::Digest;
use sambang_domain::seal::{self, Seal, SealError, Sealable};
use sambang_domain::wire::ErrorCode;

use super::Caller;
use crate::refusal::{OrRefuse, Refusal};

/// Checks the seal of a document that `caller` sends, and then `claims` about it; a claim is whether it
/// holds, and what is wrong when it does not. `invalid` is the code with which a document of this kind is
/// refused.
pub(super) fn open<T: Sealable, const N: usize>(
    caller: &Caller,
    (bytes, signature): (&[u8], &[u8; 64]),
    invalid: fn(&'static str) -> Refusal,
    claims: impl FnOnce(&T) -> [(bool, &'static str); N],
) -> Result<(T, Seal), Refusal> {
    let key = VerifyingKey::from_bytes(&caller.device.public_key)
        .or_refuse(ErrorCode::SealInvalid, "the device's key cannot be used")?;
    let (document, seal) = seal::open::<T>(bytes, signature, &key).map_err(|error| match error {
        SealError::Signature => Refusal::new(ErrorCode::SealInvalid, "the signature does not fit the document"),
        _ => invalid("the document is not in canonical form, or of another kind"),
    })?;
    match claims(&document).into_iter().find(|(holds, _)| !holds) {
        Some((_, title)) => Err(invalid(title)),
        None => Ok((document, seal)),
    }
}

/// What is wrong with a stored document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsound {
    /// The bytes do not have the digest of their row.
    Digest,
    /// The signature does not fit the bytes.
    Seal,
    /// The bytes are no document of this kind.
    Form,
}

/// Checks digest and seal of a stored document and reads it.
pub(super) fn reopen<T: Sealable>(
    digest: Digest,
    (bytes, signature): (&[u8], &[u8; 64]),
    key: &VerifyingKey,
) -> Result<(T, Seal), Unsound> {
    if Digest::of(bytes) != digest {
        return Err(Unsound::Digest);
    }
    seal::open(bytes, signature, key).map_err(|error| match error {
        SealError::Signature => Unsound::Seal,
        _ => Unsound::Form,
    })
}
