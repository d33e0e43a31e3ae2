//! Epochs of the store, and how much of it is backed up.

use std::path::Path;

use ed25519_dalek::SigningKey;
use sambang_domain::ids::{Digest, PersonId};
use sambang_domain::people::Role;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{
    AreaPage, DEVICE_PASS_HEADER, DeviceReport, EnrolmentRequest, Health, History, ReportReply, SignedDevicePass,
    SignedReceipt, Warning, pass_header,
};
use sambang_server::{NewPerson, RegistryError};
use tempfile::TempDir;

use crate::device::{Device, photo};
use crate::program::copy_folder;
use crate::world::{World, enrolment, problem, reply};

#[tokio::test]
async fn an_epoch_outlives_the_server_and_another_one_begins_when_the_store_is_put_back() {
    let mut world = World::start().await;
    let first = world.registry().epoch().await.unwrap();
    world = world.restart().await;
    assert_eq!(world.registry().epoch().await.unwrap(), first);
    let second = world.registry().renew_epoch().await.unwrap();
    assert_ne!(second, first);
    assert_eq!(world.registry().epoch().await.unwrap(), second);
}

#[tokio::test]
async fn a_store_that_was_put_back_leaves_out_the_numbers_that_were_lost_and_verify_misses_none() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    let (one, two) = (phone.sealed(1, &[&photo(1, 90)]), phone.sealed(2, &[]));
    phone.bring(&one).await;
    world.registry().renew_epoch().await.unwrap();
    let receipt = phone.bring(&two).await.payload;
    assert!(receipt.sequence > 1_000_000, "{}", receipt.number);
    phone.upload(&photo(1, 90)).await;
    assert_eq!(world.registry().verify().await.unwrap().revisions, 2);
}

#[tokio::test]
async fn a_backup_is_noted_only_up_to_a_receipt_that_was_kept() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    assert_eq!(world.registry().backed_up_to().await.unwrap(), None);
    let one = phone.sealed(1, &[]);
    phone.bring(&one).await;
    let head = world.registry().receipts_head().await.unwrap();
    world.registry().note_backup(head).await.unwrap();
    assert_eq!(world.registry().backed_up_to().await.unwrap(), Some(head));
    assert!(matches!(world.registry().note_backup(head + 1).await, Err(RegistryError::Refused(_))));
    assert_eq!(world.registry().backed_up_to().await.unwrap(), Some(head));
}

/// Stops the server, puts back an earlier copy of its store, and starts it again. Nobody announces it.
pub(crate) async fn put_back(world: World, copy: &Path) -> World {
    world
        .restart_after(|store| {
            std::fs::remove_dir_all(store).unwrap();
            copy_folder(copy, store);
        })
        .await
}

/// A copy of the store as it is at this moment.
pub(crate) async fn copied(world: World) -> (World, TempDir) {
    let copy = TempDir::new().unwrap();
    let to = copy.path().to_owned();
    (world.restart_after(move |store| copy_folder(store, &to)).await, copy)
}

async fn report(device: &Device, mark: Option<String>) -> History {
    let report = DeviceReport { mark, ..DeviceReport::default() };
    let response = device.request("PUT", "/v1/report").json(&report).send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.json::<ReportReply>().await.unwrap().history.unwrap()
}

#[tokio::test]
async fn every_answer_with_a_cursor_a_count_or_a_receipt_tells_the_epoch() {
    let mut world = World::start().await;
    let (mut phone, tablet) = (world.facilitator().await, world.device(Role::Supervisor, &["1803"]).await);
    let epoch = world.registry().epoch().await.unwrap();
    let sealed = phone.sealed(1, &[]);
    let receipt = phone.bring(&sealed).await.payload;
    assert_eq!((receipt.epoch, receipt.kept_as), (Some(epoch), Some(1)));
    assert_eq!(phone.receipt(&sealed).await.payload.kept_as, Some(1), "a fresh one tells the same");
    let area: AreaPage = tablet.get("/v1/area?since=0").await.json().await.unwrap();
    let told = [phone.changes(0, 10).await.history, area.history, Some(report(&phone, None).await)];
    for history in told.into_iter().chain([phone.enrolment.history.clone()]).map(Option::unwrap) {
        assert_eq!((history.epoch, history.backed_up_to, history.without_backups), (epoch, None, false));
        assert!(!history.mark.is_empty());
    }
    world.registry().note_backup(1).await.unwrap();
    assert_eq!(report(&phone, None).await.backed_up_to, Some(1));
}

#[tokio::test]
async fn a_mark_from_a_lost_history_begins_another_epoch_once_and_any_other_mark_none() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    let early = report(&phone, None).await;
    let copy;
    (world, copy) = copied(world).await;
    phone.url = world.running.url();
    phone.bring(&phone.clone().sealed(1, &[])).await;
    let late = report(&phone, Some(early.mark.clone())).await;
    assert_eq!(late.epoch, early.epoch, "a server that was started again is the same history");
    world = put_back(world, copy.path()).await;
    phone.url = world.running.url();
    // Others bring as much as was lost, so that no number tells.
    for id in 2..9 {
        let sealed = phone.sealed(id, &[]);
        phone.bring(&sealed).await;
    }
    let forged = late.mark.replace(['1', '2', '3'], "9");
    for mark in [None, Some(early.mark), Some(forged), Some(String::new()), Some("x.y.z.w".into())] {
        assert_eq!(report(&phone, mark).await.epoch, late.epoch);
    }
    let found = report(&phone, Some(late.mark.clone())).await;
    assert_ne!(found.epoch, late.epoch);
    assert_eq!(report(&phone, Some(late.mark)).await.epoch, found.epoch, "once");
    assert_eq!(report(&phone, Some(found.mark)).await.epoch, found.epoch);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_device_that_the_store_forgot_enrols_again_under_its_id_and_another_persons_code_is_refused_unused() {
    let mut world = World::start().await;
    let copy;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    (world, copy) = copied(world).await;
    let mut phone = world.device_of(&person).await;
    let sealed = phone.sealed(1, &[]);
    world = put_back(world, copy.path()).await;
    phone.url = world.running.url();
    assert_eq!(problem(phone.put(&sealed).await).await, (401, ErrorCode::TokenInvalid));
    let other = world.person(Role::Facilitator, &["1803"]).await;
    let again = |code: String| EnrolmentRequest {
        device: Some(phone.enrolment.device),
        person: Some(person.id),
        ..enrolment(&code, &phone.key)
    };
    let send = async |request: &EnrolmentRequest| {
        world.http.post(world.url("/v1/enrolments")).json(request).send().await.unwrap()
    };
    let code = world.registry().enrol_code(other.id).await.unwrap().code;
    assert_eq!(problem(send(&again(code.clone())).await).await, (403, ErrorCode::CodeInvalid));
    assert_eq!(world.enrol(&code, &SigningKey::from_bytes(&[77; 32])).await.status(), 201, "it was not used up");
    let code = world.registry().enrol_code(person.id).await.unwrap().code;
    let reply = reply(send(&again(code)).await).await;
    assert_eq!(reply.device, phone.enrolment.device);
    phone.enrolment = reply;
    phone.bring(&sealed).await;
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn an_id_that_another_device_has_is_never_given_again() {
    let mut world = World::start().await;
    let (one, other) = (world.facilitator().await, world.person(Role::Facilitator, &["1803"]).await);
    let code = world.registry().enrol_code(other.id).await.unwrap().code;
    let wanted =
        EnrolmentRequest { device: Some(one.enrolment.device), ..enrolment(&code, &SigningKey::from_bytes(&[78; 32])) };
    let response = world.http.post(world.url("/v1/enrolments")).json(&wanted).send().await.unwrap();
    assert_ne!(reply(response).await.device, one.enrolment.device);
}

#[tokio::test]
async fn what_a_forgotten_device_sealed_is_taken_from_another_one_of_its_person_with_the_pass_alone() {
    let mut world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let copy;
    (world, copy) = copied(world).await;
    let mut old = world.device_of(&person).await;
    let (one, two) = (old.sealed(1, &[]), old.sealed(2, &[]));
    world = put_back(world, copy.path()).await;
    let new = world.device_of(&person).await;
    assert_eq!(problem(new.put(&one).await).await, (422, ErrorCode::SealInvalid));
    let pass = old.enrolment.pass.clone().unwrap();
    let mut forged = pass.clone();
    forged.payload.person = new.enrolment.person.id;
    forged.payload.device_key = hex::encode(new.key.verifying_key().as_bytes());
    let with = |sealed, pass: &SignedDevicePass| {
        new.put_request(sealed).header(DEVICE_PASS_HEADER, pass_header::encode(pass).unwrap()).send()
    };
    assert_eq!(problem(with(&one, &forged).await.unwrap()).await, (422, ErrorCode::SealInvalid));
    assert_eq!(with(&one, &pass).await.unwrap().status(), 201);
    assert_eq!(new.put(&two).await.status(), 201, "the device is known from then on");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_tablet_hands_in_again_what_the_store_lost_of_its_area_and_nothing_else() {
    let mut world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let (dewi, elsewhere) =
        (world.device(Role::Supervisor, &["1803"]).await, world.device(Role::Supervisor, &["1804"]).await);
    let copy;
    (world, copy) = copied(world).await;
    let mut phone = world.device_of(&person).await;
    let picture = photo(5, 300);
    let sealed = phone.sealed(1, &[&picture]);
    phone.bring(&sealed).await;
    phone.upload(&picture).await;
    let mut tablets = [dewi, elsewhere];
    for tablet in &mut tablets {
        tablet.url = world.running.url();
    }
    let area: AreaPage = tablets[0].get("/v1/area?since=0").await.json().await.unwrap();
    let given = area.changes[0].content.clone().unwrap().revisions.remove(0);
    world = put_back(world, copy.path()).await;
    for tablet in &mut tablets {
        tablet.url = world.running.url();
    }
    let [dewi, elsewhere] = tablets;
    let pass = pass_header::encode(&given.pass.unwrap()).unwrap();
    let offer =
        async |tablet: &Device| tablet.put_request(&sealed).header(DEVICE_PASS_HEADER, &pass).send().await.unwrap();
    assert_eq!(problem(dewi.create_request(&picture).send().await.unwrap()).await.1, ErrorCode::AttachmentUnknown);
    assert_eq!(problem(offer(&elsewhere).await).await, (403, ErrorCode::OutsideArea));
    let receipt: SignedReceipt = offer(&dewi).await.json().await.unwrap();
    assert_eq!(receipt.payload.digest, sealed.digest);
    assert_eq!(offer(&dewi).await.status(), 200, "again is success");
    assert_eq!(problem(elsewhere.create_request(&picture).send().await.unwrap()).await.1, ErrorCode::OutsideArea);
    dewi.upload(&picture).await;
    assert!(world.registry().find_attachment(Digest::of(&picture)).await.unwrap().is_some());
    assert!(dewi.receipt(&sealed).await.payload.is_complete());
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn an_office_that_makes_no_backup_is_told_so_by_ready_unless_it_has_decided_so() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    let ready = async |world: &World| -> Health {
        world.http.get(world.url("/v1/ready")).send().await.unwrap().json().await.unwrap()
    };
    assert!(ready(&world).await.warnings.is_empty(), "there is nothing to lose yet");
    let sealed = phone.sealed(1, &[]);
    phone.bring(&sealed).await;
    assert_eq!(ready(&world).await.warnings, [Warning::NoBackup]);
    world.registry().note_backup(1).await.unwrap();
    assert!(ready(&world).await.warnings.is_empty());
    let mut world = World::with(|config| config.without_backups = true).await;
    let mut phone = world.facilitator().await;
    let sealed = phone.sealed(1, &[]);
    phone.bring(&sealed).await;
    assert!(ready(&world).await.warnings.is_empty() && report(&phone, None).await.without_backups);
}

#[tokio::test]
async fn b25_a_device_that_was_blocked_by_mistake_is_admitted_again_with_what_it_brought_meanwhile() {
    let mut world = World::start().await;
    let mut phone = world.facilitator().await;
    let sealed = phone.sealed(1, &[]);
    let id = phone.enrolment.device;
    assert!(world.registry().admit_device(id).await.is_err(), "it is not blocked");
    world.registry().revoke_device(id).await.unwrap();
    assert_eq!(phone.put(&sealed).await.status(), 202);
    world.registry().admit_device(id).await.unwrap();
    assert_eq!(phone.put(&sealed).await.status(), 201);
    let waiting = world.registry().quarantined().await.unwrap();
    assert!(waiting[0].released_at.is_some(), "nobody needs to release it any more");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_person_whom_the_store_forgot_is_added_under_the_id_that_their_phone_names() {
    let mut world = World::start().await;
    let phone = world.facilitator().await;
    let new = |name: &str| NewPerson {
        name: name.into(),
        role: Role::Facilitator,
        area: vec!["1803".parse().unwrap()],
        office: String::new(),
    };
    assert!(world.registry().add_person_as(phone.enrolment.person.id, new("CONTOH Lain")).await.is_err());
    let id = PersonId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));
    assert_eq!(world.registry().add_person_as(id, new("CONTOH Rahmat")).await.unwrap().id, id);
}
