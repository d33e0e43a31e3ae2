//! A forgotten PIN, and what somebody with a code in hand could do with other people's phones.

use sambang::device::{self, DeviceError, Invitation, Pin, UnlockError};
use sambang_server::{AuditAction, ForLock};

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::world::World;

const NEW_PIN: &str = "864209";

fn pin(text: &str) -> Pin {
    Pin::parse(text).unwrap()
}

async fn recovered(world: &World, phone: &Phone, code: &str) -> Result<device::Device, String> {
    crate::phone::recover(&phone.setup(), &world.letter(code), &pin(NEW_PIN)).await.map_err(|error| match error {
        UnlockError::Device(error) => error.code(),
        other => other.to_string(),
    })
}

async fn refusal(world: &World, phone: &Phone, code: &str) -> String {
    recovered(world, phone, code).await.err().expect("it was opened")
}

fn key_file(phone: &Phone) -> std::path::PathBuf {
    phone.setup().folder.join("sambang.key")
}

/// Puts the lock of another key file into a phone's own.
fn with_lock_of(mine: &Phone, other: &[u8]) {
    let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    let mut file = read(&std::fs::read(key_file(mine)).unwrap());
    file["recovery"] = read(other)["recovery"].clone();
    std::fs::write(key_file(mine), file.to_string()).unwrap();
}

#[tokio::test]
async fn a_forgotten_pin_costs_no_unsent_survey_and_the_person_is_told_for_good_that_the_office_opened_the_lock() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert!(rahmat.device().reopenings().unwrap().at.is_empty());
    rahmat.lock();
    world.clock.advance_ms(60_000);
    let device = recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap();
    assert_eq!(device.outbox().unwrap()[0].survey, id);
    drop(device);
    let old = device::unlock(&rahmat.setup(), &pin(PIN));
    assert!(matches!(old, Err(UnlockError::WrongPin { .. })));
    let device = device::unlock(&rahmat.setup(), &pin(NEW_PIN)).unwrap();
    let told = device.reopenings().unwrap();
    assert_eq!((told.at.as_slice(), told.acknowledged), (&[world.clock.now()][..], false));
    device.acknowledge_reopening().unwrap();
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    assert!(device.receipt(id).unwrap().unwrap().complete);
    drop(device);
    let device = device::unlock(&rahmat.setup(), &pin(NEW_PIN)).unwrap();
    assert_eq!(device.reopenings().unwrap().at.len(), 1, "for good");
    drop(device);
    world.section("and once more, with the lock that the phone has made since");
    drop(recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap());
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn an_answer_that_was_lost_is_given_again_also_after_the_app_was_killed() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let draft = rahmat.visit();
    rahmat.lock();
    let code = world.recovery_code(&rahmat).await;
    rahmat.network.refuse(|request| request.url.ends_with("/v1/recoveries").then_some(Fault::LoseReply));
    assert!(recovered(&world, &rahmat, &code).await.is_err());
    rahmat.network.clear();
    drop(device::unlock(&rahmat.setup(), &pin(PIN)).unwrap());
    let device = recovered(&world, &rahmat, &code).await.unwrap();
    assert!(device.survey(draft).is_ok());
    drop(device);
    assert_eq!(refusal(&world, &rahmat, &code).await, "enrolment.code_used", "the answer was used");
}

#[tokio::test]
async fn my_code_opens_no_other_phones_lock_and_the_log_names_the_phone_it_belongs_to() {
    let world = World::start().await;
    let (mut mine, mut victim) = (world.phone("Rahmat").await, world.phone("Dewi").await);
    let (my_file, victims) = (std::fs::read(key_file(&mine)).unwrap(), std::fs::read(key_file(&victim)).unwrap());
    mine.lock();
    victim.lock();
    with_lock_of(&mine, &victims);
    let code = world.recovery_code(&mine).await;
    assert_eq!(refusal(&world, &mine, &code).await, "recovery.refused");
    let log = world.server().registry().audit().await.unwrap();
    let told = log.iter().find(|told| told.entry.action == AuditAction::KeyRefused).unwrap();
    assert_eq!(told.entry.subject, victim.id().to_string());
    assert!(!log.iter().any(|told| told.entry.action == AuditAction::KeyRecovered));
    world.section("nor on the victim's own phone");
    assert_eq!(refusal(&world, &victim, &code).await, "enrolment.code_invalid");
    world.section("nor after the victim was blocked, whose codes are no more");
    let victims_code = world.recovery_code(&victim).await;
    world.server().registry().revoke_device(victim.id()).await.unwrap();
    assert_eq!(refusal(&world, &victim, &victims_code).await, "auth.device_revoked");
    assert_eq!(refusal(&world, &mine, &code).await, "recovery.refused");
    std::fs::write(key_file(&mine), my_file).unwrap();
    drop(recovered(&world, &mine, &code).await.unwrap());
    victim.crash();
}

#[tokio::test]
async fn a_code_that_enrols_opens_no_lock() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let person = rahmat.device().person().unwrap();
    rahmat.lock();
    let code = world.code(&person).await;
    assert_eq!(refusal(&world, &rahmat, &code).await, "enrolment.code_invalid");
    let opens = world.recovery_code(&rahmat).await;
    let enrolled = device::enrol(&Phone::new().setup(), &Invitation::alone(&world.server().url(), &opens)).await;
    assert_eq!(enrolled.err().map(|error: DeviceError| error.code()).as_deref(), Some("enrolment.code_invalid"));
    rahmat.crash();
}

#[tokio::test]
async fn a_copy_of_the_files_from_before_the_phone_was_locked_anew_is_opened_no_more() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let copy = Phone::new();
    let (from, to) = (rahmat.setup().folder, copy.setup().folder);
    rahmat.lock();
    std::fs::create_dir_all(&to).unwrap();
    for name in ["sambang.key", "sambang.db"] {
        std::fs::copy(from.join(name), to.join(name)).unwrap();
    }
    let device = recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap();
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    drop(device);
    let code = world.recovery_code(&rahmat).await;
    assert_eq!(refusal(&world, &copy, &code).await, "recovery.lock_replaced");
    world.section("and what the old lock held opens nothing of the phone");
    std::fs::copy(from.join("sambang.db"), to.join("sambang.db")).unwrap();
    let opened = device::unlock(&copy.setup(), &pin(PIN));
    assert!(matches!(opened, Err(UnlockError::Damaged)), "the key of before does not fit");
}

#[tokio::test]
async fn a_lock_of_an_older_app_needs_a_code_that_says_so() {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    rahmat.lock();
    let key = world.key_of(&rahmat).await;
    world.section("the key file as an app wrote it that named nobody");
    let mut province = [0; 32];
    hex::decode_to_slice(&world.server().registry().province().recovery_key, &mut province).unwrap();
    let nameless = crypto_box::PublicKey::from(province).seal(&mut crypto_box::aead::OsRng, &*key).unwrap();
    let mut file: serde_json::Value = serde_json::from_slice(&std::fs::read(key_file(&rahmat)).unwrap()).unwrap();
    file["recovery"] = STANDARD.encode(nameless).into();
    std::fs::write(key_file(&rahmat), file.to_string()).unwrap();
    let usual = world.recovery_code(&rahmat).await;
    assert_eq!(refusal(&world, &rahmat, &usual).await, "recovery.lock_nameless");
    let allowed = ForLock { nameless: true, person: None };
    let registry = world.server().registry();
    let code = registry.recovery_code(rahmat.id(), allowed).await.unwrap().code;
    let device = recovered(&world, &rahmat, &code).await.unwrap();
    assert!(device.survey(id).is_ok());
    assert_eq!(device.sync_once().await.unwrap().trouble, None);
    world.section("from then on the phone needs no such code, and none is written");
    assert!(registry.recovery_code(rahmat.id(), allowed).await.is_err());
    drop(device);
    drop(recovered(&world, &rahmat, &world.recovery_code(&rahmat).await).await.unwrap());
}
