//! What a finished backup says of itself.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sambang_domain::ids::{Digest, Epoch, Timestamp};
use serde::{Deserialize, Serialize};

use super::BackupError;
use crate::folders::{sync, write_whole};

/// Name of the file that is written last.
pub(super) const MANIFEST: &str = "manifest.json";
/// The only form there is so far.
const FORMAT: &str = "sambang backup 1";

/// What a finished backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) format: String,
    /// When it was made, by the server's clock.
    pub(super) made_at: Timestamp,
    /// The epoch of the store it was made of.
    pub(super) epoch: Epoch,
    /// Up to which number of a kept receipt it holds documents and photos.
    pub(super) receipts: u64,
    /// The end of its audit log, to be given to `verify --audit-head`.
    pub(super) audit_head: String,
    /// How many photos its database says are held.
    pub(super) photos: u64,
    /// Digest and length of its database.
    pub(super) sha256: Digest,
    pub(super) size: u64,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            made_at: Timestamp(0),
            epoch: Epoch(uuid::Uuid::nil()),
            receipts: 0,
            audit_head: String::new(),
            photos: 0,
            sha256: Digest([0; 32]),
            size: 0,
        }
    }
}

impl Manifest {
    /// The name of the backup's folder. Names sort in the order in which backups were made, whatever the clock
    /// said: by the number of the last entry of the audit log.
    pub(super) fn name(&self) -> String {
        let number = self.audit_head.split(':').next().unwrap_or_default();
        format!("{number:0>10}-{}", self.made_at.utc().format("%Y%m%dT%H%M%SZ"))
    }

    /// Writes it durably into a backup that has everything else.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        write_whole(&folder.join(MANIFEST), &serde_json::to_vec_pretty(self)?)?;
        sync(folder)
    }

    /// Reads that of a finished backup.
    pub(super) fn read(folder: &Path) -> Result<Self, BackupError> {
        let bytes = fs::read(folder.join(MANIFEST)).map_err(BackupError::at(folder))?;
        let damaged = |what: &str| BackupError::Damaged { folder: folder.to_owned(), what: what.to_owned() };
        let manifest: Self = serde_json::from_slice(&bytes).map_err(|_| damaged("its manifest cannot be read"))?;
        if manifest.format == FORMAT { Ok(manifest) } else { Err(damaged("it is of another version")) }
    }
}

/// The backup that `folder` is, or the newest finished one below it.
pub(super) fn find(folder: &Path) -> Result<PathBuf, BackupError> {
    if folder.join(MANIFEST).exists() {
        return Ok(folder.to_owned());
    }
    let below = fs::read_dir(folder).map_err(BackupError::at(folder))?;
    let finished = below.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.join(MANIFEST).exists());
    // A manifest stands in an unfinished one for a moment, before the folder gets its name.
    let named = finished.filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')));
    named.max().ok_or_else(|| BackupError::None(folder.to_owned()))
}
