//! Files of a store that did not open with a key known to be right. They are set aside under another name, and stay
//! until a person removes them.

use std::path::Path;
use std::time::SystemTime;

use sambang_domain::ids::Timestamp;

use super::StoreError;

/// Of the name of a file that was set aside.
const MARK: &str = ".damaged-";
/// What SQLite writes beside a database.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// A file that was set aside, with what lay beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its name in the folder.
    pub name: String,
    /// Bytes of all of it.
    pub bytes: u64,
    /// When it was last written, by the device's clock; none where the file system does not say.
    pub at: Option<Timestamp>,
}

/// Renames a file in `folder` and its log, so that nothing of it is overwritten. For a file that does not open with a
/// key known to be right.
///
/// # Errors
/// When the file system refuses.
pub fn set_aside(folder: &Path, name: &str) -> Result<(), StoreError> {
    let spare = (1..=u32::MAX).map(|n| format!("{name}{MARK}{n}")).find(|spare| !folder.join(spare).exists());
    let spare = spare.unwrap_or_default();
    for suffix in BESIDE {
        let from = folder.join(format!("{name}{suffix}"));
        if from.exists() {
            std::fs::rename(from, folder.join(format!("{spare}{suffix}")))?;
        }
    }
    Ok(())
}

/// The files that were set aside, by name.
///
/// # Errors
/// When the file system refuses.
pub fn set_aside_files(folder: &Path) -> Result<Vec<SetAside>, StoreError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let name = entry?.file_name();
        let Some(name) = name.to_str().filter(|name| is_set_aside(name)) else { continue };
        let size = |suffix| std::fs::metadata(folder.join(format!("{name}{suffix}"))).map_or(0, |file| file.len());
        let written = std::fs::metadata(folder.join(name))?.modified().ok();
        let since = written.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
        let at = since.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Timestamp);
        found.push(SetAside { name: name.to_owned(), bytes: BESIDE.into_iter().map(size).sum(), at });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// Removes one of them with what lies beside it.
///
/// # Errors
/// [`StoreError::NotFound`] for any other file; when the file system refuses.
pub fn remove_set_aside(folder: &Path, name: &str) -> Result<(), StoreError> {
    if !set_aside_files(folder)?.iter().any(|file| file.name == name) {
        return Err(StoreError::NotFound("file"));
    }
    for suffix in BESIDE {
        match std::fs::remove_file(folder.join(format!("{name}{suffix}"))) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}

fn is_set_aside(name: &str) -> bool {
    name.rsplit_once(MARK).is_some_and(|(_, number)| number.parse::<u32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_aside_is_listed_whole_and_nothing_else_can_be_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (name, bytes) in [("a.db", "first"), ("a.db-wal", "log"), ("other.txt", "x")] {
            std::fs::write(path(name), bytes).unwrap();
        }
        set_aside(folder.path(), "a.db").unwrap();
        std::fs::write(path("a.db"), "second").unwrap();
        set_aside(folder.path(), "a.db").unwrap();
        std::fs::write(path("a.db"), "in use").unwrap();
        let found = set_aside_files(folder.path()).unwrap();
        let told: Vec<_> = found.iter().map(|file| (file.name.as_str(), file.bytes, file.at.is_some())).collect();
        assert_eq!(told, [("a.db.damaged-1", 8, true), ("a.db.damaged-2", 6, true)]);
        for name in ["a.db", "other.txt", "a.db.damaged-3", "../a.db.damaged-1"] {
            assert!(matches!(remove_set_aside(folder.path(), name), Err(StoreError::NotFound(_))), "{name}");
        }
        remove_set_aside(folder.path(), "a.db.damaged-1").unwrap();
        let left: Vec<_> = set_aside_files(folder.path()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(left, ["a.db.damaged-2"]);
        assert!(path("a.db").exists() && !path("a.db.damaged-1-wal").exists());
    }
}
