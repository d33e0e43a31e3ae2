//! Whether a NIK was probably seen before, told without carrying a single NIK.
//!
//! The province builds a binary fuse filter (Graf and Lemire 2022) over the surveys it received or
//! over a list of earlier recipients. A phone asks it offline. It promises: a NIK that went in is
//! always found; one that did not is found in about one of 65,000 cases, so an answer of yes is a
//! reason to look and never one to refuse. A filter takes about 18 bits per entry.
//!
//! Entries are the first 64 bits of HMAC-SHA256 under a secret of the campaign: the bytes alone
//! tell nothing. Whoever holds the secret too (a stolen, unlocked phone) can probe single NIKs;
//! the secret limits that to one campaign and does not end it.

mod bytes;
mod secret;

pub use bytes::FilterError;
pub use secret::FilterSecret;

use xorf::{BinaryFuse16, Filter};

use crate::nik::Nik;

/// A filter that can be asked.
#[derive(Clone)]
pub struct NikFilter {
    secret: FilterSecret,
    entries: u64,
    fuse: BinaryFuse16,
}

/// Builds a filter over `keys` (see [`FilterSecret::key`]) and gives its bytes. The same keys in
/// any order, repeated or not, give the same bytes.
///
/// # Errors
/// [`FilterError::Build`] when no filter can be constructed; that takes more entries than there are people.
pub fn build(keys: impl IntoIterator<Item = u64>) -> Result<Vec<u8>, FilterError> {
    let mut keys: Vec<u64> = keys.into_iter().collect();
    keys.sort_unstable();
    keys.dedup();
    let fuse = BinaryFuse16::try_from(keys.as_slice()).map_err(|_| FilterError::Build)?;
    Ok(bytes::write(keys.len() as u64, &fuse))
}

impl NikFilter {
    /// Reads a filter. Whatever the bytes are, this and every later question end without a panic.
    ///
    /// # Errors
    /// [`FilterError`] when they are no filter of this format.
    pub fn from_bytes(secret: FilterSecret, bytes: &[u8]) -> Result<Self, FilterError> {
        let (entries, fuse) = bytes::read(bytes)?;
        Ok(Self { secret, entries, fuse })
    }

    /// Whether this NIK was probably among the entries. No is certain.
    #[must_use]
    pub fn contains(&self, nik: &Nik) -> bool {
        self.entries > 0 && self.fuse.contains(&self.secret.key(nik))
    }

    /// How many entries went in.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.entries
    }
}

#[cfg(test)]
mod tests;
