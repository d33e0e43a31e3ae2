//! The server's secret keys: files of 32 random bytes that only the server's user can read, made
//! at the first start and never replaced.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crypto_box::SecretKey;
use ed25519_dalek::SigningKey;
use hmac::{Hmac, Mac};
use sambang_domain::seal::{MOVE_CONTEXT, RECEIPT_CONTEXT, REVIEW_RECEIPT_CONTEXT, SealError, Signed};
use sambang_domain::wire::v1::{Province, Receipt, ReviewReceipt, ServerMoved};
use serde::Serialize;
use sha2::Sha256;

use crate::folders::create_private;
use crate::random::{self, RandomError};

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
    /// A file has another length.
    #[error("the key file {0} is not 32 bytes long")]
    Length(PathBuf),
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

/// The keys of one store.
pub(crate) struct Keys {
    /// Signs receipts.
    receipt: SigningKey,
    /// Opens the store keys that devices sealed to the province, for a forgotten PIN.
    pub(crate) recovery: SecretKey,
    /// Hides NIKs and enrolment codes in indexes.
    index: [u8; 32],
}

impl Keys {
    /// Reads the keys in `folder`, and makes those that are not there.
    pub(crate) fn open(folder: &Path) -> Result<Self, KeyError> {
        create_private(folder).map_err(|source| KeyError::Io { path: folder.to_owned(), source })?;
        Ok(Self {
            receipt: SigningKey::from_bytes(&read_or_make(folder, "receipt.key")?),
            recovery: SecretKey::from_bytes(read_or_make(folder, "recovery.key")?),
            index: read_or_make(folder, "index.key")?,
        })
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

    /// Whether the province signed this.
    pub(crate) fn has_signed<T: SealContext>(&self, signed: &Signed<T>) -> bool {
        signed.verified(T::CONTEXT, &self.receipt.verifying_key()).is_ok()
    }

    /// What a device learns of the province.
    pub(crate) fn province(&self, code: &str, office: &str) -> Province {
        Province {
            code: code.to_owned(),
            office: office.to_owned(),
            receipt_key: hex::encode(self.receipt.verifying_key().as_bytes()),
            recovery_key: hex::encode(self.recovery.public_key().as_bytes()),
        }
    }
}

fn read_or_make(folder: &Path, name: &str) -> Result<[u8; 32], KeyError> {
    let path = folder.join(name);
    let failed = |source| KeyError::Io { path: path.clone(), source };
    if !path.try_exists().map_err(failed)? {
        make(folder, &path, &random::bytes()?).map_err(failed)?;
    }
    fs::read(&path).map_err(failed)?.try_into().map_err(|_| KeyError::Length(path.clone()))
}

/// Writes the key under another name first, so that no reader finds half a key and no key is ever replaced.
fn make(folder: &Path, path: &Path, key: &[u8; 32]) -> io::Result<()> {
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(key)?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other.and_then(|()| File::open(folder)?.sync_all()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_and_readable_by_nobody_else() {
        let dir = tempfile::tempdir().unwrap();
        let first = Keys::open(dir.path()).unwrap();
        let again = Keys::open(dir.path()).unwrap();
        assert_eq!(first.province("18", "x"), again.province("18", "x"));
        assert_eq!(first.hidden("nik", "1").unwrap(), again.hidden("nik", "1").unwrap());
        assert_ne!(first.hidden("nik", "1").unwrap(), first.hidden("code", "1").unwrap());
        #[cfg(unix)]
        for file in fs::read_dir(dir.path()).unwrap() {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_key_file_of_another_length_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("receipt.key"), b"short").unwrap();
        assert!(matches!(Keys::open(dir.path()), Err(KeyError::Length(_))));
    }
}
