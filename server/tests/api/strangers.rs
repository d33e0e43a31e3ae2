//! Knowing the digest of somebody's photo opens nothing and tells nothing: only who brings its bytes has it.

use sambang_domain::ids::Digest;
use sambang_domain::people::Role;
use sambang_domain::survey::EvidenceKind;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedReceipt;
use sambang_server::{AuditAction, AuditEntry};

use crate::device::{Device, Sealed, attachment, number, photo, picture};
use crate::verify::broken;
use crate::world::{World, problem};

const ELSEWHERE: &str = "1804012001";

/// A facilitator with a survey in the regency 1803 whose card is held, and one of 1804 who learned its digest.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) owner: Device,
    pub(crate) thief: Device,
    pub(crate) owned: Sealed,
    pub(crate) card: Vec<u8>,
}

pub(crate) async fn scene() -> Scene {
    let mut world = World::start().await;
    let (mut owner, thief) = (world.facilitator().await, world.device(Role::Facilitator, &["1804"]).await);
    let card = picture(640, 400);
    let owned = owner.sealed(1, &[&card]);
    owner.bring(&owned).await;
    owner.upload(&card).await;
    Scene { world, owner, thief, owned, card }
}

/// A survey in the regency 1804 that names these photos, and no bytes.
pub(crate) fn names(device: &mut Device, id: u128, photos: &[(&[u8], EvidenceKind)]) -> Sealed {
    let mut survey = device.survey(id, &[]);
    survey.identity.village = Some(ELSEWHERE.parse().unwrap());
    survey.evidence = photos.iter().map(|(bytes, kind)| attachment(bytes, kind.clone())).collect();
    device.seal(1, survey)
}

fn paths(photo: &[u8]) -> [String; 2] {
    let digest = Digest::of(photo);
    [format!("/v1/attachments/by-digest/{digest}"), format!("/v1/attachments/{digest}/thumbnail")]
}

/// Everything that an answer says beside the number of its request.
async fn words(response: reqwest::Response) -> (u16, Vec<String>, serde_json::Value) {
    let names = response.headers().keys().map(ToString::to_string).collect();
    let status = response.status().as_u16();
    let mut body = response.json().await.unwrap_or(serde_json::Value::Null);
    if let Some(body) = body.as_object_mut() {
        body.remove("request_id");
    }
    (status, names, body)
}

/// How the photo was opened last: by which survey, as whose, as what.
fn told(entry: &AuditEntry) -> [&str; 3] {
    ["survey", "owner", "kind"].map(|name| entry.details[name].as_str().unwrap())
}

#[tokio::test]
async fn naming_a_strangers_card_opens_it_to_nobody_until_its_bytes_are_brought() {
    let Scene { mut world, mut thief, card, .. } = scene().await;
    let boss = world.device(Role::Supervisor, &["1804"]).await;
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::BusinessFront)]);
    assert_eq!(thief.bring(&stolen).await.payload.held(), (0, 1));
    assert_eq!(thief.receipt(&stolen).await.payload.held(), (0, 1));
    let page = boss.area(0, 50).await;
    assert!(!page.changes[0].content.as_ref().unwrap().attachments[0].held);
    for reader in [&thief, &boss] {
        for path in paths(&card) {
            assert_eq!(problem(reader.get(&path).await).await, (404, ErrorCode::AttachmentUnknown), "{path}");
        }
    }
    assert!(world.opened().await.is_empty());

    let (location, offset) = thief.create(&card).await;
    assert_eq!((offset, thief.stands(&location).await), (0, 0), "a creation without bytes gives nothing");
    let mut wrong = card.clone();
    wrong[0] ^= 1;
    assert_eq!(problem(thief.patch(&location, 0, &wrong).await).await, (422, ErrorCode::DigestDiffers));
    assert_eq!(thief.receipt(&stolen).await.payload.held(), (0, 1));
    assert_eq!(problem(thief.get(&paths(&card)[0]).await).await, (404, ErrorCode::AttachmentUnknown));

    thief.upload(&card).await;
    assert!(thief.receipt(&stolen).await.payload.is_complete());
    for reader in [&thief, &boss] {
        assert_eq!(reader.get(&paths(&card)[0]).await.bytes().await.unwrap(), card);
    }
    assert_eq!(world.registry().counts().await.unwrap().attachments, 1, "the double was thrown away");
    assert_eq!(std::fs::read_dir(world.dir.path().join("uploads")).unwrap().count(), 0);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn no_answer_tells_a_stranger_whether_a_photo_is_here() {
    let Scene { mut world, mut thief, card, .. } = scene().await;
    let unknown = photo(9, card.len());
    let others = [world.facilitator().await, world.device(Role::Supervisor, &["1804"]).await];
    for stranger in [&thief, &others[0], &others[1]] {
        for (here, nowhere) in paths(&card).iter().zip(paths(&unknown)) {
            assert_eq!(words(stranger.get(here).await).await, words(stranger.get(&nowhere).await).await);
        }
        let begun = async |bytes| words(stranger.create_request(bytes).send().await.unwrap()).await;
        assert_eq!(begun(&card).await, begun(&unknown).await);
    }
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::IdentityCard), (&unknown, EvidenceKind::BusinessFront)]);
    let receipt = thief.bring(&stolen).await;
    assert!(receipt.payload.attachments.iter().all(|photo| !photo.held));
    for (here, nowhere) in paths(&card).iter().zip(paths(&unknown)) {
        assert_eq!(words(thief.get(here).await).await, words(thief.get(&nowhere).await).await);
    }
    let begun = async |bytes| words(thief.create_request(bytes).send().await.unwrap()).await;
    assert_eq!(begun(&card).await, begun(&unknown).await);
    for bytes in [&card, &unknown] {
        let (location, offset) = thief.create(bytes).await;
        assert_eq!((offset, thief.stands(&location).await), (0, 0));
        let response = thief.patch(&location, 0, &bytes[..100]).await;
        assert_eq!((response.status().as_u16(), number(response.headers(), "upload-offset")), (204, 100));
        assert_eq!(thief.stands(&location).await, 100);
    }
    assert_eq!(world.registry().counts().await.unwrap().uploads, 2, "both wait for bytes");
}

#[tokio::test]
async fn the_number_of_unfinished_uploads_does_not_tell_it_either() {
    let mut world = World::with(|config| config.limits.uploads_per_device = 1).await;
    let (mut owner, mut thief) = (world.facilitator().await, world.facilitator().await);
    let (card, other) = (picture(64, 40), photo(1, 500));
    let owned = owner.sealed(1, &[&card]);
    owner.bring(&owned).await;
    owner.upload(&card).await;
    let stolen = thief.sealed(2, &[&card, &other]);
    thief.bring(&stolen).await;
    assert_eq!(thief.create(&card).await.1, 0);
    let refused = thief.create_request(&other).send().await.unwrap();
    assert_eq!(problem(refused).await, (429, ErrorCode::RateLimited), "the first one waits for its bytes");
}

#[tokio::test]
async fn a_blocked_device_learns_nothing_of_a_strangers_photo_by_handing_in_its_digest() {
    let Scene { world, mut thief, card, .. } = scene().await;
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::IdentityCard)]);
    world.registry().revoke_device(thief.enrolment.device).await.unwrap();
    let response = thief.put(&stolen).await;
    assert_eq!(response.status(), 202);
    let receipt: SignedReceipt = response.json().await.unwrap();
    assert_eq!(receipt.payload.held(), (0, 1));
    let released = world.registry().release_quarantined(1, None).await.unwrap();
    assert_eq!(released.payload.held(), (0, 1));
}

#[tokio::test]
async fn an_opening_is_logged_by_the_survey_the_photo_belongs_to_as_the_most_personal_thing() {
    let mut world = World::start().await;
    let (mut owner, mut thief) = (world.facilitator().await, world.device(Role::Facilitator, &["1804"]).await);
    let (auditor, boss) = (world.device(Role::Auditor, &[]).await, world.device(Role::Supervisor, &["1804"]).await);
    let card = picture(640, 400);
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::BusinessFront)]);
    thief.bring(&stolen).await;
    let owned = owner.sealed(1, &[&card]);
    owner.bring(&owned).await;
    owner.upload(&card).await;
    let person = |device: &Device| device.enrolment.person.id.to_string();
    let (survey, owners) = (owned.survey.to_string(), person(&owner));
    let read = async |reader: &Device| {
        for path in paths(&card) {
            assert_eq!(reader.get(&path).await.status(), 200);
        }
        let log = world.opened().await;
        let [whole, small] = &log[log.len() - 2..] else { panic!("{log:?}") };
        assert_eq!((&whole.action, &small.action), (&AuditAction::AttachmentOpened, &AuditAction::ThumbnailOpened));
        assert_eq!(told(whole), told(small));
        told(whole).map(ToOwned::to_owned)
    };
    assert_eq!(read(&auditor).await, [survey.as_str(), &owners, "identity_card"], "though another named it first");

    thief.upload(&card).await;
    assert_eq!(read(&auditor).await, [survey.as_str(), &owners, "identity_card"]);
    let by_boss = read(&boss).await;
    assert_eq!(by_boss, [stolen.survey.to_string(), person(&thief), "identity_card".into()], "a card for all that");
    assert_eq!(read(&thief).await, by_boss);
}

#[tokio::test]
async fn a_stranger_hears_nothing_when_a_photo_comes_is_lost_or_comes_again() {
    let Scene { mut world, owner, mut thief, card, .. } = scene().await;
    let boss = world.device(Role::Supervisor, &["1804"]).await;
    thief.bring(&names(&mut thief.clone(), 2, &[(&card, EvidenceKind::IdentityCard)])).await;
    let (since, area) = (thief.changes(0, 100).await.cursor, boss.area(0, 50).await.cursor);
    let name = Digest::of(&card).to_hex();
    std::fs::remove_file(world.dir.path().join("attachments").join(&name[..2]).join(&name)).unwrap();
    assert_eq!(broken(world.registry()).await.len(), 1);
    owner.upload(&card).await;
    assert!(owner.changes(0, 100).await.cursor > since, "its owner hears of it");
    assert_eq!((thief.changes(since, 100).await.changes.len(), boss.area(area, 50).await.changes.len()), (0, 0));
    world.registry().verify().await.unwrap();
    thief = world.device_of(&thief.enrolment.person).await;
    assert_eq!(thief.create(&card).await.1, 0, "what is lost and comes again is nobody else's either");
}

#[tokio::test]
async fn a_tablet_that_has_a_photo_by_one_survey_does_not_bring_it_for_another_that_merely_names_it() {
    let Scene { mut world, owner, mut thief, owned, card } = scene().await;
    let (both, boss) =
        (world.device(Role::Supervisor, &["1803", "1804"]).await, world.device(Role::Supervisor, &["1804"]).await);
    let stolen = names(&mut thief, 2, &[(&card, EvidenceKind::IdentityCard)]);
    thief.bring(&stolen).await;
    assert_eq!(both.create(&card).await.1, card.len() as u64, "its owner's is here: there is nothing to send");

    let (location, offset) = boss.create(&card).await;
    assert_eq!((offset, boss.stands(&location).await), (0, 0));
    assert_eq!(problem(boss.patch(&location, 0, &card).await).await, (404, ErrorCode::AttachmentUnknown));
    assert_eq!(boss.tus("HEAD", &location).send().await.unwrap().status(), 404);
    assert_eq!(problem(boss.get(&paths(&card)[0]).await).await, (404, ErrorCode::AttachmentUnknown));

    let name = Digest::of(&card).to_hex();
    std::fs::remove_file(world.dir.path().join("attachments").join(&name[..2]).join(&name)).unwrap();
    broken(world.registry()).await;
    both.upload(&card).await;
    assert!(owner.receipt(&owned).await.payload.is_complete(), "it was lost, and its owner had brought it");
    assert_eq!(thief.receipt(&stolen).await.payload.held(), (0, 1));
    world.registry().verify().await.unwrap();
}
