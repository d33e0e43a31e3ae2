//! A phone becomes a person's, and opens again when the PIN is forgotten.

use std::sync::Arc;

use sambang::device::{self, DeviceError, Gate, Invitation, Pin, UnlockError};

use sambang::sync::{Answer, Exchange, Request, Transport};

use crate::phone::Phone;
use crate::world::World;

fn pin(text: &str) -> Pin {
    Pin::parse(text).unwrap()
}

#[tokio::test]
async fn a_code_makes_a_phone_the_device_of_its_person() {
    let world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let code = world.code(&person).await;
    let phone = Phone::new();
    assert_eq!(device::gate(&phone.setup()).unwrap(), Gate::Enrol);
    let invitation = format!("sambang:{}#{}", world.server().url(), code.to_lowercase());
    let enrolment = device::enrol(&phone.setup(), &Invitation::parse(&invitation).unwrap()).await.unwrap();
    assert_eq!(enrolment.person(), &person);
    assert_eq!(enrolment.programmes().len(), 2);
    let device = enrolment.finish(&phone.setup(), &pin("135790")).unwrap();
    assert_eq!(device.person().unwrap(), person);
    let gate = device::gate(&phone.setup()).unwrap();
    let registered = world.server().registry().devices().await.unwrap()[0].id;
    assert_eq!(gate, Gate::Locked { nickname: None, device: registered });
    device.set_nickname(" Mat ").unwrap();
    assert_eq!(
        device::gate(&phone.setup()).unwrap(),
        Gate::Locked { nickname: Some("Mat".into()), device: registered }
    );
}

#[tokio::test]
async fn a_code_works_once_and_other_codes_never() {
    let world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let code = world.code(&person).await;
    let url = world.server().url();
    let refused = |error: DeviceError| error.code();
    let phone = Phone::new();
    device::enrol(&phone.setup(), &Invitation::alone(&url, &code)).await.unwrap();
    let again = device::enrol(&phone.setup(), &Invitation::alone(&url, &code)).await.err().map(refused);
    assert_eq!(again.as_deref(), Some("enrolment.code_used"));
    let wrong = device::enrol(&phone.setup(), &Invitation::alone(&url, "AAAAAAAA")).await.err().map(refused);
    assert_eq!(wrong.as_deref(), Some("enrolment.code_invalid"));
    let late = world.code(&person).await;
    world.clock.advance_ms(25 * 3_600_000);
    let late = device::enrol(&phone.setup(), &Invitation::alone(&url, &late)).await.err().map(refused);
    assert_eq!(late.as_deref(), Some("enrolment.code_expired"));
}

#[tokio::test]
async fn a_damaged_store_is_set_aside_and_never_deleted() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    rahmat.visit();
    rahmat.lock();
    let folder = rahmat.setup().folder;
    let file = folder.join("sambang.db");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[..64].fill(0x5A);
    std::fs::write(&file, &bytes).unwrap();
    let opened = device::unlock(&rahmat.setup(), &pin("135790"));
    assert!(matches!(opened, Err(UnlockError::Damaged)));
    assert_eq!(std::fs::read(folder.join("sambang.db.damaged-1")).unwrap(), bytes);
    assert!(folder.join("sambang.key.damaged-1").exists());
    assert_eq!(device::gate(&rahmat.setup()).unwrap(), Gate::Enrol);
}

#[tokio::test]
async fn an_enrolled_phone_is_not_taken_over() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let dewi = world.facilitator("Dewi").await;
    let code = world.code(&dewi).await;
    let enrolment = device::enrol(&rahmat.setup(), &Invitation::alone(&world.server().url(), &code)).await.unwrap();
    let taken = enrolment.finish(&rahmat.setup(), &pin("135790"));
    assert!(matches!(taken, Err(DeviceError::AlreadyEnrolled)));
    assert!(rahmat.device().person().unwrap().name.contains("Rahmat"));
}

#[tokio::test]
async fn a_server_with_other_keys_than_the_invitation_names_gets_no_phone() {
    let (world, fake) = (World::start().await, World::start().await);
    let person = fake.facilitator("Rahmat").await;
    let code = fake.code(&person).await;
    let genuine = world.server().registry();
    let invitation = genuine.invitation(&code, &fake.server().url(), None).unwrap();
    let phone = Phone::new();
    let refused = device::enrol(&phone.setup(), &invitation).await.err().map(|error| error.code());
    assert_eq!(refused.as_deref(), Some("enrolment.other_province"), "an honest server of another province");
    let unseeing = Invitation { province: None, ..invitation.clone() };
    let answered = device::enrol(&phone.setup(), &unseeing).await.unwrap();
    let letters = genuine.fingerprint().unwrap().compared();
    assert_ne!(answered.to_compare(), Some(letters.as_str()), "what the person compares differs");
}

#[tokio::test]
async fn an_invitation_leaves_nothing_to_compare_and_a_code_alone_does() {
    let world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let (registry, url) = (world.server().registry(), world.server().url());
    let invitation = registry.invitation(&world.code(&person).await, &url, None).unwrap();
    let told =
        device::enrol(&Phone::new().setup(), &Invitation::parse(&invitation.to_string()).unwrap()).await.unwrap();
    assert_eq!(told.to_compare(), None);
    let alone = Invitation::alone(&url, &world.code(&person).await);
    let alone = device::enrol(&Phone::new().setup(), &alone).await.unwrap();
    assert_eq!(alone.to_compare(), Some(registry.fingerprint().unwrap().compared().as_str()));
}

/// Somebody who answers every enrolment with keys of their own.
struct Impostor;

impl Transport for Impostor {
    fn exchange(&self, _: Request) -> Exchange<'_> {
        let body = include_bytes!("../../domain/src/wire/samples/v1/enrolment_reply_history.json").to_vec();
        let headers = [("sambang-protocol".to_owned(), "1".to_owned())].into();
        Box::pin(async move { Ok(Answer { status: 201, headers, body }) })
    }
}

#[tokio::test]
async fn an_impostor_who_takes_the_code_still_gets_no_phone() {
    let world = World::start().await;
    let invitation = world.server().registry().invitation("KX7M4P2DQR", &world.server().url(), None).unwrap();
    let mut setup = Phone::new().setup();
    setup.transport = Some(Arc::new(Impostor));
    let refused = device::enrol(&setup, &invitation).await.err().map(|error| error.code());
    assert_eq!(refused.as_deref(), Some("enrolment.fake_server"));
}
