//! How much fits beside the store.

use std::io;
use std::path::{Path, PathBuf};

/// So little room is left that it is kept for what matters more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("only {free} bytes are free where the store lies, and {kept} are kept for more important things")]
pub struct Full {
    /// Bytes that are free.
    pub free: u64,
    /// Bytes that must stay free.
    pub kept: u64,
}

/// The room where a store lies. The database's own log needs some to fold itself back, so nothing is written
/// when the last of it is reached.
#[derive(Debug, Clone)]
pub(crate) struct Room(PathBuf);

impl Room {
    /// The room in which `folder` lies.
    pub(crate) fn of(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Checks that at least `kept` bytes are free. Where the system does not tell, there is room.
    pub(crate) fn expect(&self, kept: u64) -> Result<(), Full> {
        match free(&self.0) {
            Ok(free) if free < kept => Err(Full { free, kept }),
            _ => Ok(()),
        }
    }
}

/// Bytes that the server's user may still write where `folder` lies.
#[cfg(unix)]
fn free(folder: &Path) -> io::Result<u64> {
    let stat = rustix::fs::statvfs(folder)?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Not known on this kind of system.
#[cfg(not(unix))]
fn free(_folder: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}
