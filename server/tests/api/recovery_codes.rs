//! Which codes open locks, and for which devices they are written.

use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::invitation::Invitation;
use sambang_domain::wire::v1::{Opens, RecoveryRequest, SignedDevicePass};
use sambang_server::ForLock;

use crate::history::{copied, put_back};
use crate::program::{Program, complaint, enrolled, ran, run, store};
use crate::recoveries::{KEY, code, lock_of, opened, refused, request, tell};
use crate::world::{World, problem, reply};

#[tokio::test]
async fn a_code_that_enrols_opens_nothing_and_one_that_opens_enrols_nothing() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let enrols = world.registry().enrol_code(device.enrolment.person.id).await.unwrap().code;
    let opens = code(&world, &device).await;
    let lock = lock_of(&world, &device, Opens::Store);
    assert_eq!(refused(&world, &request(&enrols, &device, &lock)).await, (403, ErrorCode::CodeInvalid));
    let key = ed25519_dalek::SigningKey::from_bytes(&[99; 32]);
    assert_eq!(problem(world.enrol(&opens, &key).await).await, (403, ErrorCode::CodeInvalid));
    assert_eq!(opened(&world, &request(&opens, &device, &lock)).await, KEY);
    assert_eq!(world.enrol(&enrols, &key).await.status(), 201);
}

#[tokio::test]
async fn a_device_that_a_restored_store_does_not_know_is_opened_by_its_pass_and_its_persons_name() {
    let mut world = World::start().await;
    let (person, other) = (world.person(Role::Facilitator, &["1803"]).await, world.facilitator().await);
    let copy;
    (world, copy) = copied(world).await;
    let device = world.device_of(&person).await;
    let lock = lock_of(&world, &device, Opens::Store);
    tell(&device, &lock).await;
    world = put_back(world, copy.path()).await;
    let id = device.enrolment.device;
    let registry = world.registry();
    assert!(registry.recovery_code(id, ForLock::default()).await.is_err(), "whose is it?");
    let pass: SignedDevicePass = device.enrolment.pass.clone().unwrap();
    let of = |person| ForLock { person: Some(person), nameless: false };
    let wrong = registry.recovery_code(id, of(other.enrolment.person.id)).await.unwrap().code;
    let right = registry.recovery_code(id, of(person.id)).await.unwrap().code;
    let with = |code: &str, pass| RecoveryRequest { pass, ..request(code, &device, &lock) };
    assert_eq!(refused(&world, &with(&wrong, Some(pass.clone()))).await, (403, ErrorCode::CodeInvalid));
    assert_eq!(refused(&world, &with(&right, None)).await, (403, ErrorCode::CodeInvalid));
    let others = other.enrolment.pass.clone();
    assert_eq!(refused(&world, &with(&right, others)).await, (403, ErrorCode::CodeInvalid));
    assert_eq!(opened(&world, &with(&right, Some(pass))).await, KEY);
    let known = world.registry().devices().await.unwrap();
    assert!(known.iter().any(|known| known.id == id), "and it is known again");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn who_leaves_is_opened_no_lock_by_a_code_of_before() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let code = code(&world, &device).await;
    let person = device.enrolment.person.id;
    world.registry().withdraw_person(person).await.unwrap();
    let asked = request(&code, &device, &lock_of(&world, &device, Opens::Store));
    assert_eq!(refused(&world, &asked).await, (403, ErrorCode::DeviceRevoked));
    let back = world.registry().enrol_code(person).await.unwrap().code;
    reply(world.enrol(&back, &device.key).await).await;
    assert_eq!(refused(&world, &asked).await, (410, ErrorCode::CodeExpired));
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn the_office_writes_codes_on_the_command_line_and_is_told_whose_device_it_is() {
    let dir = store();
    let program = Program::start(dir.path());
    let device = enrolled(dir.path(), &program.url, 1).await;
    let (id, person) = (device.enrolment.device.to_string(), device.enrolment.person.id.to_string());
    let told = ran(dir.path(), &["recovery-code", &id]);
    let [code, whose] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
    assert!(code.len() == 10 && whose.starts_with(&person) && whose.contains("CONTOH Orang"), "{told}");
    let told = ran(dir.path(), &["recovery-code", &id, "--address", "https://sambang.example"]);
    let [code, _, letter] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
    let letter = Invitation::parse(letter).unwrap();
    assert_eq!((letter.server.as_str(), letter.code.as_str()), ("https://sambang.example", code));
    assert!(letter.province.is_some());
    ran(dir.path(), &["recovery-code", &id, "--old-lock"]);
    let strange = uuid::Uuid::from_u128(77).to_string();
    let refused = run(dir.path(), &["recovery-code", &strange]);
    assert!(!refused.status.success() && complaint(&refused).contains("no such device"), "{}", complaint(&refused));
    ran(dir.path(), &["recovery-code", &strange, "--person", &person]);
    let refused = run(dir.path(), &["recovery-code", &id, "--person", &strange]);
    assert!(complaint(&refused).contains("another person's"), "{}", complaint(&refused));
}
