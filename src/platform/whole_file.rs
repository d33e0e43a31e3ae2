//! Files that are there whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Ending of a file that is being written.
pub(crate) const UNFINISHED: &str = "part";

/// Puts a file in its place, or in another one's, durable and for the app's user alone. A kill leaves the old one or
/// the new one, and perhaps an unfinished one beside it that the next call writes over.
pub(crate) fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut unfinished = file.as_os_str().to_owned();
    unfinished.push(".");
    unfinished.push(UNFINISHED);
    let unfinished = PathBuf::from(unfinished);
    // One that is there keeps its mode.
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        other => other?,
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(&unfinished)?;
    written.write_all(bytes)?;
    written.sync_all()?;
    fs::rename(&unfinished, file)?;
    file.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_a_kill_left_unfinished_is_written_over_and_nobody_else_may_read_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, unfinished) = (folder.path().join("a.key"), folder.path().join("a.key.part"));
        fs::write(&unfinished, "half of a longer text").unwrap();
        fs::set_permissions(&unfinished, fs::Permissions::from_mode(0o644)).unwrap();
        for text in ["first", "second"] {
            write_whole(&file, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!unfinished.exists());
    }
}
