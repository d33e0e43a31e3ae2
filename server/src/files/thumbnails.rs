//! The files of small pictures.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;
use uuid::Uuid;

use super::{Files, FilesError, if_there, shelf};
use crate::folders::{create_private, private_file};

impl Files {
    fn thumbnail_path(&self, digest: Digest, side: u32) -> PathBuf {
        let name = digest.to_hex();
        self.thumbnails.join(shelf(&name)).join(format!("{name}-{side}.jpg"))
    }

    /// The thumbnail of this long side; none when it was not made yet.
    pub(crate) fn find_thumbnail(&self, digest: Digest, side: u32) -> Result<Option<Vec<u8>>, FilesError> {
        if_there(fs::read(self.thumbnail_path(digest, side)))
    }

    /// Keeps a thumbnail. It is written under the name of `draft` first, so that no reader finds half a file.
    pub(crate) fn keep_thumbnail(
        &self,
        digest: Digest,
        side: u32,
        draft: Uuid,
        bytes: &[u8],
    ) -> Result<(), FilesError> {
        let target = self.thumbnail_path(digest, side);
        create_private(&target.parent().map(Path::to_owned).unwrap_or_default())?;
        let draft = self.thumbnails.join(format!("{draft}.part"));
        let mut file = private_file().create(true).truncate(true).open(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(fs::rename(&draft, &target)?)
    }
}
