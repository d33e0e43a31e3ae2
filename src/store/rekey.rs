//! Locking the database under another key.

use zeroize::Zeroizing;

use super::{Store, StoreError, StoreKey};

impl Store {
    /// Locks the database under `next` and closes it. Other clones of this store must be gone. All pages go into the
    /// log first and become valid together, so a kill at any moment and a full disk leave a file that opens with
    /// the old key or with the new one. The caller finds out with which by opening it.
    ///
    /// # Errors
    /// [`StoreError::NotRekeyed`], [`StoreError::Full`], or SQLite fails.
    pub(crate) fn rekey(self, next: &StoreKey) -> Result<(), StoreError> {
        self.read(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            let hex = Zeroizing::new(hex::encode(next.as_slice()));
            let sql = Zeroizing::new(format!("PRAGMA rekey = \"x'{}'\"", hex.as_str()));
            // SQLCipher answers "ok", and nothing when it failed.
            let done: Result<String, _> = connection.query_row(&sql, [], |row| row.get(0));
            match done {
                Ok(_) => Ok(()),
                Err(rusqlite::Error::QueryReturnedNoRows) => Err(StoreError::NotRekeyed),
                Err(error) => Err(error.into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::{FILE_NAME, Key};
    use super::*;

    const OLD: [u8; 32] = [1; 32];
    const NEW: [u8; 32] = [2; 32];

    /// A store of some size, closed.
    fn store(folder: &Path) {
        let store = Store::open(folder, &StoreKey::new(OLD)).unwrap();
        store.set_value(Key::Settings, &"x".repeat(300_000)).unwrap();
    }

    fn opens(folder: &Path, key: [u8; 32]) -> bool {
        match Store::open(folder, &StoreKey::new(key)) {
            Ok(store) => store.value::<String>(Key::Settings).unwrap().unwrap().len() == 300_000,
            Err(StoreError::WrongKey) => false,
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn the_new_key_opens_it_and_the_old_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        store(folder.path());
        Store::open(folder.path(), &StoreKey::new(OLD)).unwrap().rekey(&StoreKey::new(NEW)).unwrap();
        assert!(!opens(folder.path(), OLD));
        assert!(opens(folder.path(), NEW));
    }

    #[test]
    fn a_kill_at_any_moment_leaves_a_file_that_opens_with_one_of_both_keys() {
        let (folder, killed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        store(folder.path());
        let before = std::fs::read(folder.path().join(FILE_NAME)).unwrap();
        let open = Store::open(folder.path(), &StoreKey::new(OLD)).unwrap();
        // A second hold on the connection keeps it open, so that the log is there as a kill would leave it.
        let held = open.clone();
        open.rekey(&StoreKey::new(NEW)).unwrap();
        let log = std::fs::read(folder.path().join(format!("{FILE_NAME}-wal"))).unwrap();
        assert!(log.len() > before.len(), "all pages are in the log");
        let after = |main: &[u8], log: &[u8]| {
            for file in std::fs::read_dir(killed.path()).unwrap().map(Result::unwrap) {
                std::fs::remove_file(file.path()).unwrap();
            }
            std::fs::write(killed.path().join(FILE_NAME), main).unwrap();
            std::fs::write(killed.path().join(format!("{FILE_NAME}-wal")), log).unwrap();
        };
        let frame = 24 + 4096;
        let cuts = (0..log.len()).step_by(frame * 7).chain([1, 31, 32, 33, frame, log.len() - frame, log.len() - 1]);
        for cut in cuts {
            after(&before, &log[..cut]);
            assert!(!opens(killed.path(), NEW), "cut at {cut}");
            assert!(opens(killed.path(), OLD), "cut at {cut}");
        }
        // Killed while the log was carried over into the file: any part of it is there, the log whole.
        drop(held);
        let carried = std::fs::read(folder.path().join(FILE_NAME)).unwrap();
        for part in (0..=carried.len()).step_by(4096 * 11).chain([carried.len()]) {
            after(&[&carried[..part], &before[part.min(before.len())..]].concat(), &log);
            assert!(!opens(killed.path(), OLD), "{part} bytes carried");
            assert!(opens(killed.path(), NEW), "{part} bytes carried");
        }
    }
}
