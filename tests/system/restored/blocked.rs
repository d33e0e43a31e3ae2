//! Phones that the office blocked, when the store was put back: they may ask for nothing, and nothing that they
//! sealed is lost all the same.

use sambang::device::{Delivery, LastError};
use sambang_domain::ids::{DeviceId, SurveyId};
use sambang_server::RevisionKind;

use super::{finished, small, synced};
use crate::network::Fault;
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

async fn put_back(world: &mut World, copy: &tempfile::TempDir, announced: bool) {
    match announced {
        true => world.restore(copy).await,
        false => world.put_back(copy).await,
    }
}

fn received(phone: &Phone, id: SurveyId) -> bool {
    phone.device().receipt(id).unwrap().is_some_and(|receipt| receipt.complete)
}

#[tokio::test]
async fn b25_a_blocked_phone_hands_in_again_what_the_lost_store_had_confirmed() {
    for announced in [true, false] {
        let mut world = World::start().await;
        let rahmat = world.phone("Rahmat").await;
        let kept = finished(&rahmat, 9003);
        synced(&rahmat).await;
        let copy = world.copy_of_the_store().await;
        let lost = finished(&rahmat, 9004);
        synced(&rahmat).await;
        put_back(&mut world, &copy, announced).await;
        block(&world, &rahmat).await;
        refused(&rahmat).await;
        assert_eq!(quarantined(&world).await, [lost]);
        assert!(received(&rahmat, kept) && !received(&rahmat, lost));
        assert_eq!(rahmat.device().sync_status().unwrap().unsure, 0);
        rahmat.network.take_sent();
        refused(&rahmat).await;
        assert_eq!(rahmat.network.take_sent(), 0, "once is enough");

        world.section("its photos follow when it is admitted again");
        admit(&world, &rahmat).await;
        rahmat.device().sync_now().unwrap();
        synced(&rahmat).await;
        for id in [kept, lost] {
            world.assert_received_once(&rahmat, id).await;
            rahmat.assert_receipt_complete(id);
        }
        rahmat.assert_outbox_empty();
        assert_eq!(world.server().registry().counts().await.unwrap().conflicts, 0);
        assert!(quarantined(&world).await.is_empty());
    }
}

#[tokio::test]
async fn b25_a_tablet_brings_the_photos_that_a_blocked_phone_may_not_bring() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let mut settings = tablet.device().settings().unwrap();
    settings.photos_ahead = true;
    tablet.device().save_settings(&settings).unwrap();
    let copy = world.copy_of_the_store().await;
    let lost = finished(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    world.restore(&copy).await;
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    let registry = world.server().registry();
    registry.release_quarantined(registry.quarantined().await.unwrap()[0].id).await.unwrap();
    synced(&tablet).await;
    world.assert_received_once(&rahmat, lost).await;

    world.section("the province holds all of it, and the phone that asks for nothing learns that too");
    assert!(!received(&rahmat, lost));
    rahmat.device().sync_now().unwrap();
    refused(&rahmat).await;
    rahmat.assert_receipt_complete(lost);
    rahmat.assert_outbox_empty();
}

/// What a phone sealed after it was blocked lies in quarantine, in a history in which it was blocked after the copy.
async fn a_phone_that_the_restored_store_has_not_blocked(announced: bool) {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    synced(&rahmat).await;
    let copy = world.copy_of_the_store().await;
    block(&world, &rahmat).await;
    let id = finished(&rahmat, 9003);
    refused(&rahmat).await;
    assert_eq!(quarantined(&world).await, [id]);
    assert!(matches!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Blocked(_)));
    put_back(&mut world, &copy, announced).await;
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
    rahmat.assert_outbox_empty();
}

#[tokio::test]
async fn b25_a_phone_that_was_blocked_in_the_lost_history_alone_sends_everything() {
    a_phone_that_the_restored_store_has_not_blocked(true).await;
}

#[tokio::test]
async fn b25_the_same_where_nobody_announced_it_and_the_refusal_alone_had_told_a_mark() {
    a_phone_that_the_restored_store_has_not_blocked(false).await;
}

#[tokio::test]
async fn b25_a_blocked_phone_shows_that_files_were_put_back_and_everybody_learns_of_it() {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let early = small(&yuli, 9005);
    synced(&yuli).await;
    block(&world, &rahmat).await;
    let copy = world.copy_of_the_store().await;
    let epoch = world.server().registry().epoch().await.unwrap();
    let handed_in = small(&rahmat, 9003);
    refused(&rahmat).await;
    world.put_back(&copy).await;
    refused(&rahmat).await;
    assert_ne!(world.server().registry().epoch().await.unwrap(), epoch);
    assert_eq!(quarantined(&world).await, [handed_in]);
    synced(&yuli).await;
    world.assert_received_once(&yuli, early).await;
    assert_eq!(yuli.device().sync_status().unwrap().unsure, 0);
}

#[tokio::test]
async fn b25_what_was_handed_in_before_the_line_broke_is_handed_in_again_because_no_mark_covers_it() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    let copy = world.copy_of_the_store().await;
    let id = small(&rahmat, 9003);
    rahmat.network.script([vec![Fault::None], vec![Fault::Offline; 20]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    assert_eq!(quarantined(&world).await, [id]);
    world.put_back(&copy).await;
    assert!(quarantined(&world).await.is_empty());
    refused(&rahmat).await;
    assert_eq!(quarantined(&world).await, [id]);
    assert!(matches!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Blocked(_)));
}

#[tokio::test]
async fn b25_a_phone_that_the_store_forgot_and_that_was_blocked_since_enrols_again_and_sends_everything() {
    for announced in [true, false] {
        let mut world = World::start().await;
        let person = world.facilitator("Rahmat").await;
        let copy = world.copy_of_the_store().await;
        let mut rahmat = Phone::new();
        rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
        let sent = finished(&rahmat, 9003);
        synced(&rahmat).await;
        block(&world, &rahmat).await;
        let handed_in = finished(&rahmat, 9004);
        refused(&rahmat).await;
        put_back(&mut world, &copy, announced).await;
        refused(&rahmat).await;
        rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
        synced(&rahmat).await;
        for id in [sent, handed_in] {
            world.assert_received_once(&rahmat, id).await;
        }
        rahmat.assert_outbox_empty();
        assert!(quarantined(&world).await.is_empty());
    }
}

#[tokio::test]
async fn b25_a_blocked_phone_does_not_say_that_a_correction_was_received_because_its_photos_are_there() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let mut dewi = crate::reviewer::Reviewer::enrol(&world, "Dewi").await;
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    dewi.returns(&world, id, &[("identity.address", "Mohon diperiksa.")]).await;
    synced(&rahmat).await;
    let device = rahmat.device();
    let notice = device.returned(id).unwrap().unwrap();
    device.begin_correction(id).unwrap();
    device.edit(id, |survey| survey.identity.rt = "03".into()).unwrap();
    crate::visit::sign(device, id);
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
