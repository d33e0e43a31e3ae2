use sambang_domain::people::Role;
use sambang_domain::seal::{self, RECEIPT_CONTEXT, Revision};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedReceipt;
use sambang_server::RevisionKind;

use crate::device::{Device, Sealed, photo};
use crate::world::{World, problem};

#[tokio::test]
async fn a_revision_is_stored_once_and_its_receipt_names_what_is_missing() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let photos = [photo(1, 5000), photo(2, 7000)];
    let sealed = device.sealed(1, &[&photos[0], &photos[1]]);
    let receipt = device.bring(&sealed).await;
    let key = hex::decode(&world.registry().province().receipt_key).unwrap();
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let told = receipt.verified(RECEIPT_CONTEXT, &key).unwrap();
    assert_eq!((told.survey, told.revision, told.digest), (sealed.survey, 1, sealed.digest));
    assert_eq!((told.held(), told.number.as_str()), ((0, 2), "18-2021-0000001"));
    world.clock.advance_ms(1000);
    let again = device.put(&sealed).await;
    assert_eq!(again.status(), 200);
    let again: SignedReceipt = again.json().await.unwrap();
    assert_eq!(again.payload.received_at, told.received_at);
    assert_eq!(again.payload.issued_at.0 - told.issued_at.0, 1000);
    device.upload(&photos[1]).await;
    let later = device.receipt(&sealed).await;
    let later = later.verified(RECEIPT_CONTEXT, &key).unwrap();
    assert_eq!(later.attachments.iter().map(|photo| photo.held).collect::<Vec<_>>(), [false, true]);
    assert_eq!(world.registry().counts().await.unwrap().revisions, 1);
    assert_eq!(world.registry().find_revision_bytes(sealed.digest).await.unwrap().unwrap(), sealed.bytes);
}

#[tokio::test]
async fn eight_identical_deliveries_at_once_store_one_revision() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    for id in 1..=5 {
        let sealed = device.sealed(id, &[]);
        let all = futures_util::future::join_all((0..8).map(|_| device.put(&sealed))).await;
        let mut statuses: Vec<_> = all.iter().map(|response| response.status().as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 200, 201]);
    }
    let counts = world.registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts), (5, 0));
}

#[tokio::test]
async fn other_bytes_under_the_same_number_are_refused_and_both_are_kept() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let first = device.sealed(1, &[]);
    let mut survey = device.survey(1, &[]);
    survey.business.name = "CONTOH Warung".into();
    let other = device.seal(1, survey);
    device.bring(&first).await;
    for _ in 0..3 {
        assert_eq!(problem(device.put(&other).await).await, (409, ErrorCode::ContentDiffers));
    }
    assert_eq!(device.put(&first).await.status(), 200);
    let kept = world.registry().revisions().await.unwrap();
    let kept: Vec<_> = kept.iter().map(|kept| (kept.digest, kept.kind)).collect();
    assert_eq!(kept, [(first.digest, RevisionKind::Main), (other.digest, RevisionKind::Conflict)]);
    assert_eq!(world.registry().find_revision_bytes(other.digest).await.unwrap().unwrap(), other.bytes);
    assert_eq!(device.receipt(&first).await.payload.digest, first.digest);
}

#[tokio::test]
async fn revisions_may_come_out_of_order() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let first = device.sealed(1, &[]);
    let survey = device.survey(1, &[]);
    let second = device.seal(2, survey);
    device.bring(&second).await;
    device.bring(&first).await;
    let numbers: Vec<_> = world.registry().revisions().await.unwrap().iter().map(|kept| kept.number).collect();
    assert_eq!(numbers, [2, 1]);
    assert_eq!(world.registry().verify().await.unwrap().links, 1);
}

/// Seals an envelope that was tampered with before signing.
fn forged(device: &Device, change: impl FnOnce(&mut Revision)) -> Sealed {
    let mut revision = device.envelope(1, device.survey(1, &[]));
    change(&mut revision);
    let (bytes, seal) = seal::seal(&revision, &device.key).unwrap();
    Sealed { survey: revision.survey.id, number: 1, digest: seal.digest, bytes, signature: seal.signature }
}

#[tokio::test]
async fn what_a_revision_says_of_itself_must_be_true() {
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let other = world.facilitator().await;
    let id = uuid::Uuid::from_u128(99);
    let invalid = [
        forged(&device, |revision| revision.number = 2),
        forged(&device, |revision| revision.device = other.enrolment.device),
        forged(&device, |revision| revision.person = other.enrolment.person.id),
        forged(&device, |revision| revision.survey.facilitator = other.enrolment.person.id),
        forged(&device, |revision| revision.format = 2),
        forged(&device, |revision| revision.sequence = 0),
        forged(&device, |revision| revision.sequence = u64::MAX),
        Sealed { survey: sambang_domain::ids::SurveyId(id), ..forged(&device, |_| ()) },
    ];
    for sealed in &invalid {
        assert_eq!(problem(device.put(sealed).await).await, (422, ErrorCode::RevisionInvalid));
    }
    let unheard_of = forged(&device, |revision| revision.survey.programme.id = "unheard-of".into());
    assert_eq!(problem(device.put(&unheard_of).await).await, (404, ErrorCode::ProgrammeUnknown));
    let good = forged(&device, |_| ());
    let mut broken = vec![
        Sealed { signature: [1; 64], ..good.clone() },
        Sealed { bytes: b"{}".to_vec(), ..good.clone() },
        Sealed { bytes: Vec::new(), ..good.clone() },
    ];
    broken.push(Sealed { bytes: [good.bytes.as_slice(), b" "].concat(), ..good.clone() });
    for sealed in &broken {
        assert_eq!(problem(device.put(sealed).await).await, (422, ErrorCode::SealInvalid));
    }
    let unsigned = device.request("PUT", &good.path()).body(good.bytes.clone()).send().await.unwrap();
    assert_eq!(problem(unsigned).await, (422, ErrorCode::SealInvalid));
    assert_eq!(world.registry().counts().await.unwrap().revisions, 0);
    device.bring(&good).await;
}

#[tokio::test]
async fn bytes_that_are_signed_but_not_canonical_are_refused() {
    use ed25519_dalek::Signer;
    let mut world = World::start().await;
    let device = world.facilitator().await;
    let revision = device.envelope(1, device.survey(1, &[]));
    for bytes in [serde_json::to_vec_pretty(&revision).unwrap(), b"{}".to_vec(), b"\xff\xfe".to_vec(), Vec::new()] {
        let message = [seal::REVISION_CONTEXT, &bytes].concat();
        let signature = device.key.sign(&message).to_bytes();
        let digest = sambang_domain::ids::Digest::of(&bytes);
        let sealed = Sealed { survey: revision.survey.id, number: 1, digest, bytes, signature };
        assert_eq!(problem(device.put(&sealed).await).await, (422, ErrorCode::RevisionInvalid));
    }
}

#[tokio::test]
async fn a_survey_outside_the_area_or_of_another_person_is_refused_with_its_reason() {
    let mut world = World::start().await;
    let mut device = world.device(Role::Facilitator, &["180302"]).await;
    let mut other = world.facilitator().await;
    let place = async |device: &mut Device, id, card: Option<&str>, business: Option<&str>| {
        let mut survey = device.survey(id, &[]);
        survey.identity.village = card.map(|code| code.parse().unwrap());
        survey.business.same_as_home = Some(business.is_none());
        survey.business.village = business.map(|code| code.parse().unwrap());
        let sealed = device.seal(1, survey);
        device.put(&sealed).await
    };
    let (inside, outside) = ("1803022001", "1804012001");
    assert_eq!(place(&mut device, 1, Some(inside), None).await.status(), 201);
    assert_eq!(place(&mut device, 2, Some(outside), Some(inside)).await.status(), 201);
    assert_eq!(place(&mut device, 3, Some(inside), Some(outside)).await.status(), 201);
    let refused = (403, ErrorCode::OutsideArea);
    assert_eq!(problem(place(&mut device, 4, Some(outside), Some(outside)).await).await, refused);
    assert_eq!(problem(place(&mut device, 5, None, None).await).await, refused);
    let theirs = other.sealed(1, &[]);
    assert_eq!(problem(other.put(&theirs).await).await, (403, ErrorCode::RoleForbidden));
    let places: Vec<_> =
        world.registry().revisions().await.unwrap().iter().map(|kept| kept.village.to_string()).collect();
    assert_eq!(places, [inside, inside, inside], "the village inside the area decides");
}

#[tokio::test]
async fn a_resend_succeeds_although_the_area_has_changed_since() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let (kept, late) = (device.sealed(1, &[]), device.sealed(2, &[]));
    device.bring(&kept).await;
    let person = device.enrolment.person.id;
    world.registry().set_area(person, vec!["1804".parse().unwrap()]).await.unwrap();
    assert_eq!(device.put(&kept).await.status(), 200);
    assert_eq!(problem(device.put(&late).await).await, (403, ErrorCode::OutsideArea));
    world.registry().set_area(person, vec!["1803".parse().unwrap()]).await.unwrap();
    assert_eq!(device.put(&late).await.status(), 201, "nothing was lost by the refusal");
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 20_000);
    let sealed = device.sealed(1, &[&bytes]);
    device.bring(&sealed).await;
    let (location, _) = device.create(&bytes).await;
    assert_eq!(device.patch(&location, 0, &bytes[..9000]).await.status(), 204);
    let world = world.restart().await;
    device.url = world.running.url();
    assert_eq!(device.put(&sealed).await.status(), 200);
    assert_eq!(device.stands(&location).await, 9000);
    assert_eq!(device.patch(&location, 9000, &bytes[9000..]).await.status(), 204);
    assert!(device.receipt(&sealed).await.payload.is_complete());
}

#[tokio::test]
async fn a_revision_that_another_device_of_the_person_sealed_is_taken_from_this_one() {
    let mut world = World::start().await;
    let person = world.person(Role::Facilitator, &["1803"]).await;
    let mut old = world.device_of(&person).await;
    let new = world.device_of(&person).await;
    let mut stranger = world.facilitator().await;
    let (photo, restored) = (photo(1, 5000), 1);
    let sealed = old.sealed(restored, &[&photo]);
    new.bring(&sealed).await;
    new.upload(&photo).await;
    assert_eq!(new.receipt(&sealed).await.payload.held(), (1, 1));
    let kept = world.registry().revisions().await.unwrap();
    assert_eq!((kept.len(), kept[0].device), (1, old.enrolment.device));
    assert_eq!(old.put(&sealed).await.status(), 200, "the old device may still bring it as well");
    world.registry().verify().await.unwrap();

    // The seal must be that of the device it names, and the device one of the person's own.
    let mut altered = old.sealed(2, &[]);
    altered.signature[3] ^= 1;
    assert_eq!(problem(new.put(&altered).await).await, (422, ErrorCode::SealInvalid));
    let foreign = stranger.sealed(3, &[]);
    assert_eq!(problem(new.put(&foreign).await).await, (422, ErrorCode::SealInvalid));
    let claimed = forged(&new, |revision| revision.device = old.enrolment.device);
    assert_eq!(problem(new.put(&claimed).await).await, (422, ErrorCode::SealInvalid));
    assert_eq!(world.registry().counts().await.unwrap().revisions, 1);
}
