//! The statements by which the province made its next keys known, as they lie beside the keys.

use std::path::{Path, PathBuf};
use std::{fs, io};

use ed25519_dalek::VerifyingKey;
use sambang_domain::wire::v1::{Province, SignedProvinceChange};
use serde::{Deserialize, Serialize};

use super::KeyError;
use crate::folders::write_whole;

/// Name of the file.
pub(super) const FILE: &str = "province.json";

/// From the first keys of the province to its present ones. Each statement is signed with the key before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chain {
    first: Province,
    changes: Vec<SignedProvinceChange>,
    #[serde(skip)]
    stations: Vec<Province>,
}

impl Chain {
    /// Where the file lies in the keys' folder.
    pub(super) fn path(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// None for a province that still has its first keys and address.
    ///
    /// # Errors
    /// [`KeyError::Chain`] when a statement is not signed with the key before it.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, KeyError> {
        let path = Self::path(folder);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(KeyError::Io { path, source }),
        };
        let read: Option<Self> = serde_json::from_slice(&bytes).ok();
        read.and_then(|read| Self::new(read.first, read.changes)).ok_or(KeyError::Chain(path)).map(Some)
    }

    /// None when a statement does not follow.
    pub(super) fn new(first: Province, changes: Vec<SignedProvinceChange>) -> Option<Self> {
        let mut stations = vec![Province { changes: 0, ..first.clone() }];
        for change in &changes {
            let next = stations.last()?.follow(std::slice::from_ref(change)).ok()?.province;
            (next.changes == stations.len() as u64).then(|| stations.push(next))?;
        }
        Some(Self { first, changes, stations })
    }

    /// Writes the file.
    pub(super) fn write(&self, folder: &Path) -> Result<(), KeyError> {
        let path = Self::path(folder);
        let bytes = serde_json::to_vec_pretty(self).map_err(io::Error::from);
        bytes.and_then(|bytes| write_whole(&path, &bytes)).map_err(|source| KeyError::Io { path, source })
    }

    /// One statement more; none when it does not follow.
    pub(super) fn with(&self, change: SignedProvinceChange) -> Option<Self> {
        let changes = self.changes.iter().cloned().chain([change]).collect();
        Self::new(self.first.clone(), changes)
    }

    /// How many statements there are.
    pub(crate) fn len(&self) -> usize {
        self.changes.len()
    }

    /// The statements, in order.
    pub(crate) fn changes(&self) -> &[SignedProvinceChange] {
        &self.changes
    }

    /// The province after so many statements, or after the last when there are fewer.
    pub(crate) fn after(&self, changes: usize) -> &Province {
        self.stations.get(changes).or(self.stations.last()).unwrap_or(&self.first)
    }

    /// The province as it stands.
    pub(crate) fn end(&self) -> &Province {
        self.after(self.len())
    }

    pub(super) fn receipt_key_after(&self, changes: usize) -> Option<VerifyingKey> {
        self.after(changes).verifying_key()
    }

    /// Whether devices ever sealed their locks to this key.
    pub(crate) fn had_recovery_key(&self, public: &str) -> bool {
        self.stations.iter().any(|station| station.recovery_key == public)
    }
}
