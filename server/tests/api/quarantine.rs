use sambang_domain::seal::RECEIPT_CONTEXT;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{KnownChange, SignedReceipt};
use sambang_server::RevisionKind;

use crate::device::{Sealed, photo};
use crate::world::{World, problem};

#[tokio::test]
async fn what_a_blocked_device_sealed_is_kept_to_be_looked_at_and_nothing_else_is_done_for_it() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 5000);
    let (sealed, second) = (device.sealed(1, &[&bytes]), device.sealed(2, &[]));
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let response = device.put(&sealed).await;
        assert_eq!(response.status(), 202);
        let receipt: SignedReceipt = response.json().await.unwrap();
        let key = hex::decode(&world.registry().province().receipt_key).unwrap();
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
        let told = receipt.verified(RECEIPT_CONTEXT, &key).unwrap();
        assert_eq!((told.digest, told.is_quarantined(), told.is_complete()), (sealed.digest, true, false));
        numbers.push(told.number.clone());
    }
    assert_eq!(numbers, ["18-Q-0000001"; 3], "kept once");
    assert_eq!(device.put(&second).await.status(), 202);
    let counts = world.registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts, counts.quarantined), (0, 0, 2));

    let forged = Sealed { signature: [1; 64], ..second.clone() };
    assert_eq!(problem(device.put(&forged).await).await, (422, ErrorCode::SealInvalid));
    let blocked = (403, ErrorCode::DeviceRevoked);
    assert_eq!(problem(device.get("/v1/changes").await).await, blocked);
    assert_eq!(problem(device.get(&sealed.path()).await).await, blocked);
    assert_eq!(problem(device.get(&format!("{}/receipt", sealed.path())).await).await, blocked);
    assert_eq!(problem(device.create_request(&bytes).send().await.unwrap()).await, blocked);
}

#[tokio::test]
async fn released_from_quarantine_it_is_a_survey_of_the_province() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let person = device.enrolment.person.clone();
    let bytes = photo(1, 5000);
    let sealed = device.sealed(1, &[&bytes]);
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    assert_eq!(device.put(&sealed).await.status(), 202);
    let entry = world.registry().quarantined().await.unwrap().remove(0);
    assert_eq!((entry.survey, entry.device, entry.released_at), (sealed.survey, device.enrolment.device, None));
    let receipt = world.registry().release_quarantined(entry.id, None).await.unwrap();
    assert_eq!((receipt.payload.digest, receipt.payload.standing), (sealed.digest, None));
    assert!(world.registry().release_quarantined(entry.id, None).await.is_err(), "only once");
    assert!(world.registry().release_quarantined(99, None).await.is_err());
    let kept = world.registry().revisions().await.unwrap().remove(0);
    assert_eq!((kept.digest, kept.kind), (sealed.digest, RevisionKind::Main));
    assert_eq!(world.registry().find_revision_bytes(sealed.digest).await.unwrap().unwrap(), sealed.bytes);
    assert_eq!(device.put(&sealed).await.status(), 200, "the blocked device is told so");
    assert_eq!(world.registry().counts().await.unwrap().quarantined, 0);

    let fresh = world.device_of(&person).await;
    let heard = fresh.changes(0, 100).await.changes;
    let receipts = heard.iter().filter(|change| matches!(change.read(), Ok(Some(KnownChange::Receipt(_)))));
    assert_eq!(receipts.count(), 1);
    fresh.upload(&bytes).await;
    assert!(fresh.receipt(&sealed).await.payload.is_complete(), "the person may bring the photo with another device");
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn the_older_device_of_a_person_still_sends_after_a_second_one_was_enrolled() {
    let mut world = World::start().await;
    let mut first = world.facilitator().await;
    let (early, late) = (first.sealed(1, &[]), first.sealed(2, &[]));
    first.bring(&early).await;
    let mut second = world.device_of(&first.enrolment.person.clone()).await;
    let third = second.sealed(3, &[]);
    second.bring(&third).await;
    assert_eq!(first.bring(&late).await.payload.standing, None);
    let kept = world.registry().revisions().await.unwrap();
    assert!(kept.iter().all(|kept| kept.kind == RevisionKind::Main && kept.person == first.enrolment.person.id));
    assert_eq!(kept.len(), 3);
}

#[tokio::test]
async fn what_names_no_village_is_listed_and_released_under_the_one_that_the_office_names() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let mut survey = device.survey(1, &[]);
    (survey.business.village, survey.identity.village) = (None, None);
    let nowhere = device.seal(1, survey);
    let somewhere = device.sealed(2, &[]);
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    for sealed in [&nowhere, &somewhere] {
        assert_eq!(device.put(sealed).await.status(), 202);
    }
    let registry = world.registry();
    let entries = registry.quarantined().await.unwrap();
    let mut villages = Vec::new();
    for entry in &entries {
        villages.push(registry.find_quarantined_village(entry).await.unwrap());
    }
    assert!(villages[0].is_none() && villages[1].is_some(), "{villages:?}");
    let refused = registry.release_quarantined(entries[0].id, None).await.unwrap_err().to_string();
    assert!(refused.contains("names no village"), "{refused}");
    for district in ["1803", "180302", "1899992001"] {
        assert!(registry.release_quarantined(entries[0].id, Some(district.parse().unwrap())).await.is_err());
    }
    let village = villages[1].unwrap();
    assert!(registry.release_quarantined(entries[1].id, Some(village)).await.is_err(), "it says itself where it is");
    registry.release_quarantined(entries[0].id, Some(village)).await.unwrap();
    assert_eq!(registry.find_state(nowhere.survey).await.unwrap().unwrap().village, village);
    registry.verify().await.unwrap();
}
