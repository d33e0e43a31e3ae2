//! The facilitators of the area, and whether the province counts the same as this device.

use sambang_domain::wire::v1::Team;

use crate::device::{Device, DeviceError};
use crate::store::{Key, Reported};

impl Device {
    /// The facilitators of the area and how much waits on their phones, as last told; none before
    /// the first sync.
    pub fn team(&self) -> Result<Option<Team>, DeviceError> {
        Ok(self.inner.store.value_if_sound(Key::Team)?)
    }

    /// How many revisions and decisions this device knows as received and the province does not
    /// count, at the last report; 0 when both counts agree, none before the first report.
    pub fn own_report_difference(&self) -> Result<Option<u64>, DeviceError> {
        Ok(self.inner.store.value_if_sound::<Reported>(Key::Reported)?.map(|reported| reported.missing()))
    }
}
