//! This device as a witness of the province's log.

use std::path::PathBuf;

use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::LogWitness;

use super::{Device, DeviceError};
use crate::store::StoreError;

impl Device {
    /// Whether the province's log does not hold what this device keeps of it.
    pub fn log_is_contradicted(&self) -> Result<bool, DeviceError> {
        Ok(self.inner.store.log_heads()?.contradicted.is_some())
    }

    /// How many ends of the province's log are kept here.
    pub fn count_log_heads(&self) -> Result<usize, DeviceError> {
        Ok(self.inner.store.log_heads()?.kept.len())
    }

    /// Writes them into the folder for shared files, for an auditor, and says where.
    ///
    /// # Errors
    /// When the store fails or the file cannot be written.
    pub fn save_log_heads(&self) -> Result<PathBuf, DeviceError> {
        let (heads, device) = (self.inner.store.log_heads()?.kept, self.identity()?.device);
        let witness = LogWitness { device, heads, unknown: Unknown::new() };
        let path = self.shared_file("sambang-kepala-catatan", "json")?;
        let text = serde_json::to_vec_pretty(&witness).map_err(StoreError::from)?;
        std::fs::write(&path, text).map_err(StoreError::from)?;
        Ok(path)
    }
}
