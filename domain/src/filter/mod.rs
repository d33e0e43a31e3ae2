//! Whether a NIK was perhaps seen before, told without carrying a single NIK.
//!
//! The province builds a binary fuse filter (Graf and Lemire 2022) for each district: over the surveys
//! that came from it, and over each list of earlier recipients. A phone of that district asks it offline. It
//! promises: a NIK that went in is always found; one that did not is found in about one of 256 cases. So a
//! yes is a reason to look and never one to refuse, and a stolen filter says of nobody for certain that they
//! are in it. A filter takes about 9 bits per entry.
//!
//! A NIK can be guessed: places, birth dates and small serials are known. So each one goes through
//! a slow step ([`Stretch`]), the same for a whole province, and then through a fast one under the key
//! of a single filter ([`FilterSecret`]). A question is one slow step, however many filters are asked; so is
//! every guess of somebody who has filters and keys. [`NikFilter`] takes nothing but what came out of the
//! slow step. What that is worth, and what it is not, is in `docs/adr/0018`.

mod bytes;
mod secret;
mod stretch;

pub use bytes::FilterError;
pub use secret::FilterSecret;
pub use stretch::{Cost, SlowNik, Stretch, StretchError};

use xorf::{BinaryFuse8, Filter};

/// A filter that can be asked.
#[derive(Clone)]
pub struct NikFilter {
    key: FilterSecret,
    entries: u64,
    fuse: BinaryFuse8,
}

/// Builds a filter over entries (see [`FilterSecret::entry`]) and gives its bytes. The same entries in
/// any order, repeated or not, give the same bytes.
///
/// # Errors
/// [`FilterError::Build`] when no filter can be constructed; that takes more entries than there are people.
pub fn build(entries: impl IntoIterator<Item = u64>) -> Result<Vec<u8>, FilterError> {
    let mut entries: Vec<u64> = entries.into_iter().collect();
    entries.sort_unstable();
    entries.dedup();
    let fuse = BinaryFuse8::try_from(entries.as_slice()).map_err(|_| FilterError::Build)?;
    Ok(bytes::write(entries.len() as u64, &fuse))
}

impl NikFilter {
    /// Reads a filter. Whatever the bytes are, this and every later question end without a panic.
    ///
    /// # Errors
    /// [`FilterError`] when they are no filter of this format.
    pub fn from_bytes(key: FilterSecret, bytes: &[u8]) -> Result<Self, FilterError> {
        let (entries, fuse) = bytes::read(bytes)?;
        Ok(Self { key, entries, fuse })
    }

    /// Whether this NIK was perhaps among the entries. No is certain.
    #[must_use]
    pub fn contains(&self, nik: &SlowNik) -> bool {
        self.entries > 0 && self.fuse.contains(&self.key.entry(nik))
    }

    /// How many entries went in.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.entries
    }
}

#[cfg(test)]
mod asked_tests;
#[cfg(test)]
mod tests;
