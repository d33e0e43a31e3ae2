//! Photos go into a backup and come back.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use sambang_domain::ids::Digest;

use super::{Files, FilesError, if_there, shelf};
use crate::folders::{create_private, private_file, sync};

/// What became of photos that were to be copied.
#[derive(Debug, Default)]
pub(crate) struct Copied {
    /// How many were not there before.
    pub(crate) new: u64,
    /// Those of which there are no whole bytes.
    pub(crate) lost: Vec<Digest>,
}

impl Files {
    /// Copies photos into a backup's `pool`, those that are not there, each by its digest.
    pub(crate) fn copy_to(&self, pool: &Path, photos: &[(Digest, u64)]) -> Result<Copied, FilesError> {
        copy(&|digest| self.path(digest), &|digest| below(pool, digest), photos)
    }

    /// Copies photos back from a backup's `pool`, and gives those of which it has no whole bytes.
    pub(crate) fn copy_from(&self, pool: &Path, photos: &[(Digest, u64)]) -> Result<Vec<Digest>, FilesError> {
        Ok(copy(&|digest| below(pool, digest), &|digest| self.path(digest), photos)?.lost)
    }
}

/// Where the photo of a digest lies in a folder of photos.
pub(super) fn below(folder: &Path, digest: Digest) -> PathBuf {
    let name = digest.to_hex();
    folder.join(shelf(&name)).join(name)
}

fn copy(
    from: &dyn Fn(Digest) -> PathBuf,
    to: &dyn Fn(Digest) -> PathBuf,
    photos: &[(Digest, u64)],
) -> Result<Copied, FilesError> {
    let (mut copied, mut touched) = (Copied::default(), BTreeSet::new());
    for (sha256, size) in photos {
        let target = to(*sha256);
        // A photo gets its name when it is whole, and is never written again.
        if if_there(fs::metadata(&target))?.is_some_and(|there| there.len() == *size) {
            continue;
        }
        let bytes = if_there(fs::read(from(*sha256)))?.filter(|bytes| Digest::of(bytes) == *sha256);
        let Some(bytes) = bytes else {
            copied.lost.push(*sha256);
            continue;
        };
        let shelf = target.parent().map(Path::to_owned).unwrap_or_default();
        create_private(&shelf)?;
        let draft = target.with_extension("draft");
        let mut file = private_file().create(true).truncate(true).open(&draft)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&draft, &target)?;
        touched.extend([shelf.parent().map(Path::to_owned).unwrap_or_default(), shelf]);
        copied.new += 1;
    }
    touched.iter().try_for_each(|folder| sync(folder))?;
    Ok(copied)
}
