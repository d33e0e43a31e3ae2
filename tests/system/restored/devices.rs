//! Phones that the restored server does not know, or that the office blocked by mistake.

use sambang::device::{LastError, Pin};
use sambang_domain::people::Role;
use sambang_server::{ForLock, NewPerson};

use super::{finished, synced};
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

#[tokio::test]
async fn b24_a_phone_enrolled_after_the_backup_enrols_again_with_its_old_key_and_keeps_everything() {
    let mut world = World::start().await;
    let (person, other) = (world.facilitator("Rahmat").await, world.facilitator("Yulianti").await);
    let copy = world.copy_of_the_store().await;
    let mut rahmat = Phone::new();
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    let sent = finished(&rahmat, 9003);
    synced(&rahmat).await;
    let unsent = finished(&rahmat, 9004);
    let draft = visit::complete(rahmat.device(), "1803022001", 9005);
    world.put_back(&copy).await;
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));

    world.section("another person's code changes nothing");
    let wrong = rahmat.device().enrol_again(&world.code(&other).await).await.unwrap_err();
    assert_eq!(wrong.code(), "enrolment.code_invalid");
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));

    let code = world.code(&person).await;
    let (first, second) = code.split_at(4);
    let spelled = format!("{first}-{second}");
    rahmat.device().enrol_again(&spelled).await.unwrap();
    synced(&rahmat).await;
    rahmat.crash();
    rahmat.device().finish(draft).unwrap();
    synced(&rahmat).await;
    for (id, sequence) in [(sent, 1), (unsent, 2), (draft, 3)] {
        world.assert_received_once(&rahmat, id).await;
        rahmat.assert_receipt_complete(id);
        assert_eq!(world.stored(id).await.unwrap().sequence, sequence, "its own count goes on");
    }
    let verified = world.server().registry().verify().await.unwrap();
    assert_eq!((verified.gaps, verified.forks), (0, 0));
}

#[tokio::test]
async fn b24_its_backup_on_another_phone_brings_what_the_unknown_phone_sealed() {
    let mut world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let copy = world.copy_of_the_store().await;
    let mut old = Phone::new();
    old.enrol(&world.server().url(), &world.code(&person).await).await;
    let sent = finished(&old, 9003);
    synced(&old).await;
    let unsent = finished(&old, 9004);
    let file = old.backup();
    world.restore(&copy).await;
    let mut new = Phone::new();
    new.enrol(&world.server().url(), &world.code(&person).await).await;
    new.restore(&file).unwrap();
    synced(&new).await;
    new.assert_outbox_empty();
    world.assert_received_once(&new, unsent).await;
    new.assert_receipt_complete(unsent);

    world.section("what the province had and lost is still on the phone that the backup was made on");
    old.device().enrol_again(&world.code(&person).await).await.unwrap();
    synced(&old).await;
    old.assert_outbox_empty();
    world.assert_received_once(&old, sent).await;
    old.assert_receipt_complete(unsent);
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts, counts.devices), (2, 0, 2));
}

#[tokio::test]
async fn b24_a_person_added_after_the_backup_is_added_under_the_id_that_the_phone_shows() {
    let mut world = World::start().await;
    let copy = world.copy_of_the_store().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    synced(&rahmat).await;
    world.restore(&copy).await;
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    let person = rahmat.device().person().unwrap();
    let (name, office) = (person.name.clone(), person.office.clone());
    let new = NewPerson { name, role: Role::Facilitator, area: person.area.clone(), office };
    world.server().registry().add_person_as(person.id, new).await.unwrap();
    rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn b24_a_forgotten_pin_is_no_loss_on_a_phone_that_the_server_does_not_know() {
    let mut world = World::start().await;
    let (person, other) = (world.facilitator("Rahmat").await, world.facilitator("Yulianti").await);
    let copy = world.copy_of_the_store().await;
    let mut rahmat = Phone::new();
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    let id = finished(&rahmat, 9003);
    rahmat.lock();
    world.restore(&copy).await;
    let pin = Pin::parse("864209").unwrap();
    let registry = world.server().registry();
    assert!(registry.recovery_code(rahmat.id(), ForLock::default()).await.is_err(), "nobody knows whose it is");
    let code_of = async |person| {
        let lock = ForLock { person: Some(person), nameless: false };
        registry.recovery_code(rahmat.id(), lock).await.unwrap().code
    };
    let opened = async |code: String| crate::phone::recover(&rahmat.setup(), &world.letter(&code), &pin).await;
    assert!(opened(code_of(other.id).await).await.is_err(), "nobody else's code opens it");
    let device = opened(code_of(person.id).await).await.unwrap();
    device.enrol_again(&world.code(&person).await).await.unwrap();
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    assert!(device.receipt(id).unwrap().unwrap().complete);
}

/// A phone that the office has blocked, with one survey received without photos and one sealed since.
async fn blocked_by_mistake(world: &World) -> (Phone, [sambang_domain::ids::SurveyId; 2]) {
    let rahmat = world.phone("Rahmat").await;
    let first = finished(&rahmat, 9003);
    rahmat.network.script([vec![crate::network::Fault::None], vec![crate::network::Fault::Offline; 20]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    let registry = world.server().registry();
    registry.revoke_device(registry.devices().await.unwrap()[0].id).await.unwrap();
    let second = finished(&rahmat, 9004);
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    (rahmat, [first, second])
}

async fn all_is_there(world: &World, rahmat: &Phone, ids: [sambang_domain::ids::SurveyId; 2]) {
    rahmat.device().sync_now().unwrap();
    synced(rahmat).await;
    rahmat.assert_outbox_empty();
    for id in ids {
        world.assert_received_once(rahmat, id).await;
    }
    assert_eq!(world.server().registry().counts().await.unwrap().devices, 1, "it is the same device");
    for entry in world.server().registry().quarantined().await.unwrap() {
        assert!(entry.released_at.is_some(), "nobody needs to look at it any more");
    }
}

#[tokio::test]
async fn b25_a_phone_that_was_blocked_by_mistake_is_admitted_again_and_its_photos_follow() {
    let world = World::start().await;
    let (rahmat, ids) = blocked_by_mistake(&world).await;
    let registry = world.server().registry();
    registry.admit_device(registry.devices().await.unwrap()[0].id).await.unwrap();
    all_is_there(&world, &rahmat, ids).await;
}

#[tokio::test]
async fn b25_a_fresh_code_on_the_blocked_phone_does_the_same() {
    let world = World::start().await;
    let (rahmat, ids) = blocked_by_mistake(&world).await;
    rahmat.device().enrol_again(&world.code(&rahmat.device().person().unwrap()).await).await.unwrap();
    all_is_there(&world, &rahmat, ids).await;
}
