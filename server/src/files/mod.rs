//! The bytes of attachments, as files: `attachments/ab/<sha256>` when whole, `uploads/<id>.part`
//! while they arrive, and `thumbnails/ab/<sha256>-<long side>.jpg`, which may be deleted at any time.
//!
//! How far an upload has come is the length of its file. A length is reported only after the file
//! was synced, so no device is ever told that bytes are safe which a power cut could take. Only
//! this module touches those files; another kind of store would replace it as a whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::keys::create_private_folder;

/// A file of the attachment files could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("an attachment file cannot be read or written")]
pub struct FilesError(#[from] io::Error);

/// The folders.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    attachments: PathBuf,
    uploads: PathBuf,
    thumbnails: PathBuf,
}

/// What became of an upload's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// There is none.
    Missing,
    /// So many bytes are durable, fewer than were announced.
    Begun(u64),
    /// It was whole and is the attachment.
    Published,
    /// It is as long as was announced, or longer, and has another digest.
    Damaged,
}

impl Files {
    /// Opens the folders below `root`, making them when they are not there.
    pub(crate) fn open(root: &Path) -> Result<Self, FilesError> {
        let below = |name| root.join(name);
        let files =
            Self { attachments: below("attachments"), uploads: below("uploads"), thumbnails: below("thumbnails") };
        for path in [&files.attachments, &files.uploads, &files.thumbnails] {
            create_private_folder(path)?;
        }
        Ok(files)
    }

    fn part(&self, upload: Uuid) -> PathBuf {
        self.uploads.join(format!("{upload}.part"))
    }

    /// Where the attachment of this digest lies.
    pub(crate) fn path(&self, digest: Digest) -> PathBuf {
        let name = digest.to_hex();
        self.attachments.join(shelf(&name)).join(name)
    }

    fn thumbnail_path(&self, digest: Digest, side: u32) -> PathBuf {
        let name = digest.to_hex();
        self.thumbnails.join(shelf(&name)).join(format!("{name}-{side}.jpg"))
    }

    /// How many bytes of an upload are written; none when there is no file.
    pub(crate) fn written(&self, upload: Uuid) -> Result<Option<u64>, FilesError> {
        match fs::metadata(self.part(upload)) {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Adds `pieces` at the end of an upload's file; false, and nothing is added, when it stands at
    /// another byte than `offset`.
    pub(crate) fn append(&self, upload: Uuid, offset: u64, pieces: &[impl AsRef<[u8]>]) -> Result<bool, FilesError> {
        if self.written(upload)?.unwrap_or(0) != offset {
            return Ok(false);
        }
        let mut file = OpenOptions::new().append(true).create(true).open(self.part(upload))?;
        for piece in pieces {
            file.write_all(piece.as_ref())?;
        }
        Ok(true)
    }

    /// Makes what is written of an upload durable.
    pub(crate) fn sync(&self, upload: Uuid) -> Result<(), FilesError> {
        File::open(self.part(upload))?.sync_data()?;
        Ok(File::open(&self.uploads)?.sync_all()?)
    }

    /// Makes an upload's file durable: as the attachment of this digest when it is whole.
    pub(crate) fn settle(&self, upload: Uuid, digest: Digest, length: u64) -> Result<Part, FilesError> {
        match self.written(upload)? {
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
            create_private_folder(&shelf)?;
            File::open(&self.attachments)?.sync_all()?;
        }
        let part = self.part(upload);
        File::open(&part)?.sync_all()?;
        fs::rename(&part, &target)?;
        Ok(File::open(&shelf)?.sync_all()?)
    }

    /// Digest and length of a whole attachment's file; none when there is no file.
    pub(crate) fn measure(&self, digest: Digest) -> Result<Option<(Digest, u64)>, FilesError> {
        match digest_of_file(&self.path(digest)) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a whole attachment; none when there is no file.
    pub(crate) fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, FilesError> {
        read_if_there(&self.path(digest))
    }

    /// The thumbnail of this long side; none when it was not made yet.
    pub(crate) fn thumbnail(&self, digest: Digest, side: u32) -> Result<Option<Vec<u8>>, FilesError> {
        read_if_there(&self.thumbnail_path(digest, side))
    }

    /// Keeps a thumbnail. It is written under the name of `draft` first, so that nobody meets half.
    pub(crate) fn keep_thumbnail(
        &self,
        digest: Digest,
        side: u32,
        draft: Uuid,
        bytes: &[u8],
    ) -> Result<(), FilesError> {
        let target = self.thumbnail_path(digest, side);
        create_private_folder(&target.parent().map(Path::to_owned).unwrap_or_default())?;
        let draft = self.thumbnails.join(format!("{draft}.part"));
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(fs::rename(&draft, &target)?)
    }

    /// Takes away what is written of an upload.
    pub(crate) fn discard(&self, upload: Uuid) -> Result<(), FilesError> {
        match fs::remove_file(self.part(upload)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
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

    /// Whether the folders can be reached.
    pub(crate) fn is_there(&self) -> bool {
        self.attachments.is_dir() && self.uploads.is_dir()
    }
}

/// The files inside a files in which a digest's file lies.
fn shelf(name: &str) -> String {
    name.chars().take(2).collect()
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, FilesError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn digest_of_file(path: &Path) -> io::Result<(Digest, u64)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_grows_and_becomes_an_attachment() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::open(dir.path()).unwrap();
        let upload = Uuid::from_u128(1);
        assert_eq!(files.written(upload).unwrap(), None);
        let digest = Digest::of(b"photo of a shop");
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Missing);
        assert!(files.append(upload, 0, &[b"photo "]).unwrap());
        assert!(!files.append(upload, 0, &[b"again"]).unwrap(), "another offset adds nothing");
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Begun(6));
        assert!(files.append(upload, 6, &[b"of a ".as_slice(), b"shop".as_slice()]).unwrap());
        assert_eq!(files.written(upload).unwrap(), Some(15));
        assert_eq!(files.parts().unwrap(), [upload]);
        assert_eq!(files.settle(upload, Digest::of(b"another"), 15).unwrap(), Part::Damaged);
        assert_eq!(files.settle(upload, digest, 15).unwrap(), Part::Published);
        assert_eq!(files.measure(digest).unwrap(), Some((digest, 15)));
        assert_eq!(files.read(digest).unwrap().unwrap(), b"photo of a shop");
        assert!(files.parts().unwrap().is_empty());
        files.discard(upload).unwrap();
    }
}
