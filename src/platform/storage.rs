//! Free storage.

use std::path::Path;

/// Bytes that may still be written beside `path`; none when the platform does not say.
#[must_use]
pub fn free_bytes(path: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(path).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}
