//! Files of an older store on this device that did not open any more.

use super::{Device, DeviceError};
use crate::store::{self, SetAside};

impl Device {
    /// The files that were set aside; an office may still be able to open them.
    ///
    /// # Errors
    /// When the file system fails.
    pub fn set_aside_files(&self) -> Result<Vec<SetAside>, DeviceError> {
        Ok(store::set_aside_files(&self.inner.folder)?)
    }

    /// Removes one of them for good, because the person said so.
    ///
    /// # Errors
    /// [`DeviceError::StillWaiting`] while anything waits to be sent: the person then cannot know yet that the province
    /// has everything. When there is no such file, or the file system fails.
    pub fn remove_set_aside(&self, name: &str) -> Result<(), DeviceError> {
        let (_, decisions) = self.inner.store.review_counts()?;
        if !self.inner.store.outbox()?.is_empty() || decisions > 0 || self.inner.store.count_unsure()? > 0 {
            return Err(DeviceError::StillWaiting);
        }
        store::remove_set_aside(&self.inner.folder, name)?;
        tracing::warn!("a file that was set aside was removed");
        self.inner.store.notify();
        Ok(())
    }
}
