//! What a blocked phone says of itself, whether or not a store was put back.

use sambang::device::Delivery;
use sambang_server::RevisionKind;

use super::{admit, block, refused};
use crate::network::Fault;
use crate::restored::{finished, received, small, synced};
use crate::reviewer::Reviewer;
use crate::visit;
use crate::world::World;

#[tokio::test]
async fn b25_a_blocked_phone_does_not_say_that_a_correction_was_received_because_its_photos_are_there() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let mut dewi = Reviewer::enrol(&world, "Dewi").await;
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    dewi.returns(&world, id, &[("identity.address", "Mohon diperiksa.")]).await;
    synced(&rahmat).await;
    let device = rahmat.device();
    let notice = device.returned(id).unwrap().unwrap();
    device.begin_correction(id).unwrap();
    device.edit(id, |survey| survey.identity.rt = "03".into()).unwrap();
    visit::sign(device, id);
    device.reply(id, notice.review.id, "identity.address", "Sudah diperbaiki.").unwrap();
    device.finish(id).unwrap();
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    assert!(!received(&rahmat, id));
    let registry = world.server().registry();
    let mains = registry.revisions().await.unwrap().into_iter().filter(|row| row.kind == RevisionKind::Main);
    assert_eq!(mains.count(), 1);
}

#[tokio::test]
async fn b25_a_photo_that_was_under_way_when_the_phone_was_blocked_goes_on_when_it_is_admitted() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    rahmat.network.script([vec![Fault::None, Fault::CutAfter(20_000)], vec![Fault::Offline; 20]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    assert_eq!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Waiting, "nobody has to press anything");
    admit(&world, &rahmat).await;
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
    rahmat.assert_outbox_empty();
}
