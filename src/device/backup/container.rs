//! The backup's file.
//!
//! | part | bytes |
//! |---|---|
//! | `sambang backup 2\n` | 17 |
//! | length of the head | 4, big end first |
//! | head: JSON of [`Head`] | as said |
//! | the SQLCipher database | as the head says |
//! | HMAC-SHA256 of all before it | 32 |
//!
//! The HMAC's key is HMAC-SHA256 of the first line under the database's key, so only who can open the
//! database could have written the file. Files of the first version begin with `sambang backup 1\n`; their key is
//! the one of the phone's own database, and the person's lock around it is a PIN.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, Mac};
use sambang_domain::ids::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::locks::{AnyLocks, ByPin, ByWords, Locks};
use crate::platform::UNFINISHED;
use crate::store::StoreKey;

const MAGIC: &[u8; 17] = b"sambang backup 2\n";
const FIRST_MAGIC: &[u8; 17] = b"sambang backup 1\n";
/// What every version begins with.
const FAMILY: &[u8] = b"sambang backup ";
/// The app never writes a longer head.
const LONGEST_HEAD: u32 = 64 * 1024;
const MAC_BYTES: usize = 32;

/// Why a file is no backup that can be taken over.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// Another kind of file.
    #[error("the file is no backup")]
    NotABackup,
    /// A newer app wrote it.
    #[error("the backup was written by a newer app")]
    Newer,
    /// It was cut or changed.
    #[error("the backup is damaged")]
    Damaged,
    /// The PIN does not open it.
    #[error("the PIN does not open the backup")]
    WrongPin,
    /// The words do not open it.
    #[error("the words do not open the backup")]
    WrongWords,
    /// The province's recovery key is none, so nothing can be sealed to it.
    #[error("the province's recovery key is not valid")]
    NoProvince,
    /// It belongs to another person.
    #[error("the backup belongs to another person")]
    OtherPerson,
    /// The file system.
    #[error("file access failed")]
    Io(#[from] std::io::Error),
}

impl BackupError {
    /// A stable code; screens have a text for each.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotABackup => "backup.not_a_backup",
            Self::Newer => "backup.newer",
            Self::Damaged => "backup.damaged",
            Self::WrongPin => "backup.wrong_pin",
            Self::WrongWords => "backup.wrong_words",
            Self::NoProvince => "vault.damaged",
            Self::OtherPerson => "backup.other_person",
            Self::Io(_) => "backup.unreadable",
        }
    }
}

/// The unencrypted head of a backup.
#[derive(Debug, Serialize, Deserialize)]
struct Head<L> {
    locks: L,
    made_at: Timestamp,
    database_bytes: u64,
}

/// A backup whose head was read; nothing is trusted yet.
pub(super) struct Container {
    path: PathBuf,
    locks: AnyLocks,
    database_bytes: u64,
    /// Bytes before the database.
    prefix: Vec<u8>,
}

/// Writes a backup beside its place and moves it there when it is whole.
pub(super) fn write(
    to: &Path,
    locks: Locks<ByWords>,
    key: &StoreKey,
    database: &Path,
    made_at: Timestamp,
) -> Result<(), BackupError> {
    let head = Head { locks, made_at, database_bytes: std::fs::metadata(database)?.len() };
    let head = serde_json::to_vec(&head).map_err(std::io::Error::other)?;
    let length = u32::try_from(head.len()).map_err(std::io::Error::other)?;
    let unfinished = to.with_extension(UNFINISHED);
    let mut out = BufWriter::new(File::create(&unfinished)?);
    let mut mac = mac(key, MAGIC);
    for part in [MAGIC.as_slice(), &length.to_be_bytes(), &head] {
        mac.update(part);
        out.write_all(part)?;
    }
    copy(&mut File::open(database)?, &mut out, u64::MAX, &mut mac)?;
    out.write_all(&mac.finalize().into_bytes())?;
    let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, to)?;
    Ok(())
}

impl Container {
    /// Reads the head of the file at `path`.
    pub(super) fn open(path: &Path) -> Result<Self, BackupError> {
        let mut file = BufReader::new(File::open(path)?);
        let mut magic = [0; MAGIC.len()];
        fill(&mut file, &mut magic).map_err(|_| BackupError::NotABackup)?;
        if ![MAGIC, FIRST_MAGIC].contains(&&magic) {
            let ours = magic.starts_with(FAMILY);
            return Err(if ours { BackupError::Newer } else { BackupError::NotABackup });
        }
        let mut length = [0; 4];
        fill(&mut file, &mut length)?;
        let size = u32::from_be_bytes(length);
        if size > LONGEST_HEAD {
            return Err(BackupError::Damaged);
        }
        let mut text = vec![0; size as usize];
        fill(&mut file, &mut text)?;
        let head = if &magic == MAGIC {
            serde_json::from_slice::<Head<Locks<ByWords>>>(&text)
                .map(|head| (AnyLocks::Second(head.locks), head.database_bytes))
        } else {
            serde_json::from_slice::<Head<Locks<ByPin>>>(&text)
                .map(|head| (AnyLocks::First(head.locks), head.database_bytes))
        };
        let (locks, database_bytes) = head.map_err(|_| BackupError::Damaged)?;
        let prefix = [magic.as_slice(), &length, &text].concat();
        Ok(Self { path: path.to_owned(), locks, database_bytes, prefix })
    }

    /// The locks of its key.
    pub(super) fn locks(&self) -> &AnyLocks {
        &self.locks
    }

    /// Writes the database to `to`. An error means that nothing there may be used.
    pub(super) fn unpack(&self, key: &StoreKey, to: &Path) -> Result<(), BackupError> {
        let mut file = BufReader::new(File::open(&self.path)?);
        fill(&mut file, &mut vec![0; self.prefix.len()])?;
        let mut mac = mac(key, self.prefix.get(..MAGIC.len()).unwrap_or_default());
        mac.update(&self.prefix);
        let mut out = BufWriter::new(File::create(to)?);
        let copied = copy(&mut file, &mut out, self.database_bytes, &mut mac)?;
        out.flush()?;
        let mut expected = [0; MAC_BYTES];
        fill(&mut file, &mut expected)?;
        let whole = copied == self.database_bytes && file.read(&mut [0])? == 0;
        if whole && mac.verify_slice(&expected).is_ok() { Ok(()) } else { Err(BackupError::Damaged) }
    }
}

fn mac(key: &StoreKey, magic: &[u8]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so this never fails; an empty key would fail the comparison.
    let keyed = |key: &[u8]| Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
    let mut derived = keyed(key.as_slice());
    derived.update(magic);
    keyed(&derived.finalize().into_bytes())
}

/// Reads exactly as many bytes; fewer mean that the file was cut.
fn fill(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), BackupError> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => BackupError::Damaged,
        _ => BackupError::Io(error),
    })
}

fn copy(from: &mut impl Read, to: &mut impl Write, most: u64, mac: &mut Hmac<Sha256>) -> std::io::Result<u64> {
    let mut from = from.take(most);
    let mut buffer = vec![0; 64 * 1024];
    let mut copied = 0;
    loop {
        let count = from.read(&mut buffer)?;
        let piece = buffer.get(..count).unwrap_or_default();
        if piece.is_empty() {
            return Ok(copied);
        }
        mac.update(piece);
        to.write_all(piece)?;
        copied += count as u64;
    }
}
