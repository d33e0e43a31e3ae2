//! The folder of a store: what makes it one, who holds it, whether it is still where it was, and how much
//! room is left beside it. All of it holds personal data or keys, so nobody else may enter it.

mod error;
mod lock;
mod place;
mod room;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

pub use error::FolderError;
pub(crate) use lock::Lock;
pub use place::Gone;
pub(crate) use place::Place;
pub use room::Full;
pub(crate) use room::Room;

/// Name of the database file in a store's folder.
pub(crate) const DATABASE: &str = "sambang.sqlite";
/// Name of the folder with the keys.
pub(crate) const KEYS: &str = "keys";
/// Stands in a folder while a store is being made in it, and says by which command.
const UNFINISHED: &str = "unfinished";

/// Whatever this process makes from now on belongs to its user alone, the database's own files included.
pub fn keep_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// Makes a folder that only the server's user may enter. One that is there stays as it is.
pub(crate) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// How a file is made that only the server's user may read.
pub(crate) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the names in a folder durable.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Writes a file durably under another name first, so that nobody finds half of it; one that is there is
/// replaced.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = file.with_extension("draft");
    let mut written = private_file().create(true).truncate(true).open(&draft)?;
    written.write_all(bytes)?;
    written.sync_all()?;
    fs::rename(&draft, file)?;
    file.parent().map_or(Ok(()), sync)
}

/// Checks that there is a whole store in `root`.
pub(crate) fn expect_store(root: &Path) -> Result<(), FolderError> {
    let there = |name| match fs::metadata(root.join(name)) {
        Ok(found) => Ok(found.is_dir() || found.len() > 0),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(FolderError::at(root)(error)),
    };
    if let Some(command) = unfinished(root)? {
        return Err(FolderError::Unfinished { folder: root.to_owned(), command });
    }
    match (there(DATABASE)?, there(KEYS)?) {
        (true, true) => Ok(()),
        (false, false) => Err(FolderError::NoStore(root.to_owned())),
        (false, true) => Err(FolderError::Incomplete { folder: root.to_owned(), lacks: DATABASE }),
        (true, false) => Err(FolderError::Incomplete { folder: root.to_owned(), lacks: KEYS }),
    }
}

/// Begins a store in `root`, a new or empty folder, or one in which the same `command` did not finish. Until
/// [`finish`] nothing takes it for a store.
pub(crate) fn begin(root: &Path, command: &str) -> Result<Lock, FolderError> {
    let failed = FolderError::at(root);
    if root.try_exists().map_err(&failed)? {
        match unfinished(root)? {
            Some(begun) if begun == command => {}
            Some(command) => return Err(FolderError::Unfinished { folder: root.to_owned(), command }),
            None if expect_store(root).is_ok() => return Err(FolderError::IsStore(root.to_owned())),
            None if fs::read_dir(root).map_err(&failed)?.next().is_some() => {
                return Err(FolderError::NotEmpty(root.to_owned()));
            }
            None => {}
        }
    }
    create_private(root).map_err(&failed)?;
    let lock = Lock::take(root)?;
    #[cfg(unix)]
    fs::set_permissions(root, std::os::unix::fs::PermissionsExt::from_mode(0o700)).map_err(&failed)?;
    write_whole(&root.join(UNFINISHED), command.as_bytes()).map_err(&failed)?;
    root.canonicalize().and_then(|root| root.parent().map_or(Ok(()), sync)).map_err(&failed)?;
    Ok(lock)
}

/// Everything a store needs is in `root`, durably.
pub(crate) fn finish(root: &Path) -> Result<(), FolderError> {
    fs::remove_file(root.join(UNFINISHED)).and_then(|()| sync(root)).map_err(FolderError::at(root))
}

/// By which command a store was begun here and not finished.
fn unfinished(root: &Path) -> Result<Option<String>, FolderError> {
    match fs::read_to_string(root.join(UNFINISHED)) {
        Ok(command) => Ok(Some(command)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(FolderError::at(root)(error)),
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_begun_in_an_empty_folder_alone_and_finished_by_the_command_that_began_it() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("store");
        assert!(matches!(expect_store(&root), Err(FolderError::NoStore(_))));
        drop(begin(&root, "init").unwrap());
        assert!(matches!(expect_store(&root), Err(FolderError::Unfinished { command, .. }) if command == "init"));
        assert!(matches!(begin(&root, "restore"), Err(FolderError::Unfinished { .. })));
        let lock = begin(&root, "init").unwrap();
        assert!(matches!(begin(&root, "init"), Err(FolderError::InUse(_))));
        fs::write(root.join(DATABASE), "not empty").unwrap();
        fs::create_dir(root.join(KEYS)).unwrap();
        finish(&root).unwrap();
        drop(lock);
        expect_store(&root).unwrap();
        assert!(matches!(begin(&root, "init"), Err(FolderError::IsStore(_))));
        fs::remove_dir(root.join(KEYS)).unwrap();
        assert!(matches!(expect_store(&root), Err(FolderError::Incomplete { lacks: KEYS, .. })));
        assert!(matches!(begin(&root, "init"), Err(FolderError::NotEmpty(_))));
    }
}
