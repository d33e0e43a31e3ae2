//! Files that come in pieces from a page.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Writes one piece behind those before it, for the app's user alone; `first` begins anew. Returns the file's length.
pub(crate) fn write_piece(file: &Path, first: bool, piece: &[u8]) -> io::Result<u64> {
    let mut options = OpenOptions::new();
    options.create(true).write(true).append(!first).truncate(first);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(piece)?;
    Ok(file.metadata()?.len())
}
