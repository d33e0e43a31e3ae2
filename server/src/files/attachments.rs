//! The files of attachments that are whole.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use sha2::{Digest as _, Sha256};

use super::backups::below;
use super::{Files, FilesError, if_there};

impl Files {
    /// Where the attachment of this digest lies.
    pub(super) fn path(&self, digest: Digest) -> PathBuf {
        below(&self.attachments, digest)
    }

    /// Digest and length of a whole attachment's file; none when there is no file.
    pub(crate) fn find_measured(&self, digest: Digest) -> Result<Option<(Digest, u64)>, FilesError> {
        if_there(digest_of_file(&self.path(digest)))
    }

    /// The bytes of a whole attachment; none when there is no file.
    pub(crate) fn find_bytes(&self, digest: Digest) -> Result<Option<Vec<u8>>, FilesError> {
        if_there(fs::read(self.path(digest)))
    }
}

/// Digest and length of what a file holds.
pub(crate) fn digest_of_file(path: &Path) -> io::Result<(Digest, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
        hash.update(piece);
        length += read as u64;
    }
    Ok((Digest(hash.finalize().into()), length))
}
