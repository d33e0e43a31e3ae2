//! A device whose seals do not follow each other is marked, and hides nobody else's trouble.

use sambang_domain::ids::Digest;
use sambang_domain::review::Verdict;
use sambang_domain::seal;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedReceipt;
use sambang_server::{AuditAction, Break};

use crate::device::{Device, Sealed};
use crate::verify::{broken, tamper_with};
use crate::world::{World, problem};

/// A revision that names a seal before it which was never made.
fn lie(device: &mut Device, id: u128) -> Sealed {
    let mut revision = device.envelope(1, device.survey(id, &[]));
    revision.previous_seal = Some(Digest::of(b"something else"));
    let (bytes, seal) = seal::seal(&revision, &device.key).unwrap();
    Sealed { survey: revision.survey.id, number: 1, digest: seal.digest, bytes, signature: seal.signature }
}

async fn is_marked(world: &World, device: &Device) -> bool {
    let all = world.registry().devices().await.unwrap();
    all.iter().find(|known| known.id == device.enrolment.device).unwrap().broken_at.is_some()
}

#[tokio::test]
async fn a_device_that_lies_about_what_it_sealed_before_is_marked_and_what_it_brings_lies_in_quarantine() {
    let mut world = World::start().await;
    let (mut device, mut other) = (world.facilitator().await, world.facilitator().await);
    device.bring(&device.clone().sealed(1, &[])).await;
    let first = other.sealed(11, &[]);
    other.bring(&first).await;
    device.sealed(1, &[]);
    let lie = lie(&mut device, 2);
    for _ in 0..2 {
        let response = device.put(&lie).await;
        assert_eq!(response.status(), 202);
        assert!(response.json::<SignedReceipt>().await.unwrap().payload.is_quarantined());
    }
    assert!(is_marked(&world, &device).await && !is_marked(&world, &other).await);
    let later = device.sealed(3, &[]);
    assert_eq!(device.put(&later).await.status(), 202, "from then on everything");
    assert_eq!(device.get("/v1/changes").await.status(), 200, "it is not blocked");
    other.bring(&other.clone().sealed(12, &[])).await;
    let log = world.registry().audit().await.unwrap();
    assert_eq!(log.iter().filter(|entry| entry.entry.action == AuditAction::DeviceMarked).count(), 1);
    let found = world.registry().verify().await.unwrap();
    assert_eq!((found.marked, found.quarantined, found.revisions), (1, 2, 3));
    world.registry().release_quarantined(1, None).await.unwrap();
    assert_eq!(world.registry().verify().await.unwrap().marked, 1, "what is known is told, and is no new break");
}

#[tokio::test]
async fn a_device_that_the_office_enrols_anew_is_not_marked_any_more() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    device.bring(&device.clone().sealed(1, &[])).await;
    device.sealed(1, &[]);
    assert_eq!(device.put(&lie(&mut device.clone(), 2)).await.status(), 202);
    world.registry().release_quarantined(1, None).await.unwrap();
    world.clock.advance_ms(1000);
    let code = world.registry().enrol_code(device.enrolment.person.id).await.unwrap().code;
    assert_eq!(world.enrol(&code, &device.key).await.status(), 201);
    assert!(!is_marked(&world, &device).await);
    world.registry().verify().await.unwrap();
    assert!(!is_marked(&world, &device).await, "what the office knew is not held against it again");
}

#[tokio::test]
async fn verify_marks_a_device_whose_chain_is_broken_in_a_store_from_before_and_tells_of_everybody_elses_trouble() {
    let mut world = World::start().await;
    let (mut device, mut other) = (world.facilitator().await, world.facilitator().await);
    device.bring(&device.clone().sealed(1, &[])).await;
    device.sealed(1, &[]);
    device.put(&lie(&mut device.clone(), 2)).await;
    world.registry().release_quarantined(1, None).await.unwrap();
    let sealed = other.sealed(11, &[]);
    other.bring(&sealed).await;
    // As if the device had never been marked; and one byte of somebody else's survey is another one.
    tamper_with(world.dir.path(), "UPDATE devices SET broken_at = NULL").await;
    tamper_with(
        world.dir.path(),
        "UPDATE revisions SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Siti', 'Sita') AS BLOB) WHERE sequence = 3",
    )
    .await;
    let found = broken(world.registry()).await;
    assert!(found.contains(&Break::Chain { device: device.enrolment.device, sequence: 2 }), "{found:?}");
    assert!(found.contains(&Break::Digest { survey: sealed.survey, number: 1 }), "{found:?}");
    assert!(is_marked(&world, &device).await);
    assert_eq!(device.put(&device.clone().sealed(3, &[])).await.status(), 202);
}

#[tokio::test]
async fn a_tablet_whose_decisions_do_not_follow_each_other_is_marked_and_its_decisions_wait_there() {
    let mut world = World::start().await;
    let (mut supervisor, sealed) = world.surveys_to_judge(3).await;
    supervisor.decide(&sealed[0], Verdict::Approve, None).await;
    let mut review = supervisor.review(&sealed[1], Verdict::Return, None);
    review.previous_seal = Some(Digest::of(b"something else"));
    let lie = supervisor.seal_review(&review);
    assert_eq!(problem(supervisor.put_review(&lie).await).await, (422, ErrorCode::SealInvalid));
    assert!(is_marked(&world, &supervisor).await);
    let review = supervisor.review(&sealed[2], Verdict::Approve, None);
    let next = supervisor.seal_review(&review);
    assert_eq!(problem(supervisor.put_review(&next).await).await, (422, ErrorCode::SealInvalid));
    assert_eq!(world.registry().verify().await.unwrap().reviews, 1);
}
