//! Phones that the office blocked, when the store was put back: they may ask for nothing, and nothing that they
//! sealed is lost all the same.

mod confirmed;
mod quarantined;
mod told;

use sambang::device::LastError;
use sambang_domain::ids::{DeviceId, SurveyId};

use crate::phone::Phone;
use crate::world::World;

/// The one device of the phone's person.
async fn device_of(world: &World, phone: &Phone) -> DeviceId {
    let person = phone.device().person().unwrap().id;
    let devices = world.server().registry().devices().await.unwrap();
    devices.into_iter().find(|device| device.person == person).unwrap().id
}

async fn block(world: &World, phone: &Phone) {
    world.server().registry().revoke_device(device_of(world, phone).await).await.unwrap();
}

async fn admit(world: &World, phone: &Phone) {
    world.server().registry().admit_device(device_of(world, phone).await).await.unwrap();
}

async fn refused(phone: &Phone) {
    assert_eq!(phone.sync().await, Some(LastError::SignInAgain));
}

/// Surveys in quarantine that nobody has looked at.
async fn quarantined(world: &World) -> Vec<SurveyId> {
    let all = world.server().registry().quarantined().await.unwrap();
    all.into_iter().filter(|entry| entry.released_at.is_none()).map(|entry| entry.survey).collect()
}
