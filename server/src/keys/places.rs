//! Where the keys lie, and how next ones take the place of those before them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crypto_box::SecretKey;
use ed25519_dalek::SigningKey;

use super::{Chain, INDEX, KeyError, RECEIPT, RECOVERY, find, public_hex};
use crate::folders::{sync, write_whole};
use crate::random;

/// Where the keys lie.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub(super) folder: PathBuf,
    pub(super) recovery: PathBuf,
}

impl Places {
    pub(super) fn new(folder: &Path, recovery: Option<&Path>) -> Self {
        let recovery = recovery.map_or_else(|| folder.join(RECOVERY), Path::to_owned);
        Self { folder: folder.to_owned(), recovery }
    }

    pub(super) fn receipt(&self) -> PathBuf {
        self.folder.join(RECEIPT)
    }

    pub(super) fn index(&self) -> PathBuf {
        self.folder.join(INDEX)
    }

    /// Puts next keys that were made known into the place of those before them.
    pub(super) fn settle(&self, chain: &Chain) -> Result<(), KeyError> {
        let end = chain.end();
        let (receipt, next) = (self.receipt(), beside(&self.receipt(), NEXT));
        if find(&next)?.is_some_and(|key| public_hex(&SigningKey::from_bytes(&key)) == end.receipt_key) {
            take_place(&next, &receipt)?;
        }
        let next = beside(&self.recovery, NEXT);
        if find(&next)?.is_some_and(|key| public_of(key) == end.recovery_key) {
            // Interrupted between the two, the one before is gone from its place already.
            if find(&self.recovery)?.is_some() {
                self.retire_recovery(chain)?;
            }
            take_place(&next, &self.recovery)?;
        }
        Ok(())
    }

    /// Keeps the key for recovery under the number of the statement that ended it.
    pub(super) fn retire_recovery(&self, chain: &Chain) -> Result<(), KeyError> {
        take_place(&self.recovery, &beside(&self.recovery, &chain.len().to_string()))
    }

    /// The present key for recovery and the earlier ones, as far as they are here. A key that the province never
    /// had counts as the present one, so that it is noticed.
    pub(super) fn recovery_keys(&self, chain: Option<&Chain>) -> Result<(Option<SecretKey>, Vec<SecretKey>), KeyError> {
        let main = find(&self.recovery)?;
        let Some(chain) = chain else { return Ok((main.map(SecretKey::from_bytes), Vec::new())) };
        let (mut present, mut earlier) = (None, Vec::new());
        let kept = (1..=chain.len()).map(|number| find(&beside(&self.recovery, &number.to_string())));
        for key in std::iter::once(Ok(main)).chain(kept) {
            let Some(key) = key? else { continue };
            let public = public_of(key);
            match public == chain.end().recovery_key || !chain.had_recovery_key(&public) {
                true => present = present.or(Some(SecretKey::from_bytes(key))),
                false => earlier.push(SecretKey::from_bytes(key)),
            }
        }
        Ok((present, earlier))
    }
}

/// What follows the name of a key that is not in its place yet.
const NEXT: &str = "next";

/// Makes a secret key that waits beside `key`.
pub(super) fn make(key: &Path) -> Result<[u8; 32], KeyError> {
    let (path, secret) = (beside(key, NEXT), random::bytes()?);
    write_whole(&path, &secret).map_err(|source| KeyError::Io { path, source })?;
    Ok(secret)
}

/// The public half of a key for recovery.
pub(super) fn public_of(secret: [u8; 32]) -> String {
    hex::encode(SecretKey::from_bytes(secret).public_key().as_bytes())
}

fn beside(key: &Path, more: &str) -> PathBuf {
    let mut name = OsString::from(key);
    name.push(".");
    name.push(more);
    name.into()
}

fn take_place(from: &Path, to: &Path) -> Result<(), KeyError> {
    let moved = fs::rename(from, to).and_then(|()| to.parent().map_or(Ok(()), sync));
    moved.map_err(|source| KeyError::Io { path: to.to_owned(), source })
}
