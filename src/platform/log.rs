//! The app's log on disk: two files of at most one megabyte, the older one is overwritten.
//!
//! It writes whole lines and does not look at their content. The code that writes a line must keep names,
//! NIKs, places and tokens out of it; a system test checks this.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What the app writes down unless it is told otherwise.
pub const FILTER: &str = "warn,sambang=info";

/// Name of the log in the app's folder; the older half has `.1` behind it.
const FILE_NAME: &str = "sambang.log";
/// Size at which a file is put aside.
const LARGEST: u64 = 1_000_000;

/// The open log. Clones write to the same file.
#[derive(Debug, Clone)]
pub struct AppLog(Arc<Mutex<Open>>);

#[derive(Debug)]
struct Open {
    folder: PathBuf,
    file: File,
    written: u64,
}

impl AppLog {
    /// Opens the log in the app's folder, or begins it.
    ///
    /// # Errors
    /// When the file system refuses.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let file = OpenOptions::new().create(true).append(true).open(folder.join(FILE_NAME))?;
        let written = file.metadata()?.len();
        Ok(Self(Arc::new(Mutex::new(Open { folder: folder.to_owned(), file, written }))))
    }
}

impl Open {
    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let size = line.len() as u64;
        if self.written > 0 && self.written + size > LARGEST {
            let path = self.folder.join(FILE_NAME);
            fs::rename(&path, older(&self.folder))?;
            self.file = OpenOptions::new().create(true).append(true).open(&path)?;
            self.written = 0;
        }
        self.file.write_all(line)?;
        self.written += size;
        Ok(())
    }
}

impl Write for AppLog {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).append(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn older(folder: &Path) -> PathBuf {
    folder.join(format!("{FILE_NAME}.1"))
}

/// The whole log of an app's folder, oldest line first; empty when there is none.
///
/// # Errors
/// When a file cannot be read.
pub fn whole(folder: &Path) -> io::Result<String> {
    let mut text = Vec::new();
    for path in [older(folder), folder.join(FILE_NAME)] {
        match File::open(path) {
            Ok(mut file) => drop(file.read_to_end(&mut text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// The newest lines of the log, oldest of them first.
///
/// # Errors
/// When a file cannot be read.
pub fn tail(folder: &Path, lines: usize) -> io::Result<Vec<String>> {
    let text = whole(folder)?;
    let mut kept = VecDeque::with_capacity(lines);
    for line in text.lines() {
        if kept.len() == lines {
            kept.pop_front();
        }
        kept.push_back(line.to_owned());
    }
    Ok(kept.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_never_takes_more_than_two_files_and_keeps_the_newest_lines() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = AppLog::open(folder.path()).unwrap();
        let filler = "x".repeat(990);
        for n in 0..3500 {
            writeln!(log, "{n:06} {filler}").unwrap();
        }
        let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap()).collect();
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|file| file.metadata().unwrap().len() <= LARGEST));
        let newest = tail(folder.path(), 200).unwrap();
        assert_eq!(newest.len(), 200);
        assert!(newest[0].starts_with("003300") && newest[199].starts_with("003499"), "{}", newest[0]);
        assert!(whole(folder.path()).unwrap().lines().count() > 1000, "the older half is still there");
    }

    #[test]
    fn a_log_goes_on_where_the_last_start_ended() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(tail(folder.path(), 5).unwrap(), Vec::<String>::new());
        for line in ["first\n", "second\n"] {
            AppLog::open(folder.path()).unwrap().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(tail(folder.path(), 5).unwrap(), ["first", "second"]);
    }
}
