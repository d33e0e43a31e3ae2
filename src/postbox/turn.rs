//! Who may send: the app itself before its courier, and of couriers one. Locks on files, which the system releases when
//! a process is killed.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};

/// Held, shared, by every unlocked device that sends.
pub(super) const APP: &str = "app.lock";
/// Held by the courier that is under way.
pub(super) const SENDING: &str = "sending.lock";

/// How often a courier looks whether the app sends.
const LOOK: Duration = Duration::from_millis(500);

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(crate) struct Held(#[expect(dead_code, reason = "closing the file releases the lock")] File);

/// The locks of a postbox.
#[derive(Debug)]
pub(crate) struct Turn {
    app: PathBuf,
    sending: PathBuf,
}

impl Turn {
    /// Those of the postbox in this folder.
    pub(super) fn of(folder: &Path) -> Self {
        Self { app: folder.join(APP), sending: folder.join(SENDING) }
    }

    /// The app sends from here on, until what comes back is dropped.
    pub(crate) fn take_for_the_app(&self) -> io::Result<Held> {
        let file = open(&self.app)?;
        // A courier that looks holds it for a moment.
        flock(&file, FlockOperation::LockShared)?;
        Ok(Held(file))
    }

    /// The turn of a courier; none while the app sends or another courier is under way.
    pub(crate) fn take(&self) -> io::Result<Option<Held>> {
        let file = open(&self.sending)?;
        Ok((try_lock(&file)? && !self.app_sends()?).then_some(Held(file)))
    }

    /// Comes back when the app sends, or when that cannot be found out.
    pub(crate) async fn until_the_app_sends(&self) {
        while matches!(self.app_sends(), Ok(false)) {
            tokio::time::sleep(LOOK).await;
        }
    }

    fn app_sends(&self) -> io::Result<bool> {
        Ok(!try_lock(&open(&self.app)?)?)
    }
}

fn try_lock(file: &File) -> io::Result<bool> {
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}
