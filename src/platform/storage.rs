//! Free storage, and where files for people go.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Tells how many bytes may still be written beside a path; none when the platform does not say.
pub type FreeBytes = Arc<dyn Fn(&Path) -> Option<u64> + Send + Sync>;

/// Finds out whether a file can be written in an app's folder, which is made where it is missing.
///
/// # Errors
/// When the folder cannot be made, nothing can be written there, or there is no room for a small file.
pub(crate) fn require_writable(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let probe = folder.join("writable");
    let written = File::create(&probe).and_then(|mut file| file.write_all(&[0; 4096]));
    let removed = fs::remove_file(&probe);
    written.and(removed)
}

/// The folder in which people look for files they saved: the desktop's downloads, else the home
/// folder, else `fallback`.
#[must_use]
pub fn share_folder(fallback: &Path) -> PathBuf {
    let named = std::env::var_os("XDG_DOWNLOAD_DIR").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let downloads = home.as_ref().map(|home| home.join("Downloads"));
    let mut folders = [named, downloads, home].into_iter().flatten();
    folders.find(|folder| folder.is_dir()).unwrap_or_else(|| fallback.to_owned())
}
