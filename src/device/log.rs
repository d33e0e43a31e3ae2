//! The app's log as a person may read and share it. It holds no name, NIK, place or token.

use std::path::PathBuf;

use super::{Device, DeviceError};
use crate::platform::log;
use crate::store::StoreError;

impl Device {
    /// The newest lines of the log, oldest of them first.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log_lines(&self, lines: usize) -> Result<Vec<String>, DeviceError> {
        Ok(log::tail(&self.inner.folder, lines).map_err(StoreError::from)?)
    }

    /// Writes the whole log into the folder for shared files and says where.
    ///
    /// # Errors
    /// When the log cannot be read or the file not be written.
    pub fn save_log(&self) -> Result<PathBuf, DeviceError> {
        let text = log::whole(&self.inner.folder).map_err(StoreError::from)?;
        let path = self.shared_file("sambang-catatan", "txt")?;
        std::fs::write(&path, text).map_err(StoreError::from)?;
        Ok(path)
    }

    /// A file for people, named by what it is and when: `sambang-catatan-20210415-0931.txt`.
    pub(super) fn shared_file(&self, what: &str, ending: &str) -> Result<PathBuf, StoreError> {
        let at = self.local(self.now()).format("%Y%m%d-%H%M%S");
        std::fs::create_dir_all(&self.inner.share_folder)?;
        Ok(self.inner.share_folder.join(format!("{what}-{at}.{ending}")))
    }
}
