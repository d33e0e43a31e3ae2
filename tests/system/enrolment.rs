//! A phone becomes a person's, and opens again when the PIN is forgotten.

use sambang::device::{self, DeviceError, Gate, Pin, UnlockError};

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
    let (server, code) = device::parse_invitation(&invitation).unwrap();
    let enrolment = device::enrol(&phone.setup(), &server, &code).await.unwrap();
    assert_eq!(enrolment.person(), &person);
    assert_eq!(enrolment.programmes().len(), 2);
    let device = enrolment.finish(&phone.setup(), &pin("135790")).unwrap();
    assert_eq!(device.person().unwrap(), person);
    let gate = device::gate(&phone.setup()).unwrap();
    let registered = world.server().registry().devices().await.unwrap()[0].id;
    let (person_name, office) = (person.name.clone(), person.office.clone());
    assert_eq!(gate, Gate::Locked { person_name, office, device: registered });
}

#[tokio::test]
async fn a_code_works_once_and_other_codes_never() {
    let world = World::start().await;
    let person = world.facilitator("Rahmat").await;
    let code = world.code(&person).await;
    let url = world.server().url();
    let refused = |error: DeviceError| error.code();
    let phone = Phone::new();
    device::enrol(&phone.setup(), &url, &code).await.unwrap();
    let again = device::enrol(&phone.setup(), &url, &code).await.err().map(refused);
    assert_eq!(again.as_deref(), Some("enrolment.code_used"));
    let wrong = device::enrol(&phone.setup(), &url, "AAAAAAAA").await.err().map(refused);
    assert_eq!(wrong.as_deref(), Some("enrolment.code_invalid"));
    let late = world.code(&person).await;
    world.clock.advance_ms(25 * 3_600_000);
    let late = device::enrol(&phone.setup(), &url, &late).await.err().map(refused);
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
    let enrolment = device::enrol(&rahmat.setup(), &world.server().url(), &code).await.unwrap();
    let taken = enrolment.finish(&rahmat.setup(), &pin("135790"));
    assert!(matches!(taken, Err(DeviceError::AlreadyEnrolled)));
    assert!(rahmat.device().person().unwrap().name.contains("Rahmat"));
}
