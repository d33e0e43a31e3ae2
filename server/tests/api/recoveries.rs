//! Who may have a lock opened, and what an attacker with a code in hand is answered.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crypto_box::SecretKey;
use crypto_box::aead::OsRng;
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{DeviceReport, Lock, Opens, RecoveryReply, RecoveryRequest};
use sambang_server::{AuditAction, ForLock};

use crate::device::Device;
use crate::world::{World, problem};

pub(crate) const KEY: [u8; 32] = [7; 32];
const ANSWER: [u8; 32] = [9; 32];

fn sealed(world: &World, content: &[u8]) -> Vec<u8> {
    let mut key = [0; 32];
    hex::decode_to_slice(&world.registry().province().recovery_key, &mut key).unwrap();
    crypto_box::PublicKey::from_bytes(key).seal(&mut OsRng, content).unwrap()
}

/// The lock of this device, as its phone seals it.
pub(crate) fn lock_of(world: &World, device: &Device, opens: Opens) -> Vec<u8> {
    let (id, person) = (device.enrolment.device, device.enrolment.person.id);
    let lock = Lock { opens, device: id, person, nonce: [5; 16], key: KEY };
    sealed(world, &lock.to_bytes())
}

/// A request with this code and lock for this device.
pub(crate) fn request(code: &str, device: &Device, lock: &[u8]) -> RecoveryRequest {
    RecoveryRequest {
        code: code.to_owned(),
        device: device.enrolment.device,
        wrapped_key: STANDARD.encode(lock),
        answer_key: Some(hex::encode(SecretKey::from(ANSWER).public_key().as_bytes())),
        pass: None,
        waits_for: None,
    }
}

async fn ask(world: &World, request: &RecoveryRequest) -> reqwest::Response {
    world.http.post(world.url("/v1/recoveries")).json(request).send().await.unwrap()
}

pub(crate) async fn refused(world: &World, request: &RecoveryRequest) -> (u16, ErrorCode) {
    problem(ask(world, request).await).await
}

/// The key in the answer, which nobody but its asker can read.
pub(crate) async fn opened(world: &World, request: &RecoveryRequest) -> Vec<u8> {
    let answer = ask(world, request).await;
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    assert!(!text.contains(&hex::encode(KEY)) && !text.contains(&STANDARD.encode(KEY)), "{text}");
    let reply: RecoveryReply = serde_json::from_str(&text).unwrap();
    assert_eq!((reply.key.as_str(), reply.opened_at), ("", Some(world.clock.now())));
    SecretKey::from(ANSWER).unseal(&STANDARD.decode(reply.sealed.unwrap()).unwrap()).unwrap()
}

pub(crate) async fn code(world: &World, device: &Device) -> String {
    world.registry().recovery_code(device.enrolment.device, ForLock::default()).await.unwrap().code
}

/// The device tells of its lock, as with every report.
pub(crate) async fn tell(device: &Device, lock: &[u8]) {
    let report = DeviceReport { lock: Some(Digest::of(lock)), ..DeviceReport::default() };
    assert_eq!(device.request("PUT", "/v1/report").json(&report).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_code_of_the_device_opens_its_lock_and_a_lost_answer_is_given_again_to_the_same_key_alone() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let opening = world.registry().recovery_code(device.enrolment.device, ForLock::default()).await.unwrap();
    assert_eq!(opening.person, device.enrolment.person, "the office is told whose it is");
    let lock = lock_of(&world, &device, Opens::Store);
    let typed = format!(" {}-{} ", opening.code[..4].to_lowercase(), &opening.code[4..]);
    let asked = request(&typed, &device, &lock);
    for _ in 0..2 {
        assert_eq!(opened(&world, &asked).await, KEY);
    }
    let mut other = asked.clone();
    other.answer_key = Some(hex::encode(SecretKey::from([8; 32]).public_key().as_bytes()));
    assert_eq!(refused(&world, &other).await, (409, ErrorCode::CodeUsed), "with another key never");
    let another_lock = request(&typed, &device, &lock_of(&world, &device, Opens::Backup));
    assert_eq!(refused(&world, &another_lock).await, (409, ErrorCode::CodeUsed), "one code, one lock");
    world.clock.advance_ms(24 * 3_600_000);
    assert_eq!(refused(&world, &asked).await, (410, ErrorCode::CodeExpired));
    let logged = world.opened().await;
    assert_eq!(logged.len(), 2, "every time");
    let id = device.enrolment.device;
    assert!(logged.iter().all(|entry| entry.action == AuditAction::KeyRecovered && entry.subject == id.to_string()));
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn nobodys_code_opens_another_devices_lock_and_the_attempt_is_logged_under_the_device_it_belongs_to() {
    let mut world = World::start().await;
    let (mine, victims) = (world.facilitator().await, world.facilitator().await);
    let victims_lock = lock_of(&world, &victims, Opens::Store);
    let my_code = code(&world, &mine).await;
    for lock in [&victims_lock, &lock_of(&world, &victims, Opens::Backup)] {
        let attack = request(&my_code, &mine, lock);
        assert_eq!(refused(&world, &attack).await, (422, ErrorCode::RecoveryRefused), "my device, another's lock");
    }
    let attack = request(&my_code, &victims, &victims_lock);
    assert_eq!(refused(&world, &attack).await, (403, ErrorCode::CodeInvalid), "my code, another's device");
    let log = world.registry().audit().await.unwrap();
    let refused_keys: Vec<_> = log.iter().filter(|told| told.entry.action == AuditAction::KeyRefused).collect();
    assert_eq!(refused_keys.len(), 2);
    for told in refused_keys {
        assert_eq!(told.entry.subject, victims.enrolment.device.to_string());
        assert_eq!(told.entry.details["person"], victims.enrolment.person.id.to_string());
        assert_eq!(told.entry.device, Some(mine.enrolment.device), "and who tried it");
    }
    assert_eq!(world.opened().await, [], "nothing was opened");

    let victims_code = code(&world, &victims).await;
    world.registry().revoke_device(victims.enrolment.device).await.unwrap();
    let attack = request(&victims_code, &victims, &victims_lock);
    assert_eq!(refused(&world, &attack).await, (403, ErrorCode::DeviceRevoked), "after it was blocked");
    let attack = request(&my_code, &mine, &victims_lock);
    assert_eq!(refused(&world, &attack).await, (422, ErrorCode::RecoveryRefused));
    assert!(world.registry().recovery_code(victims.enrolment.device, ForLock::default()).await.is_err());
    world.registry().admit_device(victims.enrolment.device).await.unwrap();
    let attack = request(&victims_code, &victims, &victims_lock);
    assert_eq!(refused(&world, &attack).await, (410, ErrorCode::CodeExpired), "blocking ended its codes");
    let mine_still = request(&my_code, &mine, &lock_of(&world, &mine, Opens::Store));
    assert_eq!(opened(&world, &mine_still).await, KEY, "a refused attempt uses nothing up");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn once_a_device_told_of_its_lock_no_other_is_opened_but_its_backups() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let (old, now) = (lock_of(&world, &device, Opens::Store), lock_of(&world, &device, Opens::Store));
    for lock in [&old, &now, &now] {
        tell(&device, lock).await;
    }
    let told =
        |log: &[sambang_server::Audited]| log.iter().filter(|told| told.entry.action == AuditAction::LockTold).count();
    assert_eq!(told(&world.registry().audit().await.unwrap()), 2, "the same once more is no news");
    let first = code(&world, &device).await;
    assert_eq!(refused(&world, &request(&first, &device, &old)).await, (409, ErrorCode::LockReplaced));
    let nameless = sealed(&world, &KEY);
    assert_eq!(refused(&world, &request(&first, &device, &nameless)).await, (409, ErrorCode::LockReplaced));
    let allowed = ForLock { nameless: true, person: None };
    assert!(world.registry().recovery_code(device.enrolment.device, allowed).await.is_err(), "it needs none");
    assert_eq!(opened(&world, &request(&first, &device, &now)).await, KEY);

    let backup = lock_of(&world, &device, Opens::Backup);
    let second = code(&world, &device).await;
    assert_eq!(opened(&world, &request(&second, &device, &backup)).await, KEY);
    // The device locked itself anew; until it can tell, the names in a lock decide.
    let third = code(&world, &device).await;
    let next = lock_of(&world, &device, Opens::Store);
    assert_eq!(opened(&world, &request(&third, &device, &next)).await, KEY);
    tell(&device, &next).await;
    let fourth = code(&world, &device).await;
    assert_eq!(refused(&world, &request(&fourth, &device, &now)).await, (409, ErrorCode::LockReplaced));
    let again = request(&first, &device, &now);
    assert_eq!(refused(&world, &again).await, (409, ErrorCode::LockReplaced), "nor as a lost answer");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_lock_that_names_nobody_is_opened_only_where_the_office_allows_it() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let nameless = sealed(&world, &KEY);
    let usual = code(&world, &device).await;
    assert_eq!(refused(&world, &request(&usual, &device, &nameless)).await, (422, ErrorCode::LockNameless));
    let allowed = ForLock { nameless: true, person: None };
    let id = device.enrolment.device;
    let old = world.registry().recovery_code(id, allowed).await.unwrap().code;
    assert_eq!(opened(&world, &request(&old, &device, &nameless)).await, KEY);
    // An app that names no key is answered as apps were before.
    let older = world.registry().recovery_code(id, allowed).await.unwrap().code;
    let asked = RecoveryRequest { answer_key: None, ..request(&older, &device, &nameless) };
    for _ in 0..2 {
        let reply: RecoveryReply = ask(&world, &asked).await.json().await.unwrap();
        assert_eq!((reply.key, reply.sealed), (hex::encode(KEY), None));
    }
    assert_eq!(refused(&world, &request(&older, &device, &nameless)).await, (409, ErrorCode::CodeUsed));
    let named = lock_of(&world, &device, Opens::Store);
    let asked = RecoveryRequest { answer_key: None, ..request(&usual, &device, &named) };
    assert_eq!(refused(&world, &asked).await, (400, ErrorCode::Malformed), "never for a lock with a name");
}

#[tokio::test]
async fn garbage_is_refused_with_its_reason_and_uses_no_code_up() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let code = code(&world, &device).await;
    let lock = lock_of(&world, &device, Opens::Store);
    for (content, status, expected) in [
        (vec![1; 80], 422, ErrorCode::RecoveryRefused),
        (sealed(&world, b"short"), 422, ErrorCode::RecoveryRefused),
        (Vec::new(), 422, ErrorCode::RecoveryRefused),
    ] {
        assert_eq!(refused(&world, &request(&code, &device, &content)).await, (status, expected));
    }
    let good = request(&code, &device, &lock);
    for bad in [
        RecoveryRequest { wrapped_key: "!".into(), ..good.clone() },
        RecoveryRequest { answer_key: Some("zz".into()), ..good.clone() },
    ] {
        assert_eq!(refused(&world, &bad).await, (400, ErrorCode::Malformed));
    }
    assert_eq!(opened(&world, &good).await, KEY);
}
