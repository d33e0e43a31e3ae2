//! The province's server is put back from last night's backup, announced or not. What phones and tablets hold
//! brings back what it lost.

mod blocked;
mod devices;
mod odd;
mod sent;
mod tablets;

use sambang_domain::ids::SurveyId;
use tempfile::TempDir;

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const DAY: i64 = 86_400_000;

/// A complete, sealed visit of somebody else than in other visits.
fn finished(phone: &Phone, serial: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", serial);
    phone.device().finish(id).unwrap();
    id
}

/// The same with small photos.
fn small(phone: &Phone, serial: u32) -> SurveyId {
    let programme = phone.device().programmes().unwrap().remove(0).reference;
    let id = phone.device().start_visit(&programme).unwrap();
    visit::fill_with(phone.device(), id, "1803022001", serial, visit::small_jpeg);
    phone.device().finish(id).unwrap();
    id
}

async fn synced(phone: &Phone) {
    assert_eq!(phone.sync().await, None);
}

/// The store is put back by the program, or by somebody who copies files and says nothing.
async fn put_back(world: &mut World, copy: &TempDir, announced: bool) {
    match announced {
        true => world.restore(copy).await,
        false => world.put_back(copy).await,
    }
}

/// The phone says that the province has all of it.
fn received(phone: &Phone, id: SurveyId) -> bool {
    phone.device().receipt(id).unwrap().is_some_and(|receipt| receipt.complete)
}
