//! The files of uploads that are under way.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use uuid::Uuid;

use super::attachments::digest_of_file;
use super::{Files, FilesError, if_there};
use crate::folders::{create_private, private_file, sync};

/// What became of an upload's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// There is none.
    Missing,
    /// So many bytes are durable, fewer than were announced.
    Begun(u64),
    /// All bytes were there and right; the file is the attachment now.
    Published,
    /// It is as long as was announced, or longer, and has another digest.
    Damaged,
}

impl Files {
    fn part(&self, upload: Uuid) -> PathBuf {
        self.uploads.join(format!("{upload}.part"))
    }

    /// How many bytes of an upload are written; none when there is no file.
    pub(crate) fn find_length(&self, upload: Uuid) -> Result<Option<u64>, FilesError> {
        if_there(fs::metadata(self.part(upload)).map(|metadata| metadata.len()))
    }

    /// Adds `pieces` at the end of an upload's file; false, and nothing is added, when it stands at
    /// another byte than `offset`.
    pub(crate) fn append(&self, upload: Uuid, offset: u64, pieces: &[impl AsRef<[u8]>]) -> Result<bool, FilesError> {
        if self.find_length(upload)?.unwrap_or(0) != offset {
            return Ok(false);
        }
        let mut file = private_file().append(true).create(true).open(self.part(upload))?;
        for piece in pieces {
            file.write_all(piece.as_ref())?;
        }
        Ok(true)
    }

    /// Makes what is written of an upload durable.
    pub(crate) fn sync(&self, upload: Uuid) -> Result<(), FilesError> {
        File::open(self.part(upload))?.sync_data()?;
        Ok(sync(&self.uploads)?)
    }

    /// Makes an upload's file durable: as the attachment of this digest when it is whole.
    pub(crate) fn settle(&self, upload: Uuid, digest: Digest, length: u64) -> Result<Part, FilesError> {
        match self.find_length(upload)? {
            None => Ok(Part::Missing),
            Some(written) if written < length => {
                self.sync(upload)?;
                Ok(Part::Begun(written))
            }
            Some(_) if digest_of_file(&self.part(upload))? == (digest, length) => {
                self.publish(upload, digest)?;
                Ok(Part::Published)
            }
            Some(_) => Ok(Part::Damaged),
        }
    }

    /// Turns an upload's file into the attachment of this digest, durably.
    fn publish(&self, upload: Uuid, digest: Digest) -> Result<(), FilesError> {
        let target = self.path(digest);
        let shelf = target.parent().map(Path::to_owned).unwrap_or_default();
        if !shelf.try_exists()? {
            create_private(&shelf)?;
            sync(&self.attachments)?;
        }
        let part = self.part(upload);
        File::open(&part)?.sync_all()?;
        fs::rename(&part, &target)?;
        Ok(sync(&shelf)?)
    }

    /// Takes away what is written of an upload.
    pub(crate) fn discard(&self, upload: Uuid) -> Result<(), FilesError> {
        if_there(fs::remove_file(self.part(upload))).map(|_| ())
    }

    /// The uploads that have a file.
    pub(crate) fn parts(&self) -> Result<Vec<Uuid>, FilesError> {
        let mut parts = Vec::new();
        for entry in fs::read_dir(&self.uploads)? {
            let name = entry?.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".part")).map(Uuid::parse_str);
            parts.extend(id.and_then(Result::ok));
        }
        Ok(parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_grows_and_becomes_an_attachment() {
        let dir = tempfile::tempdir().unwrap();
        Files::make(dir.path()).unwrap();
        let files = Files::open(dir.path()).unwrap();
        let upload = Uuid::from_u128(1);
        assert_eq!(files.find_length(upload).unwrap(), None);
        let digest = Digest::of(b"photo of a shop");
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Missing);
        assert!(files.append(upload, 0, &[b"photo "]).unwrap());
        assert!(!files.append(upload, 0, &[b"again"]).unwrap(), "another offset adds nothing");
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Begun(6));
        assert!(files.append(upload, 6, &[b"of a ".as_slice(), b"shop".as_slice()]).unwrap());
        assert_eq!(files.find_length(upload).unwrap(), Some(15));
        assert_eq!(files.parts().unwrap(), [upload]);
        assert_eq!(files.settle(upload, Digest::of(b"another"), 15).unwrap(), Part::Damaged);
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Published);
        assert_eq!(files.find_measured(digest).unwrap(), Some((digest, 15)));
        assert_eq!(files.find_bytes(digest).unwrap().unwrap(), b"photo of a shop");
        assert!(files.parts().unwrap().is_empty());
        files.discard(upload).unwrap();
    }
}
