//! One file: a nonce, then what XChaCha20-Poly1305 made of the bytes under the send key, bound to the file's name, so
//! that no file can be put in the place of another.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::SendKey;
use crate::platform::random_bytes;

const NONCE: usize = 24;
/// Bytes that sealing adds.
pub(super) const EXTRA: usize = NONCE + 16;

const CONTEXT: &str = "sambang postbox 1\n";

pub(super) fn seal(key: &SendKey, name: &str, plain: &[u8]) -> Option<Vec<u8>> {
    let (nonce, aad) = (random_bytes::<NONCE>(), format!("{CONTEXT}{name}"));
    let payload = Payload { msg: plain, aad: aad.as_bytes() };
    let sealed = cipher(key).encrypt(XNonce::from_slice(&nonce), payload).ok()?;
    Some([nonce.as_slice(), &sealed].concat())
}

/// The bytes; none when anything of it was changed or is missing.
pub(super) fn open(key: &SendKey, name: &str, file: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = file.split_first_chunk::<NONCE>()?;
    let aad = format!("{CONTEXT}{name}");
    let payload = Payload { msg: sealed, aad: aad.as_bytes() };
    cipher(key).decrypt(XNonce::from_slice(nonce), payload).ok().map(Zeroizing::new)
}

fn cipher(key: &SendKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
}
