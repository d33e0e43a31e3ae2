//! The queue and what can be filtered in it. While the area is closed ([`Device::closed`]), nothing of it is shown but
//! counts.

use sambang_domain::ids::PersonId;
use sambang_domain::region::RegionCode;

use crate::device::{Device, DeviceError};
use crate::store::{QueueCounts, QueueFilter, QueueRow, WaitingDecision};

impl Device {
    /// Rows of the queue.
    pub fn queue(&self, filter: &QueueFilter) -> Result<Vec<QueueRow>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.queue(filter)?)
    }

    /// How many rows the queue has without offset and limit.
    pub fn queue_total(&self, filter: &QueueFilter) -> Result<u32, DeviceError> {
        self.open()?;
        Ok(self.inner.store.queue_total(filter)?)
    }

    /// Counts of every group.
    pub fn queue_counts(&self) -> Result<QueueCounts, DeviceError> {
        Ok(self.inner.store.queue_counts()?)
    }

    /// The kecamatan that have surveys, in code order, with how many.
    pub fn queue_districts(&self) -> Result<Vec<(RegionCode, u32)>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.queue_districts()?)
    }

    /// Whose surveys they are, by name, with how many.
    pub fn queue_people(&self) -> Result<Vec<(PersonId, String, u32)>, DeviceError> {
        self.open()?;
        Ok(self.inner.store.queue_people()?)
    }

    /// Own decisions that the province has not confirmed, oldest first.
    pub fn waiting_decisions(&self) -> Result<Vec<WaitingDecision>, DeviceError> {
        Ok(self.inner.store.waiting_decisions()?)
    }
}
