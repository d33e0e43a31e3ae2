//! Folders that hold personal data or keys.

use std::path::Path;
use std::{fs, io};

/// Makes a folder that only the server's user may enter. One that is there stays as it is.
pub(crate) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
