//! Where the visits of this device are, seen from their villages.

use sambang_domain::check;
use sambang_domain::geo::Spot;
use sambang_domain::survey::Survey;

use super::{Device, DeviceError};

impl Device {
    /// Metres from the survey's position to the middle of its village's other surveys on this device, or else
    /// of the district or regency around it; none without position or village.
    pub fn from_village(&self, survey: &Survey) -> Result<Option<f64>, DeviceError> {
        let position = survey.position.as_ref().filter(|position| position.is_valid());
        let Some((position, village)) = position.zip(survey.business_village()) else { return Ok(None) };
        Ok(check::distance_from(position.spot(), village, self.own_middle(survey)?))
    }

    /// The middle of the village's other surveys on this device; none when there are too few.
    pub(super) fn own_middle(&self, survey: &Survey) -> Result<Option<Spot>, DeviceError> {
        let Some(village) = survey.business_village().filter(|_| survey.position.is_some()) else { return Ok(None) };
        Ok(check::middle_of_village(&self.inner.store.visited_spots(survey.id, village)?))
    }
}
