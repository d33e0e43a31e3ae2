//! A phone whose PIN was forgotten waits for the office: through lost answers, kills, wrong clocks, and a store that was
//! put back.

use sambang::device::{self, Device, Pin, RecoveryWaiting, Reopening, UnlockError};
use sambang_domain::ids::SurveyId;
use sambang_server::{BroughtKey, RecoveryRules, RecoveryState, Rotation, WhichRecovery};
use tempfile::TempDir;

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::world::World;

const NEW_PIN: &str = "864209";

fn pin(text: &str) -> Pin {
    Pin::parse(text).unwrap()
}

/// The recovery key is taken off the server, onto a stick; that one, and those before it.
async fn key_on_a_stick(world: &mut World) -> TempDir {
    let (stick, address) = (TempDir::new().unwrap(), world.server().addr);
    world.server_goes().await;
    for file in std::fs::read_dir(world.folder().join("keys")).unwrap().map(Result::unwrap) {
        if file.file_name().to_str().unwrap().starts_with("recovery.key") {
            std::fs::rename(file.path(), stick.path().join(file.file_name())).unwrap();
        }
    }
    world.server_returns_at(address).await;
    stick
}

/// The office answers; one person may do both here.
async fn answer(world: &World, phone: &Phone, stick: &TempDir, key: &str) {
    let rules = RecoveryRules { two_persons: Some(false), ..world.server().registry().recovery_rules().await.unwrap() };
    world.server().registry().set_recovery_rules(rules).await.unwrap();
    let key = BroughtKey::read(&stick.path().join(key), None).unwrap();
    world.server().registry().answer_recovery(WhichRecovery::Of(phone.id()), Some(&key)).await.unwrap();
}

const KEY: &str = "recovery.key";

fn waits(said: Result<Reopening, UnlockError>) -> RecoveryWaiting {
    match said {
        Ok(Reopening::Waits(waiting)) => waiting,
        Ok(Reopening::Opened(_)) => panic!("it was opened"),
        Err(error) => panic!("{error}"),
    }
}

/// What asking again gives.
async fn again(phone: &Phone) -> Result<Reopening, UnlockError> {
    device::ask_again(&phone.setup()).await.map(|said| said.expect("nothing waits"))
}

async fn refusal(phone: &Phone) -> String {
    match again(phone).await {
        Err(UnlockError::Device(error)) => error.code(),
        Err(other) => other.to_string(),
        Ok(_) => panic!("it was not refused"),
    }
}

/// Takes the answer and chooses a PIN.
async fn reopened(phone: &Phone) -> Device {
    let Ok(Reopening::Opened(opened)) = again(phone).await else { panic!("it was not opened") };
    device::reopen(&phone.setup(), opened, &pin(NEW_PIN)).await.unwrap()
}

/// A locked phone with a sealed survey.
async fn forgotten(world: &World) -> (Phone, SurveyId) {
    let mut phone = world.phone("Rahmat").await;
    assert_eq!(phone.sync().await, None);
    let id = phone.finished_visit();
    phone.lock();
    (phone, id)
}

#[tokio::test]
async fn a_phone_waits_through_lost_answers_and_kills_and_nothing_is_lost() {
    let mut world = World::start().await;
    let stick = key_on_a_stick(&mut world).await;
    let (rahmat, id) = forgotten(&world).await;
    let code = world.recovery_code(&rahmat).await;
    rahmat.network.script([Fault::LoseReply]);
    assert!(device::ask_to_open(&rahmat.setup(), &world.letter(&code)).await.is_err());
    assert_eq!(device::find_waiting(&rahmat.setup()), None, "it has not heard that it waits");
    let asked = waits(device::ask_to_open(&rahmat.setup(), &world.letter(&code)).await);
    assert_eq!((asked.number, asked.asked_at), (1, world.clock.now()), "the lost answer was to the same request");
    for fault in [Fault::Offline, Fault::LoseRequest, Fault::LoseReply, Fault::CaptivePortal, Fault::Status(503)] {
        rahmat.network.script([fault]);
        assert!(again(&rahmat).await.is_err());
        assert_eq!(device::find_waiting(&rahmat.setup()), Some(asked.clone()), "{fault:?}");
    }
    world.section("two taps at once, days later; the code's day is over");
    world.clock.advance_ms(3 * 24 * 3_600_000);
    let (one, two) = tokio::join!(again(&rahmat), again(&rahmat));
    assert_eq!((waits(one), waits(two)), (asked.clone(), asked.clone()));
    answer(&world, &rahmat, &stick, KEY).await;
    world.section("killed with the answer in hand, before the lock was changed");
    let Ok(Reopening::Opened(opened)) = again(&rahmat).await else { panic!("it was not opened") };
    drop(opened);
    assert_eq!(device::find_waiting(&rahmat.setup()), Some(asked));
    rahmat.network.script([Fault::LoseReply]);
    assert!(again(&rahmat).await.is_err());
    let opened = reopened(&rahmat).await;
    assert_eq!(device::find_waiting(&rahmat.setup()), None);
    assert_eq!(opened.reopenings().unwrap().at.len(), 1);
    assert_eq!(opened.sync_once().await.unwrap().trouble, None);
    assert!(opened.receipt(id).unwrap().unwrap().complete);
    drop(opened);
    assert!(device::unlock(&rahmat.setup(), &pin(PIN)).is_err());
    drop(device::unlock(&rahmat.setup(), &pin(NEW_PIN)).unwrap());
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_wrong_clock_of_the_phone_changes_nothing() {
    let mut world = World::start().await;
    let stick = key_on_a_stick(&mut world).await;
    let rules = RecoveryRules { delay_hours: 24, wait_days: 7, two_persons: Some(false) };
    world.server().registry().set_recovery_rules(rules).await.unwrap();
    for years in [-40, 10] {
        let (rahmat, _) = forgotten(&world).await;
        rahmat.clock.advance_ms(years * 365 * 24 * 3_600_000);
        let asked =
            waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
        assert_eq!(asked.answered_from, world.clock.now().plus_ms(24 * 3_600_000), "by the server's clock");
        world.clock.advance_ms(25 * 3_600_000);
        assert_eq!(waits(again(&rahmat).await), asked);
        answer(&world, &rahmat, &stick, KEY).await;
        drop(reopened(&rahmat).await);
    }
}

#[tokio::test]
async fn what_the_office_refused_and_what_waited_too_long_is_over_on_the_phone_too() {
    let mut world = World::start().await;
    let stick = key_on_a_stick(&mut world).await;
    let (rahmat, _) = forgotten(&world).await;
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    let which = WhichRecovery::Of(rahmat.id());
    world.server().registry().refuse_recovery(which, "CONTOH: orang lain").await.unwrap();
    assert_eq!(refusal(&rahmat).await, "recovery.denied");
    assert_eq!(device::find_waiting(&rahmat.setup()), None);
    world.section("another code is another request");
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    world.clock.advance_ms(7 * 24 * 3_600_000);
    assert_eq!(refusal(&rahmat).await, "enrolment.code_expired");
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    world.section("blocked while it waits");
    world.server().registry().revoke_device(rahmat.id()).await.unwrap();
    assert_eq!(refusal(&rahmat).await, "auth.device_revoked");
    world.server().registry().admit_device(rahmat.id()).await.unwrap();
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    answer(&world, &rahmat, &stick, KEY).await;
    drop(reopened(&rahmat).await);
}

#[tokio::test]
async fn the_owner_of_a_copied_phone_is_told_at_the_next_sync_and_stops_the_thief() {
    let mut world = World::start().await;
    let stick = key_on_a_stick(&mut world).await;
    let rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let mut thief = rahmat.twin();
    thief.lock();
    let asked = waits(device::ask_to_open(&thief.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    assert_eq!(rahmat.device().opening_asked().unwrap(), None);
    assert_eq!(rahmat.sync().await, None);
    let told = rahmat.device().opening_asked().unwrap().unwrap();
    assert_eq!((told.request, told.is_objected), (asked.clone(), false));
    answer(&world, &rahmat, &stick, KEY).await;
    rahmat.device().object_to_opening(asked.number).unwrap();
    assert!(rahmat.device().opening_asked().unwrap().unwrap().is_objected, "until the province has heard of it");
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().opening_asked().unwrap(), None);
    assert_eq!(refusal(&thief).await, "recovery.denied", "although the office had agreed");
    assert_eq!(world.server().registry().recoveries().await.unwrap()[0].state, RecoveryState::Refused);
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn whoever_remembers_the_pin_waits_no_more() {
    let mut world = World::start().await;
    let _stick = key_on_a_stick(&mut world).await;
    let (rahmat, _) = forgotten(&world).await;
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    let opened = device::unlock(&rahmat.setup(), &pin(PIN)).unwrap();
    assert_eq!(device::find_waiting(&rahmat.setup()), None);
    assert!(device::ask_again(&rahmat.setup()).await.unwrap().is_none());
    assert_eq!(opened.sync_once().await.unwrap().trouble, None);
    assert!(opened.opening_asked().unwrap().is_some(), "the office still has it");
}

#[tokio::test]
async fn a_store_that_was_put_back_is_asked_again_or_says_that_another_code_is_needed() {
    let mut world = World::start().await;
    let stick = key_on_a_stick(&mut world).await;
    let (rahmat, id) = forgotten(&world).await;
    let before = world.copy_of_the_store().await;
    let code = world.recovery_code(&rahmat).await;
    let after = world.copy_of_the_store().await;
    waits(device::ask_to_open(&rahmat.setup(), &world.letter(&code)).await);
    world.put_back(&before).await;
    assert_eq!(refusal(&rahmat).await, "enrolment.code_invalid");
    world.put_back(&after).await;
    let asked = waits(device::ask_to_open(&rahmat.setup(), &world.letter(&code)).await);
    answer(&world, &rahmat, &stick, KEY).await;
    world.put_back(&after).await;
    world.section("the request and its answer are gone; asking again makes them anew");
    assert_eq!(waits(again(&rahmat).await).number, asked.number);
    answer(&world, &rahmat, &stick, KEY).await;
    let opened = reopened(&rahmat).await;
    assert_eq!(opened.sync_once().await.unwrap().trouble, None);
    assert!(opened.receipt(id).unwrap().unwrap().complete);
}

#[tokio::test]
async fn a_phone_with_two_locks_waits_with_the_one_that_the_province_knows() {
    let mut world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    world.rotate(Rotation::Recovery(None)).await;
    rahmat.device().sync_once().await.unwrap();
    world.section("it has sealed its lock to the next key, and the province has not heard of that");
    let file = std::fs::read_to_string(rahmat.setup().folder.join("sambang.key")).unwrap();
    assert!(file.contains("\"untold\""), "{file}");
    rahmat.lock();
    let stick = key_on_a_stick(&mut world).await;
    let asked = waits(device::ask_to_open(&rahmat.setup(), &world.letter(&world.recovery_code(&rahmat).await)).await);
    assert_eq!(waits(again(&rahmat).await), asked);
    answer(&world, &rahmat, &stick, "recovery.key.1").await;
    drop(reopened(&rahmat).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_whose_words_are_lost_waits_as_well() {
    let mut world = World::start().await;
    let old = world.phone("Rahmat").await;
    old.visit();
    let file = old.backup();
    let mut new = Phone::new();
    new.enrol(&world.server().url(), &world.code(&old.device().person().unwrap()).await).await;
    let stick = key_on_a_stick(&mut world).await;
    let code = world.recovery_code(&old).await;
    for _ in 0..2 {
        let waits = new.device().restore_backup_with_code(&file, &code).await.unwrap_err();
        assert_eq!(waits.code(), "recovery.waits");
        new.crash();
    }
    answer(&world, &old, &stick, KEY).await;
    assert_eq!(new.device().restore_backup_with_code(&file, &code).await.unwrap().drafts, 1);
    assert!(!new.setup().folder.join("sambang.answer.backup").exists());
}
