//! The bytes of attachments, as files: `attachments/ab/<sha256>` when whole, `uploads/<id>.part`
//! while they arrive.
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

/// A file of the attachment folder could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("an attachment file cannot be read or written")]
pub struct FolderError(#[from] io::Error);

/// The two folders.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    attachments: PathBuf,
    uploads: PathBuf,
}

impl Folder {
    /// Opens the folders below `root`, making them when they are not there.
    pub(crate) fn open(root: &Path) -> Result<Self, FolderError> {
        let folder = Self { attachments: root.join("attachments"), uploads: root.join("uploads") };
        create_private_folder(&folder.attachments)?;
        create_private_folder(&folder.uploads)?;
        Ok(folder)
    }

    fn part(&self, upload: Uuid) -> PathBuf {
        self.uploads.join(format!("{upload}.part"))
    }

    /// Where the attachment of this digest lies.
    pub(crate) fn path(&self, digest: Digest) -> PathBuf {
        let name = digest.to_hex();
        self.attachments.join(name.chars().take(2).collect::<String>()).join(name)
    }

    /// How many bytes of an upload are written; none when there is no file.
    pub(crate) fn written(&self, upload: Uuid) -> Result<Option<u64>, FolderError> {
        match fs::metadata(self.part(upload)) {
            Ok(metadata) => Ok(Some(metadata.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Adds `pieces` at the end of an upload's file, and makes it durable when `sync` says so.
    pub(crate) fn append(&self, upload: Uuid, pieces: &[impl AsRef<[u8]>], sync: bool) -> Result<(), FolderError> {
        let path = self.part(upload);
        let fresh = !path.try_exists()?;
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        for piece in pieces {
            file.write_all(piece.as_ref())?;
        }
        if sync {
            file.sync_data()?;
        }
        if fresh {
            File::open(&self.uploads)?.sync_all()?;
        }
        Ok(())
    }

    /// Makes what is written of an upload durable.
    pub(crate) fn sync(&self, upload: Uuid) -> Result<(), FolderError> {
        Ok(File::open(self.part(upload))?.sync_data()?)
    }

    /// The digest of what is written of an upload.
    pub(crate) fn digest_of_part(&self, upload: Uuid) -> Result<Digest, FolderError> {
        Ok(digest_of_file(&self.part(upload))?.0)
    }

    /// Turns an upload's file into the attachment of this digest, durably.
    pub(crate) fn publish(&self, upload: Uuid, digest: Digest) -> Result<(), FolderError> {
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
    pub(crate) fn measure(&self, digest: Digest) -> Result<Option<(Digest, u64)>, FolderError> {
        match digest_of_file(&self.path(digest)) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a whole attachment; none when there is no file.
    pub(crate) fn read(&self, digest: Digest) -> Result<Option<Vec<u8>>, FolderError> {
        match fs::read(self.path(digest)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Takes away what is written of an upload.
    pub(crate) fn discard(&self, upload: Uuid) -> Result<(), FolderError> {
        match fs::remove_file(self.part(upload)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The uploads that have a file.
    pub(crate) fn parts(&self) -> Result<Vec<Uuid>, FolderError> {
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
        let folder = Folder::open(dir.path()).unwrap();
        let upload = Uuid::from_u128(1);
        assert_eq!(folder.written(upload).unwrap(), None);
        folder.append(upload, &[b"photo ".as_slice()], false).unwrap();
        folder.append(upload, &[b"of a ".as_slice(), b"shop".as_slice()], true).unwrap();
        assert_eq!(folder.written(upload).unwrap(), Some(15));
        assert_eq!(folder.parts().unwrap(), [upload]);
        let digest = Digest::of(b"photo of a shop");
        assert_eq!(folder.digest_of_part(upload).unwrap(), digest);
        folder.publish(upload, digest).unwrap();
        assert_eq!(folder.measure(digest).unwrap(), Some((digest, 15)));
        assert_eq!(folder.read(digest).unwrap().unwrap(), b"photo of a shop");
        assert!(folder.parts().unwrap().is_empty());
        folder.discard(upload).unwrap();
    }
}
