//! The server's secret keys: files of 32 random bytes that only the server's user can read, made with the store.
//!
//! The keys for receipts and for recovery can be changed ([`Keys::announce`]). The statements by which devices follow
//! lie beside the keys, so that a store that was put back from before a change learns of it from its keys.

mod announce;
mod chain;
mod places;

mod apart;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crypto_box::SecretKey;
use ed25519_dalek::SigningKey;
use hmac::{Hmac, Mac};
use sambang_domain::seal::{
    DEVICE_PASS_CONTEXT, LOG_HEAD_CONTEXT, MOVE_CONTEXT, RECEIPT_CONTEXT, REVIEW_RECEIPT_CONTEXT, SealError, Signed,
};
use sambang_domain::wire::v1::proof::Answered;
use sambang_domain::wire::v1::{DevicePass, LogHead, Receipt, ReviewReceipt, ServerMoved};
use serde::Serialize;
use sha2::Sha256;

pub use apart::{BroughtKey, join_recovery_key, make_recovery_key};

use crate::folders::{create_private, write_whole};
use crate::random::{self, RandomError};
pub(crate) use announce::Next;
pub(crate) use chain::Chain;
use places::Places;

/// Why the keys cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A file cannot be read or written.
    #[error("the key file {path} cannot be read or written")]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not there. It is not made again: what was hidden or signed with it would fit no more.
    #[error("the key file {0} is missing; put it back from where the keys are kept")]
    Missing(PathBuf),
    /// A file has another length.
    #[error("the key file {0} is not 32 bytes long")]
    Length(PathBuf),
    /// The statements beside the keys are none, or lead to other keys.
    #[error("the statements in {0} do not lead to the keys beside them; put both back from the same copy")]
    Chain(PathBuf),
    /// A statement could not be signed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A file is there already, and no key is ever overwritten.
    #[error("{0} is there already")]
    There(PathBuf),
    /// A file is no share of a recovery key.
    #[error("{0} is no share of a recovery key")]
    NoShare(PathBuf),
    /// A share was brought alone.
    #[error("{0} is one share of a recovery key; bring a second one")]
    Alone(PathBuf),
    /// Two shares do not belong together.
    #[error("these are not two different shares of one recovery key")]
    Strangers,
    /// No random bytes for a fresh key.
    #[error(transparent)]
    Random(#[from] RandomError),
}

/// What the province signs. Each kind is signed under its own words, so that a signature over one never
/// fits another.
pub(crate) trait SealContext: Serialize {
    /// Put before the bytes that are signed.
    const CONTEXT: &'static [u8];
}

impl SealContext for Receipt {
    const CONTEXT: &'static [u8] = RECEIPT_CONTEXT;
}

impl SealContext for ServerMoved {
    const CONTEXT: &'static [u8] = MOVE_CONTEXT;
}

impl SealContext for ReviewReceipt {
    const CONTEXT: &'static [u8] = REVIEW_RECEIPT_CONTEXT;
}

impl SealContext for LogHead {
    const CONTEXT: &'static [u8] = LOG_HEAD_CONTEXT;
}

impl SealContext for DevicePass {
    const CONTEXT: &'static [u8] = DEVICE_PASS_CONTEXT;
}

/// The keys of one store.
pub(crate) struct Keys {
    /// Signs receipts.
    receipt: SigningKey,
    /// Opens the store keys that devices sealed to the province, for a forgotten PIN. None while it is kept
    /// elsewhere.
    pub(crate) recovery: Option<SecretKey>,
    /// Those before it: a device that has not heard of the present one sealed its lock to one of them.
    earlier: Vec<SecretKey>,
    /// Hides NIKs and enrolment codes in indexes.
    index: [u8; 32],
    /// How the province came to its present keys; none while they are its first.
    chain: Option<Chain>,
    places: Places,
}

impl Keys {
    /// Makes the keys in `folder` that are not there yet; the recovery key in `recovery` when it is to lie
    /// elsewhere, and none when it was made apart.
    pub(crate) fn make(folder: &Path, recovery: Option<&Path>, apart: bool) -> Result<(), KeyError> {
        create_private(folder).map_err(|source| KeyError::Io { path: folder.to_owned(), source })?;
        let places = Places::new(folder, recovery);
        let recovery = Some(places.recovery.clone()).filter(|_| !apart);
        for path in [places.receipt(), places.index()].into_iter().chain(recovery) {
            if find(&path)?.is_none() {
                write_whole(&path, &random::bytes::<32>()?).map_err(|source| KeyError::Io { path, source })?;
            }
        }
        Ok(())
    }

    /// Reads the keys in `folder`, and the recovery key in `recovery` when it lies elsewhere. That one alone
    /// may be missing.
    pub(crate) fn read(folder: &Path, recovery: Option<&Path>) -> Result<Self, KeyError> {
        let places = Places::new(folder, recovery);
        let needed = |path: PathBuf| find(&path)?.ok_or(KeyError::Missing(path));
        let chain = Chain::read(folder)?;
        if let Some(chain) = &chain {
            places.settle(chain)?;
        }
        let receipt = SigningKey::from_bytes(&needed(places.receipt())?);
        if chain.as_ref().is_some_and(|chain| chain.end().receipt_key != public_hex(&receipt)) {
            return Err(KeyError::Chain(Chain::path(folder)));
        }
        let (recovery, earlier) = places.recovery_keys(chain.as_ref())?;
        Ok(Self { receipt, recovery, earlier, index: needed(places.index())?, chain, places })
    }

    /// By what a store knows its keys again: the public halves of those that have one, and what the index key
    /// makes of a word. A recovery key that is kept elsewhere has none.
    pub(crate) fn identity(&self) -> Result<[(&'static str, Option<String>); 3], KeyError> {
        let recovery = self.recovery.as_ref().map(|key| hex::encode(key.public_key().as_bytes()));
        let told = || self.chain.as_ref().map(|chain| chain.end().recovery_key.clone());
        Ok([
            ("receipt_key", Some(public_hex(&self.receipt))),
            ("recovery_key", recovery.or_else(told)),
            ("index_key", Some(hex::encode(self.hidden("store", "index key")?))),
        ])
    }

    /// The keyed hash of something that must not be readable in an index.
    pub(crate) fn hidden(&self, purpose: &str, value: &str) -> Result<Vec<u8>, KeyError> {
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&self.index).map_err(|_| RandomError)?;
        mac.update(purpose.as_bytes());
        mac.update(b"\n");
        mac.update(value.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }

    /// Signs for the province.
    pub(crate) fn sign<T: SealContext>(&self, payload: T) -> Result<Signed<T>, SealError> {
        Signed::new(payload, T::CONTEXT, &self.receipt)
    }

    /// Signs an answer to a device.
    pub(crate) fn sign_answer(&self, answer: Answered<'_>) -> String {
        answer.signed(&self.receipt)
    }

    /// How the province came to its present keys; none while they are its first.
    pub(crate) fn chain(&self) -> Option<&Chain> {
        self.chain.as_ref()
    }

    /// Whether the province signed this, with whichever of its keys.
    pub(crate) fn has_signed<T: SealContext>(&self, signed: &Signed<T>) -> bool {
        let earlier = self.chain.as_ref().map_or(0, Chain::len);
        (0..=earlier).rev().any(|changes| self.has_signed_after(signed, changes))
    }

    /// Whether the province signed this with the key that held after so many statements.
    pub(crate) fn has_signed_after<T: SealContext>(&self, signed: &Signed<T>, changes: usize) -> bool {
        let key = match &self.chain {
            Some(chain) => chain.receipt_key_after(changes),
            None => Some(self.receipt.verifying_key()),
        };
        key.is_some_and(|key| signed.verified(T::CONTEXT, &key).is_ok())
    }

    /// What the province signed with an earlier key, signed with the present one: devices believe no other.
    pub(crate) fn renewed<T: SealContext>(&self, signed: Signed<T>) -> Result<Signed<T>, SealError> {
        let present = signed.verified(T::CONTEXT, &self.receipt.verifying_key()).is_ok();
        if present || !self.has_signed(&signed) { Ok(signed) } else { self.sign(signed.payload) }
    }

    /// Opens what was sealed to the province; none when no key that is here does.
    pub(crate) fn unseal(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        self.recovery.iter().chain(&self.earlier).find_map(|key| key.unseal(sealed).ok())
    }
}

/// Whether a file of this name belongs to the keys of a store: one of them, an earlier one, or the statements.
pub(crate) fn belongs(name: &str) -> bool {
    let of_key = |key: &str| name.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    name == chain::FILE || [RECEIPT, INDEX, RECOVERY].into_iter().any(of_key)
}

fn public_hex(key: &SigningKey) -> String {
    hex::encode(key.verifying_key().as_bytes())
}

const RECEIPT: &str = "receipt.key";
const INDEX: &str = "index.key";
const RECOVERY: &str = "recovery.key";

/// The key in this file; none when there is no file.
fn find(path: &Path) -> Result<Option<[u8; 32]>, KeyError> {
    match fs::read(path) {
        Ok(bytes) => bytes.try_into().map(Some).map_err(|_| KeyError::Length(path.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(KeyError::Io { path: path.to_owned(), source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_readable_by_nobody_else() {
        let dir = tempfile::tempdir().unwrap();
        Keys::make(dir.path(), None, false).unwrap();
        let first = Keys::read(dir.path(), None).unwrap();
        Keys::make(dir.path(), None, false).unwrap();
        let again = Keys::read(dir.path(), None).unwrap();
        assert_eq!(first.identity().unwrap(), again.identity().unwrap());
        assert_eq!(first.hidden("nik", "1").unwrap(), again.hidden("nik", "1").unwrap());
        assert_ne!(first.hidden("nik", "1").unwrap(), first.hidden("code", "1").unwrap());
        #[cfg(unix)]
        for file in fs::read_dir(dir.path()).unwrap() {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_key_file_that_is_missing_or_of_another_length_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Keys::read(dir.path(), None), Err(KeyError::Missing(_))));
        Keys::make(dir.path(), None, false).unwrap();
        fs::write(dir.path().join("receipt.key"), b"short").unwrap();
        assert!(matches!(Keys::read(dir.path(), None), Err(KeyError::Length(_))));
    }

    #[test]
    fn the_recovery_key_alone_may_be_kept_elsewhere_and_away() {
        let (dir, stick) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let elsewhere = stick.path().join("sambang.key");
        Keys::make(dir.path(), Some(&elsewhere), false).unwrap();
        assert!(!dir.path().join("recovery.key").exists());
        assert!(Keys::read(dir.path(), Some(&elsewhere)).unwrap().recovery.is_some());
        assert!(Keys::read(dir.path(), None).unwrap().recovery.is_none());
    }
}
