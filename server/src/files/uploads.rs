//! The files of uploads that are under way.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use sha2::{Digest as _, Sha256};
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
    /// All bytes are there and right.
    Whole,
    /// It is as long as was announced, or longer, and has another digest.
    Damaged,
}

impl Files {
    fn part(&self, upload: Uuid) -> PathBuf {
        self.uploads.join(format!("{upload}.part"))
    }

    /// A second name of an upload's file while it becomes an attachment.
    fn second(&self, upload: Uuid) -> PathBuf {
        self.uploads.join(format!("{upload}.whole"))
    }

    /// How many bytes of an upload are written; none when there is no file.
    pub(crate) fn find_length(&self, upload: Uuid) -> Result<Option<u64>, FilesError> {
        if_there(fs::metadata(self.part(upload)).map(|metadata| metadata.len()))
    }

    /// Adds `pieces` at the end of an upload's file; false, and nothing is added, when it stands at
    /// another byte than `offset`, or is an attachment's file already and waits to be settled.
    pub(crate) fn append(&self, upload: Uuid, offset: u64, pieces: &[impl AsRef<[u8]>]) -> Result<bool, FilesError> {
        let there = if_there(fs::metadata(self.part(upload)))?;
        if there.as_ref().map_or(0, fs::Metadata::len) != offset || there.is_some_and(|there| has_two_names(&there)) {
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

    /// Says how far an upload has come; what is begun is durable then.
    pub(crate) fn settle(&self, upload: Uuid, digest: Digest, length: u64) -> Result<Part, FilesError> {
        match self.find_length(upload)? {
            None => Ok(Part::Missing),
            Some(written) if written < length => {
                self.sync(upload)?;
                Ok(Part::Begun(written))
            }
            Some(_) if digest_of_file(&self.part(upload))? == (digest, length) => Ok(Part::Whole),
            Some(_) => Ok(Part::Damaged),
        }
    }

    /// Makes a whole upload's file the attachment of this digest, durably, in the place of whatever has its name.
    /// The upload's own file stays until it is discarded: when a crash comes in between, it alone shows that this
    /// upload brought the bytes, for the attachment may be there by another.
    pub(crate) fn publish(&self, upload: Uuid, digest: Digest) -> Result<(), FilesError> {
        let target = self.path(digest);
        let shelf = self.shelf(&target)?;
        let (part, second) = (self.part(upload), self.second(upload));
        File::open(&part)?.sync_all()?;
        if_there(fs::remove_file(&second))?;
        fs::hard_link(&part, &second)?;
        fs::rename(&second, &target)?;
        // It keeps both names when they were of one file already.
        if_there(fs::remove_file(&second))?;
        Ok(sync(&shelf)?)
    }

    /// Makes bytes that came whole the attachment of this digest, durably, in the place of whatever has its name;
    /// false, and nothing is kept, when they have another digest.
    pub(crate) fn put(&self, upload: Uuid, digest: Digest, pieces: &[impl AsRef<[u8]>]) -> Result<bool, FilesError> {
        let mut hash = Sha256::new();
        pieces.iter().for_each(|piece| hash.update(piece));
        if Digest(hash.finalize().into()) != digest {
            return Ok(false);
        }
        let (part, target) = (self.part(upload), self.path(digest));
        let shelf = self.shelf(&target)?;
        let mut file = private_file().create(true).truncate(true).open(&part)?;
        for piece in pieces {
            file.write_all(piece.as_ref())?;
        }
        file.sync_all()?;
        fs::rename(&part, &target)?;
        sync(&shelf)?;
        Ok(true)
    }

    /// The folder in which an attachment lies, made when it is the first there.
    fn shelf(&self, attachment: &Path) -> Result<PathBuf, FilesError> {
        let shelf = attachment.parent().map(Path::to_owned).unwrap_or_default();
        if !shelf.try_exists()? {
            create_private(&shelf)?;
            sync(&self.attachments)?;
        }
        Ok(shelf)
    }

    /// Takes away what is written of an upload.
    pub(crate) fn discard(&self, upload: Uuid) -> Result<(), FilesError> {
        if_there(fs::remove_file(self.second(upload)))?;
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

#[cfg(unix)]
fn has_two_names(file: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::nlink(file) > 1
}

#[cfg(not(unix))]
fn has_two_names(_: &fs::Metadata) -> bool {
    false
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
        // A second time is what follows a crash; then the upload's own file is still there.
        for _ in 0..2 {
            assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Whole);
            files.publish(upload, digest).unwrap();
            assert_eq!(files.find_measured(digest).unwrap(), Some((digest, 15)));
            assert!(!files.append(upload, 15, &[b"more"]).unwrap(), "an attachment does not grow");
        }
        files.discard(upload).unwrap();
        let (other, pieces) = (Digest::of(b"whole"), [b"who".as_slice(), b"le"]);
        assert!(!files.put(upload, digest, &pieces).unwrap(), "bytes with another digest are not kept");
        assert!(files.put(upload, other, &pieces).unwrap() && files.put(upload, other, &pieces).unwrap());
        assert_eq!(files.find_measured(other).unwrap(), Some((other, 5)));
        assert_eq!(files.find_bytes(digest).unwrap().unwrap(), b"photo of a shop");
        assert!(std::fs::read_dir(dir.path().join("uploads")).unwrap().next().is_none());
    }
}
