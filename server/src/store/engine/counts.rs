//! How much the database had to do. It does not hang on the machine, so it is what is compared.

use std::sync::atomic::{AtomicU64, Ordering};

/// How much the database had to do since it was opened.
#[derive(Debug, Default)]
pub(in crate::store) struct Counts {
    statements: AtomicU64,
    writes: AtomicU64,
    commits: AtomicU64,
}

impl Counts {
    pub(super) fn statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn write(&self) {
        self.writes.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn commit(&self) {
        self.commits.fetch_add(1, Ordering::Relaxed);
    }

    #[cfg(test)]
    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    /// Says it in the log.
    pub(in crate::store) fn tell(&self) {
        let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let (statements, writes, commits) = (read(&self.statements), read(&self.writes), read(&self.commits));
        tracing::info!(statements, writes, commits, "the database is closed");
    }
}
