//! The province changes its keys and its address: phones and tablets follow, and nobody else leads them anywhere.

use sambang::device::{self, BlockedReason, Delivery, Pin, Reopening, UnlockError};
use sambang_domain::ids::{DeviceId, SurveyId};
use sambang_domain::review::{ReviewState, Verdict};
use sambang_server::Rotation;

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::visit;
use crate::world::World;

const NEW_PIN: &str = "864209";

fn finished(phone: &Phone, serial: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", serial);
    phone.device().finish(id).unwrap();
    id
}

async fn approved(world: &World, tablet: &Phone, id: SurveyId) {
    assert_eq!(tablet.sync().await, None);
    let judged = tablet.device().case(id).unwrap().digest;
    tablet.device().decide(id, judged, Verdict::Approve).unwrap();
    tablet.device().sync_now().unwrap();
    assert_eq!(tablet.sync().await, None);
    let state = world.server().registry().find_state(id).await.unwrap().unwrap().state;
    assert_eq!(state, ReviewState::Approved);
    assert!(tablet.device().waiting_decisions().unwrap().is_empty());
}

fn statements(phone: &Phone) -> u64 {
    phone.device().province().unwrap().changes
}

async fn recovered(world: &World, phone: &Phone, code: &str) -> Result<device::Device, String> {
    let pin = Pin::parse(NEW_PIN).unwrap();
    crate::phone::recover(&phone.setup(), &world.letter(code), &pin).await.map_err(|error| match error {
        UnlockError::Device(error) => error.code(),
        other => other.to_string(),
    })
}

/// For whom the office still keeps the recovery key of before.
async fn locked_before(world: &World) -> Vec<DeviceId> {
    world.server().registry().locked_before().await.unwrap()
}

fn key_file(phone: &Phone) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(phone.setup().folder.join("sambang.key")).unwrap()).unwrap()
}

#[tokio::test]
async fn phones_and_a_tablet_follow_to_the_next_keys_also_one_that_was_away_for_two_of_them() {
    let mut world = World::start().await;
    let (rahmat, mut away, tablet) =
        (world.phone("Rahmat").await, world.phone("Dewi").await, world.tablet("Sari").await);
    let early = finished(&rahmat, 9003);
    assert_eq!(rahmat.sync().await, None);
    approved(&world, &tablet, early).await;
    let unsent = finished(&away, 9004);

    world.section("somebody may have seen the key");
    world.rotate(Rotation::Receipt).await;
    let second = finished(&rahmat, 9005);
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(second);
    assert_eq!(statements(&rahmat), 1);
    approved(&world, &tablet, second).await;

    world.section("and once more, while one phone was away");
    world.clock.advance_ms(60_000);
    world.rotate(Rotation::Receipt).await;
    away.crash();
    assert_eq!(away.sync().await, None);
    assert_eq!(statements(&away), 2);
    away.assert_receipt_complete(unsent);
    world.assert_received_once(&away, unsent).await;
    for phone in [&rahmat, &tablet, &away] {
        assert_eq!(phone.sync().await, None);
    }
    for id in [early, second] {
        rahmat.assert_receipt_complete(id);
    }
    world.section("who enrols now begins with the present keys");
    let new = world.phone("Budi").await;
    assert_eq!(statements(&new), 2);
    let third = finished(&new, 9006);
    assert_eq!(new.sync().await, None);
    new.assert_receipt_complete(third);
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_receipt_that_waited_in_the_feed_while_the_key_changed_is_believed() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    let told = |url: &str| url.contains("/v1/changes") || url.ends_with("/receipt");
    rahmat.network.refuse(move |request| told(&request.url).then_some(Fault::Silence));
    rahmat.sync().await;
    assert!(!rahmat.device().receipt(id).unwrap().unwrap().complete);
    world.rotate(Rotation::Receipt).await;
    world.section("the statements do not come through: nothing is passed over");
    rahmat.network.refuse(|request| request.url.ends_with("/v1/province").then_some(Fault::Silence));
    rahmat.sync().await;
    assert!(!rahmat.device().receipt(id).unwrap().unwrap().complete);
    rahmat.network.clear();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_store_put_back_from_before_the_change_goes_on_with_the_present_keys() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Sari").await);
    let early = finished(&rahmat, 9003);
    assert_eq!(rahmat.sync().await, None);
    let backup = world.copy_of_the_store().await;
    world.rotate(Rotation::Receipt).await;
    world.rotate(Rotation::Recovery(None)).await;
    let late = finished(&rahmat, 9004);
    assert_eq!(rahmat.sync().await, None);
    approved(&world, &tablet, late).await;
    let keys = backup.path().join("keys");
    std::fs::remove_dir_all(&keys).unwrap();
    crate::world::copy_folder(&world.folder().join("keys"), &keys);
    world.restore(&backup).await;
    assert_eq!(world.server().registry().province().changes, 2);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(tablet.sync().await, None);
    assert_eq!(rahmat.sync().await, None);
    for id in [early, late] {
        rahmat.assert_receipt_complete(id);
        world.assert_received_once(&rahmat, id).await;
    }
    assert_eq!(statements(&rahmat), 2);
}

#[tokio::test]
async fn after_another_recovery_key_the_lock_is_sealed_anew_and_at_every_moment_one_lock_opens() {
    let mut world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let draft = rahmat.visit();
    assert_eq!(rahmat.sync().await, None);
    let first = key_file(&rahmat)["recovery"].clone();
    world.clock.advance_ms(60_000);
    assert_eq!(locked_before(&world).await, []);
    world.rotate(Rotation::Recovery(None)).await;
    assert_eq!(locked_before(&world).await, [rahmat.id()]);
    world.clock.advance_ms(60_000);
    world.section("it followed and sealed anew, and the province was not told yet");
    assert!(rahmat.device().sync_once().await.unwrap().more);
    let second = key_file(&rahmat)["recovery"].clone();
    assert_ne!(second, first);
    rahmat.lock();
    let twin = Phone::new();
    crate::world::copy_folder(&rahmat.setup().folder, &twin.setup().folder);
    drop(recovered(&world, &twin, &world.recovery_code(&rahmat).await).await.unwrap());
    rahmat.crash();
    world.section("the province was told: the lock of before is gone, and so may be the key of before");
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(key_file(&rahmat)["untold"], serde_json::Value::Null);
    assert_eq!(locked_before(&world).await, []);
    std::fs::remove_file(world.folder().join("keys/recovery.key.1")).unwrap();
    let address = world.server().addr;
    world.server_goes().await;
    world.server_returns_at(address).await;
    rahmat.lock();
    let device = recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap();
    assert!(device.survey(draft).is_ok());
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    drop(device);
    world.section("an old copy of the lock opens nothing");
    let mut file = key_file(&rahmat);
    file["recovery"] = first;
    std::fs::write(rahmat.setup().folder.join("sambang.key"), file.to_string()).unwrap();
    let refused = recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.err();
    assert_eq!(refused.as_deref(), Some("recovery.refused"), "no key that is here opens it");
}

#[tokio::test]
async fn a_phone_that_has_not_heard_of_the_next_recovery_key_is_helped_with_the_one_before() {
    let mut world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let draft = rahmat.visit();
    assert_eq!(rahmat.sync().await, None);
    world.rotate(Rotation::Recovery(None)).await;
    rahmat.lock();
    let device = recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap();
    assert!(device.survey(draft).is_ok());
    assert!(device.sync_once().await.unwrap().more, "and it seals to the next one now");
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    drop(device);
    drop(recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap());
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_recovery_key_made_elsewhere_is_announced_and_brought_when_it_is_needed() {
    let mut world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let secret = crypto_box::SecretKey::from([3; 32]);
    let public = hex::encode(secret.public_key().as_bytes());
    world.rotate(Rotation::Recovery(Some(public.clone()))).await;
    for _ in 0..2 {
        assert_eq!(rahmat.sync().await, None);
    }
    assert_eq!(rahmat.device().province().unwrap().recovery_key, public);
    rahmat.lock();
    let code = world.recovery_code(&rahmat).await;
    let asked = device::ask_to_open(&rahmat.setup(), &world.letter(&code)).await;
    assert!(matches!(asked, Ok(Reopening::Waits(_))), "until somebody brings the key");
    std::fs::write(world.folder().join("keys/recovery.key"), secret.to_bytes()).unwrap();
    let address = world.server().addr;
    world.server_goes().await;
    world.server_returns_at(address).await;
    drop(recovered(&world, &rahmat, &code).await.unwrap());
    assert!(device::unlock(&rahmat.setup(), &Pin::parse(PIN).unwrap()).is_err());
}

#[tokio::test]
async fn a_phone_hears_of_another_address_in_the_feed_or_by_the_text_and_by_both_after_the_key_changed() {
    let mut world = World::start().await;
    let old = crate::proxy::FaultProxy::start(world.server().addr).await;
    let (mut near, mut away) =
        (world.phone_through("Rahmat", &old.url()).await, world.phone_through("Dewi", &old.url()).await);
    world.rotate(Rotation::Receipt).await;
    let text = world.server().registry().sign_move(world.server().url()).await.unwrap();
    assert_eq!(near.sync().await, None);
    assert_eq!(near.device().server().unwrap(), world.server().url());
    assert_eq!(
        key_file(&near)["label"]["known"]["changes"],
        2,
        "by what the province is known when the PIN is forgotten"
    );
    drop(old);
    near.crash();
    away.crash();
    let (first, second) = (finished(&near, 9003), finished(&away, 9004));
    assert!(away.sync().await.is_some(), "nobody answers there any more");
    assert_eq!(away.device().move_server(&text).unwrap(), world.server().url());
    for (phone, id) in [(&near, first), (&away, second)] {
        assert_eq!(phone.sync().await, None);
        phone.assert_receipt_complete(id);
        assert_eq!(statements(phone), 2);
    }
    world.section("an old text, and statements of another province");
    let mut stranger = World::start().await;
    stranger.rotate(Rotation::Receipt).await;
    let theirs = stranger.server().registry().sign_move(stranger.server().url()).await.unwrap();
    assert_eq!(away.device().move_server(&theirs).unwrap_err().code(), "server.move_refused");
    assert_eq!((away.device().server().unwrap(), statements(&away)), (world.server().url(), 2));
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_phone_that_the_province_had_blocked_is_enrolled_again_under_the_next_keys() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    let person = rahmat.device().person().unwrap();
    world.server().registry().revoke_device(rahmat.id()).await.unwrap();
    rahmat.sync().await;
    world.rotate(Rotation::Receipt).await;
    world.rotate(Rotation::Recovery(None)).await;
    world.server().registry().admit_device(rahmat.id()).await.unwrap();
    rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
    assert_eq!(statements(&rahmat), 2);
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
}

#[tokio::test]
async fn a_blocked_phone_which_is_told_nothing_hands_in_what_it_sealed_after_the_key_changed() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    world.server().registry().revoke_device(rahmat.id()).await.unwrap();
    world.rotate(Rotation::Receipt).await;
    rahmat.sync().await;
    assert_eq!(statements(&rahmat), 1);
    let row = rahmat.device().outbox().unwrap().remove(0);
    assert_eq!((row.survey, row.delivery), (id, Delivery::Blocked(BlockedReason::Quarantined)));
}

#[tokio::test]
async fn an_invitation_from_before_the_change_is_refused_with_words() {
    let mut world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let invitation =
        |world: &World, code: &str| world.server().registry().invitation(code, &world.server().url(), None).unwrap();
    let code = world.code(&person).await;
    let printed = invitation(&world, &code);
    world.rotate(Rotation::Receipt).await;
    let phone = Phone::new();
    let refused = device::enrol(&phone.setup(), &printed).await.err().map(|error| error.code());
    assert_eq!(refused.as_deref(), Some("enrolment.other_province"));
    device::enrol(&phone.setup(), &invitation(&world, &code)).await.unwrap();
}
