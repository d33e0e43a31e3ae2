//! Whether files and folders are still those that were opened.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Something of the store was removed, moved or replaced while it was in use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} was removed, moved or replaced while the server was using it", .0.display())]
pub struct Gone(PathBuf);

/// Files and folders as they were when they were opened. An open file can be written to long after its name
/// is gone, and whatever is written then is lost: so names are compared before a success is told.
#[derive(Debug, Clone)]
pub(crate) struct Place(Vec<(PathBuf, Identity)>);

/// Device and number of a file.
type Identity = (u64, u64);

impl Place {
    /// Notes what stands under these names at this moment.
    pub(crate) fn note(names: impl IntoIterator<Item = PathBuf>) -> io::Result<Self> {
        let noted = names.into_iter().map(|name| Ok((name.clone(), identity(&name)?)));
        Ok(Self(noted.collect::<io::Result<_>>()?))
    }

    /// Checks that the same files and folders stand under their names.
    pub(crate) fn check(&self) -> Result<(), Gone> {
        let other = self.0.iter().find(|(name, noted)| identity(name).ok() != Some(*noted));
        other.map_or(Ok(()), |(name, _)| Err(Gone(name.clone())))
    }
}

#[cfg(unix)]
fn identity(name: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(name).map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(name: &Path) -> io::Result<Identity> {
    fs::metadata(name).map(|_| (0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_removed_moved_or_replaced_is_missed() {
        let dir = tempfile::tempdir().unwrap();
        let (file, aside) = (dir.path().join("a"), dir.path().join("b"));
        fs::write(&file, "1").unwrap();
        let place = Place::note([file.clone()]).unwrap();
        fs::write(&file, "2").unwrap();
        assert_eq!(place.check(), Ok(()), "other bytes in the same file are no matter");
        fs::rename(&file, &aside).unwrap();
        assert_eq!(place.check(), Err(Gone(file.clone())));
        fs::write(&file, "2").unwrap();
        assert_eq!(place.check(), Err(Gone(file.clone())));
        fs::rename(&aside, &file).unwrap();
        assert_eq!(place.check(), Ok(()));
    }
}
