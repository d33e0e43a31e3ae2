//! Recoveries that wait for the office: who asks, who answers, when, and with which key. Long because every test plays the
//! same desk: devices, codes and answers are set up in one place here.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::SecretKey;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{
    DeviceReport, Opens, RecoveryReply, RecoveryRequest, RecoveryWaiting, ReportReply, WaitsFor,
};
use sambang_server::{
    AuditAction, BroughtKey, Config, ForLock, RecoveryRules, RecoveryState, RecoveryTold, Registry, WhichRecovery,
    make_recovery_key,
};
use tempfile::TempDir;

use crate::device::Device;
use crate::history::{copied, put_back};
use crate::recoveries::{KEY, code, lock_of, opened, refused, request, tell};
use crate::world::World;

pub(crate) const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const WRITER: &str = "CONTOH Tono";
const HEAD: &str = "CONTOH Sari";

/// A province that never had its recovery key: it lies on a stick, as three shares.
pub(crate) async fn apart() -> (World, TempDir) {
    let stick = tempfile::tempdir().unwrap();
    let public = make_recovery_key(stick.path(), true).unwrap();
    (World::with(|config| config.recovery_public = Some(public)).await, stick)
}

fn share(stick: &TempDir, number: u8) -> PathBuf {
    stick.path().join(format!("recovery-{number}.share"))
}

fn key_on(stick: &TempDir) -> BroughtKey {
    BroughtKey::read(&share(stick, 1), Some(&share(stick, 3))).unwrap()
}

/// The command line of the office, given by somebody.
async fn desk(world: &World, name: &str) -> Registry {
    let actor = name.to_owned();
    Registry::open(&Config { actor, ..world.config.clone() }).await.unwrap()
}

async fn code_by(world: &World, name: &str, device: &Device) -> String {
    let office = desk(world, name).await;
    let written = office.recovery_code(device.enrolment.device, ForLock::default()).await.unwrap().code;
    office.close().await;
    written
}

/// Answers in the name of somebody.
async fn answer(
    world: &World,
    name: &str,
    which: WhichRecovery,
    key: Option<&BroughtKey>,
) -> Result<RecoveryTold, String> {
    let office = desk(world, name).await;
    let answered = office.answer_recovery(which, key).await.map_err(|error| error.to_string());
    office.close().await;
    answered
}

/// The request of an app that can wait.
pub(crate) fn patient(code: &str, device: &Device, lock: &[u8]) -> RecoveryRequest {
    RecoveryRequest { waits_for: Some(WaitsFor::Store), ..request(code, device, lock) }
}

/// What a request that has to wait is told.
pub(crate) async fn waits(world: &World, request: &RecoveryRequest) -> RecoveryWaiting {
    let answer = world.http.post(world.url("/v1/recoveries")).json(request).send().await.unwrap();
    assert_eq!(answer.status(), 202);
    answer.json().await.unwrap()
}

/// The key in an answer that was written at another time than now.
async fn fetched(world: &World, request: &RecoveryRequest) -> (Vec<u8>, RecoveryReply) {
    let answer = world.http.post(world.url("/v1/recoveries")).json(request).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let reply: RecoveryReply = answer.json().await.unwrap();
    let sealed = STANDARD.decode(reply.sealed.as_ref().unwrap()).unwrap();
    (SecretKey::from([9; 32]).unseal(&sealed).unwrap(), reply)
}

async fn set(world: &World, rules: RecoveryRules) {
    world.registry().set_recovery_rules(rules).await.unwrap();
}

const USUAL: RecoveryRules = RecoveryRules { delay_hours: 0, wait_days: 7, two_persons: None };

async fn state(world: &World, number: u64) -> RecoveryState {
    let all = world.registry().recoveries().await.unwrap();
    all.into_iter().find(|told| told.number == number).unwrap().state
}

fn of(device: &Device) -> WhichRecovery {
    WhichRecovery::Of(device.enrolment.device)
}

/// A device with a lock that it told of, and its request, which waits.
async fn waiting(world: &mut World) -> (Device, RecoveryRequest, u64) {
    let device = world.facilitator().await;
    let lock = lock_of(world, &device, Opens::Store);
    tell(&device, &lock).await;
    let asked = patient(&code_by(world, WRITER, &device).await, &device, &lock);
    let number = waits(world, &asked).await.number;
    (device, asked, number)
}

#[tokio::test]
async fn a_request_waits_for_a_key_on_a_stick_and_somebody_else_than_who_wrote_the_code_answers_it() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let first = waits(&world, &asked).await;
    assert_eq!((first.number, first.asked_at, first.answered_from), (number, world.clock.now(), first.asked_at));
    world.clock.advance_ms(2 * DAY);
    assert_eq!(
        waits(&world, &asked).await,
        first,
        "the same once more is the same request; the code is too old by then"
    );
    let key = key_on(&stick);
    let same = answer(&world, "contoh  TONO", of(&device), Some(&key)).await.unwrap_err();
    assert!(same.contains("somebody else must"), "{same}");
    assert_eq!(state(&world, number).await, RecoveryState::Waits);
    let told = answer(&world, HEAD, of(&device), Some(&key)).await.unwrap();
    assert_eq!(
        (told.number, told.state, told.person.id),
        (number, RecoveryState::Answered, device.enrolment.person.id)
    );
    assert_eq!(told.written_by.as_deref(), Some(WRITER));
    let answered_at = world.clock.now();
    world.clock.advance_ms(DAY);
    for _ in 0..2 {
        let (key, reply) = fetched(&world, &asked).await;
        assert_eq!((key.as_slice(), reply.opened_at, reply.key.as_str()), (KEY.as_slice(), Some(answered_at), ""));
    }
    assert_eq!(state(&world, number).await, RecoveryState::Taken);
    let again = answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key)).await.unwrap_err();
    assert!(again.contains("answered already"), "{again}");
    let log: Vec<_> = world.registry().audit().await.unwrap().into_iter().map(|audited| audited.entry).collect();
    let who = |action: AuditAction| log.iter().filter(|entry| entry.action == action).collect::<Vec<_>>();
    let (asks, opens, takes) =
        (who(AuditAction::RecoveryAsked), who(AuditAction::KeyRecovered), who(AuditAction::RecoveryTaken));
    assert_eq!((asks.len(), opens.len(), takes.len()), (1, 1, 2));
    assert_eq!(asks[0].person, Some(device.enrolment.person.id));
    assert_eq!(opens[0].actor.as_deref(), Some(HEAD));
    assert_eq!(opens[0].details["for"], device.enrolment.person.id.to_string());
    assert!([asks[0], opens[0], takes[1]].iter().all(|entry| entry.subject == device.enrolment.device.to_string()));
    world.registry().verify().await.unwrap();
    assert_nowhere(world.dir.path(), &whole(&stick));
}

/// The bytes of the key that two shares give.
fn whole(stick: &TempDir) -> Vec<u8> {
    let file = stick.path().join("joined.key");
    sambang_server::join_recovery_key([&share(stick, 1), &share(stick, 2)], &file).unwrap();
    std::fs::read(file).unwrap()
}

fn assert_nowhere(folder: &Path, secret: &[u8]) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            assert_nowhere(&entry.path(), secret);
        } else {
            let bytes = std::fs::read(entry.path()).unwrap();
            assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{}", entry.path().display());
        }
    }
}

#[tokio::test]
async fn a_second_key_for_a_code_is_refused_and_a_double_tap_is_one_request() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let other = RecoveryRequest {
        answer_key: Some(hex::encode(SecretKey::from([8; 32]).public_key().as_bytes())),
        ..asked.clone()
    };
    assert_eq!(refused(&world, &other).await, (409, ErrorCode::CodeUsed), "whoever listened to the code");
    let another = patient(&asked.code, &device, &lock_of(&world, &device, Opens::Store));
    assert_eq!(refused(&world, &another).await, (409, ErrorCode::CodeUsed), "nor for another lock");
    let fresh =
        patient(&code_by(&world, WRITER, &device).await, &device, &STANDARD.decode(&asked.wrapped_key).unwrap());
    let (one, two) = tokio::join!(waits(&world, &fresh), waits(&world, &fresh));
    assert_eq!((one.number, two.number), (number + 1, number + 1));
    let which = answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap_err();
    assert!(which.contains("several"), "{which}");
    answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(refused(&world, &other).await, (409, ErrorCode::CodeUsed));
    assert_eq!(fetched(&world, &asked).await.0, KEY);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn an_app_that_cannot_wait_gets_the_refusal_it_knows_and_nothing_is_kept_of_it() {
    let (mut world, _stick) = apart().await;
    let device = world.facilitator().await;
    let lock = lock_of(&world, &device, Opens::Store);
    let older = request(&code(&world, &device).await, &device, &lock);
    assert_eq!(refused(&world, &older).await, (503, ErrorCode::RecoveryAway));
    let newer = RecoveryRequest { waits_for: Some(WaitsFor::Other("estate".into())), ..older.clone() };
    assert_eq!(refused(&world, &newer).await, (503, ErrorCode::RecoveryAway), "nor for what is not known here");
    assert!(world.registry().recoveries().await.unwrap().is_empty());
    let nobody = RecoveryRequest { answer_key: None, ..patient(&older.code, &device, &lock) };
    assert_eq!(refused(&world, &nobody).await, (400, ErrorCode::Malformed), "nobody could be answered");
    let large = patient(&older.code, &device, &[1; 2000]);
    assert_eq!(refused(&world, &large).await, (422, ErrorCode::RecoveryRefused));
    assert_eq!(
        waits(&world, &patient(&older.code, &device, &lock)).await.number,
        1,
        "its update may go on with the code"
    );
}

#[tokio::test]
async fn nobody_is_answered_before_the_delay_that_held_when_it_was_asked() {
    let (mut world, stick) = apart().await;
    set(&world, RecoveryRules { delay_hours: 48, ..USUAL }).await;
    let (device, asked, number) = waiting(&mut world).await;
    set(&world, RecoveryRules { delay_hours: 0, ..USUAL }).await;
    let from = waits(&world, &asked).await.answered_from;
    assert_eq!(from, world.clock.now().plus_ms(48 * HOUR), "what was promised is kept");
    world.clock.advance_ms(48 * HOUR - 1);
    let early = answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap_err();
    assert!(early.contains("delay"), "{early}");
    assert_eq!(state(&world, number).await, RecoveryState::Delayed);
    // The clock of the server is set back by a day, and right again later.
    world.clock.advance_ms(-DAY);
    assert_eq!(waits(&world, &asked).await.answered_from, from);
    assert!(answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.is_err(), "that shortens nothing");
    world.clock.advance_ms(DAY + 1);
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &asked).await.0, KEY);
}

#[tokio::test]
async fn a_server_that_has_the_key_answers_by_itself_after_the_delay_unless_two_persons_are_needed() {
    let mut world = World::start().await;
    set(&world, RecoveryRules { delay_hours: 2, ..USUAL }).await;
    let (device, asked, number) = waiting(&mut world).await;
    let older = RecoveryRequest { waits_for: None, ..asked.clone() };
    assert_eq!(refused(&world, &older).await, (503, ErrorCode::RecoveryAway), "also for an app that cannot wait");
    world.clock.advance_ms(2 * HOUR);
    assert_eq!(opened(&world, &asked).await, KEY);
    assert_eq!(opened(&world, &asked).await, KEY, "a lost answer is given again");
    assert_eq!(state(&world, number).await, RecoveryState::Taken);
    set(&world, RecoveryRules { two_persons: Some(true), ..USUAL }).await;
    let lock = lock_of(&world, &device, Opens::Store);
    let next = patient(&code_by(&world, WRITER, &device).await, &device, &lock);
    waits(&world, &next).await;
    world.clock.advance_ms(DAY);
    waits(&world, &next).await;
    assert!(answer(&world, WRITER, of(&device), None).await.is_err());
    answer(&world, HEAD, of(&device), None).await.unwrap();
    assert_eq!(opened(&world, &next).await, KEY);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn one_person_may_do_both_where_the_office_says_so() {
    let (mut world, stick) = apart().await;
    set(&world, RecoveryRules { two_persons: Some(false), ..USUAL }).await;
    let (device, asked, _) = waiting(&mut world).await;
    answer(&world, WRITER, of(&device), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &asked).await.0, KEY);
    let impossible = [
        RecoveryRules { wait_days: 0, ..USUAL },
        RecoveryRules { wait_days: 31, ..USUAL },
        RecoveryRules { delay_hours: 48, wait_days: 2, ..USUAL },
    ];
    for rules in impossible {
        assert!(world.registry().set_recovery_rules(rules).await.is_err(), "{rules:?}");
    }
    assert_eq!(world.registry().recovery_rules().await.unwrap().two_persons, Some(false));
}

#[tokio::test]
async fn what_waits_and_what_was_answered_ends_after_the_days_that_the_office_set() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let ends_at = waits(&world, &asked).await.ends_at;
    assert_eq!(ends_at, world.clock.now().plus_ms(7 * DAY));
    world.clock.advance_ms(7 * DAY - 1);
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    world.clock.advance_ms(7 * DAY - 1);
    assert_eq!(fetched(&world, &asked).await.0, KEY, "an answer is kept as long as a request");
    world.clock.advance_ms(1);
    assert_eq!(refused(&world, &asked).await, (410, ErrorCode::CodeExpired));
    set(&world, RecoveryRules { wait_days: 1, ..USUAL }).await;
    let (device, asked, late) = waiting(&mut world).await;
    world.clock.advance_ms(DAY);
    assert_eq!(refused(&world, &asked).await, (410, ErrorCode::CodeExpired));
    assert_eq!(state(&world, late).await, RecoveryState::Ended);
    for which in [of(&device), WhichRecovery::Numbered(late)] {
        assert!(answer(&world, HEAD, which, Some(&key_on(&stick))).await.is_err());
    }
    assert_eq!(state(&world, number).await, RecoveryState::Taken);
}

#[tokio::test]
async fn a_blocked_device_and_one_whose_person_left_are_answered_no_more_also_when_they_were_answered() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::DeviceRevoked));
    let which = WhichRecovery::Numbered(number);
    assert!(answer(&world, HEAD, which, Some(&key_on(&stick))).await.is_err());
    world.registry().admit_device(device.enrolment.device).await.unwrap();
    assert_eq!(refused(&world, &asked).await, (410, ErrorCode::CodeExpired), "blocking ended it for good");
    assert!(answer(&world, HEAD, which, Some(&key_on(&stick))).await.is_err());
    let (device, asked, _) = waiting(&mut world).await;
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    world.registry().withdraw_person(device.enrolment.person.id).await.unwrap();
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::DeviceRevoked), "between answer and fetching");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_lock_that_the_device_changed_meanwhile_is_not_opened_when_it_is_asked_answered_or_fetched() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let next = lock_of(&world, &device, Opens::Store);
    let replaced = (409, ErrorCode::LockReplaced);
    tell(&device, &next).await;
    assert_eq!(refused(&world, &asked).await, replaced, "it waits no more");
    let which = WhichRecovery::Numbered(number);
    let stale = answer(&world, HEAD, which, Some(&key_on(&stick))).await.unwrap_err();
    assert!(stale.contains("another lock"), "{stale}");
    let old = patient(&code_by(&world, WRITER, &device).await, &device, &STANDARD.decode(&asked.wrapped_key).unwrap());
    assert_eq!(refused(&world, &old).await, replaced, "nor does it begin to");
    let now = patient(&old.code, &device, &next);
    let number = waits(&world, &now).await.number;
    answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.unwrap();
    tell(&device, &lock_of(&world, &device, Opens::Store)).await;
    assert_eq!(refused(&world, &now).await, replaced, "an answer that was not fetched is of no use either");
    // A backup has a key of its own.
    let backup = lock_of(&world, &device, Opens::Backup);
    let words = RecoveryRequest {
        waits_for: Some(WaitsFor::Backup),
        ..patient(&code_by(&world, WRITER, &device).await, &device, &backup)
    };
    let number = waits(&world, &words).await.number;
    answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &words).await.0, KEY);
    // Nor is an old lock of the store opened under the name of a backup.
    let lie = RecoveryRequest {
        waits_for: Some(WaitsFor::Backup),
        ..patient(&code_by(&world, WRITER, &device).await, &device, &STANDARD.decode(&asked.wrapped_key).unwrap())
    };
    let number = waits(&world, &lie).await.number;
    assert!(answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.is_err());
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn the_office_refuses_and_the_phone_is_told_so() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let office = desk(&world, HEAD).await;
    for reason in ["", "  ", "a\u{202e}b", &"x".repeat(201)] {
        assert!(office.refuse_recovery(of(&device), reason).await.is_err(), "{reason}");
    }
    let told = office.refuse_recovery(of(&device), "CONTOH: bukan pemiliknya").await.unwrap();
    office.close().await;
    assert_eq!(told.state, RecoveryState::Refused);
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::RecoveryDenied));
    assert!(answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.is_err());
    let (device, asked, number) = waiting(&mut world).await;
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    world.registry().refuse_recovery(of(&device), "CONTOH: salah orang").await.unwrap();
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::RecoveryDenied), "until it was fetched");
    let log = world.registry().audit().await.unwrap();
    let denied: Vec<_> = log.iter().filter(|told| told.entry.action == AuditAction::RecoveryDenied).collect();
    assert_eq!((denied.len(), denied[0].entry.actor.as_deref()), (2, Some(HEAD)));
    assert!(!format!("{log:?}").contains("pemiliknya"), "what somebody typed is not in the log");
    assert_eq!(denied[1].entry.details["recovery"], number);
    let (device, asked, number) = waiting(&mut world).await;
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    fetched(&world, &asked).await;
    let late = world.registry().refuse_recovery(WhichRecovery::Numbered(number), "CONTOH").await.unwrap_err();
    assert!(late.to_string().contains("block it"), "{late}");
    world.registry().verify().await.unwrap();
}

async fn reported(device: &Device, objects_to: Option<u64>) -> Option<RecoveryWaiting> {
    let report = DeviceReport { objects_to, ..DeviceReport::default() };
    let answer = device.request("PUT", "/v1/report").json(&report).send().await.unwrap();
    answer.json::<ReportReply>().await.unwrap().opening_asked
}

#[tokio::test]
async fn a_device_that_still_syncs_is_told_who_asks_for_its_lock_and_its_person_may_object() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let other = world.facilitator().await;
    assert_eq!(reported(&other, Some(number)).await, None, "it is none of theirs");
    assert_eq!(reported(&device, Some(number + 1)).await.unwrap().number, number);
    assert_eq!(waits(&world, &asked).await.number, number, "nobody has objected");
    assert_eq!(reported(&device, Some(number)).await, None);
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::RecoveryDenied));
    assert!(answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.is_err());
    let log = world.registry().audit().await.unwrap();
    let denied = log.iter().find(|told| told.entry.action == AuditAction::RecoveryDenied).unwrap();
    assert_eq!(denied.entry.device, Some(device.enrolment.device));
    let (device, asked, _) = waiting(&mut world).await;
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    assert!(reported(&device, None).await.is_some(), "until it is fetched");
    fetched(&world, &asked).await;
    assert_eq!(reported(&device, None).await, None);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_store_that_was_put_back_is_asked_again() {
    let (mut world, stick) = apart().await;
    let device = world.facilitator().await;
    let lock = lock_of(&world, &device, Opens::Store);
    let known = patient(&code_by(&world, WRITER, &device).await, &device, &lock);
    let copy;
    (world, copy) = copied(world).await;
    waits(&world, &known).await;
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    let unknown = patient(&code_by(&world, WRITER, &device).await, &device, &lock);
    let stranger = world.facilitator().await;
    let strange_lock = lock_of(&world, &stranger, Opens::Store);
    world = put_back(world, copy.path()).await;
    waits(&world, &known).await;
    assert_eq!(refused(&world, &unknown).await, (403, ErrorCode::CodeInvalid), "it needs another code");
    answer(&world, HEAD, of(&device), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &known).await.0, KEY);
    // A device that the store does not know is known by its pass while it waits, too.
    world
        .registry()
        .add_person_as(
            stranger.enrolment.person.id,
            sambang_server::NewPerson {
                name: "CONTOH Orang".into(),
                role: sambang_domain::people::Role::Facilitator,
                area: vec!["1803".parse().unwrap()],
                office: String::new(),
            },
        )
        .await
        .unwrap();
    let whose = ForLock { person: Some(stranger.enrolment.person.id), nameless: false };
    let office = desk(&world, WRITER).await;
    let code = office.recovery_code(stranger.enrolment.device, whose).await.unwrap().code;
    office.close().await;
    let asked = RecoveryRequest { pass: stranger.enrolment.pass.clone(), ..patient(&code, &stranger, &strange_lock) };
    waits(&world, &asked).await;
    answer(&world, HEAD, of(&stranger), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &asked).await.0, KEY);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn at_the_desk_another_devices_lock_another_key_and_garbage_open_nothing() {
    let (mut world, stick) = apart().await;
    let (device, asked, number) = waiting(&mut world).await;
    let strange = tempfile::tempdir().unwrap();
    make_recovery_key(strange.path(), true).unwrap();
    let foreign = answer(&world, HEAD, of(&device), Some(&key_on(&strange))).await.unwrap_err();
    assert!(foreign.contains("do not belong"), "{foreign}");
    let away = answer(&world, HEAD, of(&device), None).await.unwrap_err();
    assert!(away.contains("kept elsewhere"), "{away}");
    assert_eq!(state(&world, number).await, RecoveryState::Waits, "nothing was used up");
    let victim = world.facilitator().await;
    let victims = lock_of(&world, &victim, Opens::Store);
    for lock in [victims.as_slice(), &[1; 144]] {
        let attack = patient(&code_by(&world, WRITER, &device).await, &device, lock);
        // It is a fresh device's lock as far as anybody can see without the key.
        let attack = RecoveryRequest { waits_for: Some(WaitsFor::Backup), ..attack };
        let number = waits(&world, &attack).await.number;
        assert!(answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.is_err());
        waits(&world, &attack).await;
    }
    let log = world.registry().audit().await.unwrap();
    let tried: Vec<_> = log.iter().filter(|told| told.entry.action == AuditAction::KeyRefused).collect();
    assert_eq!(tried.len(), 1);
    assert_eq!(tried[0].entry.subject, victim.enrolment.device.to_string(), "under the device it belongs to");
    answer(&world, HEAD, WhichRecovery::Numbered(number), Some(&key_on(&stick))).await.unwrap();
    assert_eq!(fetched(&world, &asked).await.0, KEY);
    world.registry().verify().await.unwrap();
}
