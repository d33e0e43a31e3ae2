//! Who has a token and means harm cannot fill the disk.

use sambang_domain::wire::ErrorCode;

use crate::device::photo;
use crate::world::{World, problem};

#[tokio::test]
async fn conflicts_of_a_person_are_kept_up_to_a_number_and_the_survey_goes_on() {
    let mut world = World::with(|config| config.limits.conflicts_per_person = 2).await;
    let mut device = world.facilitator().await;
    let first = device.sealed(1, &[]);
    device.bring(&first).await;
    for name in ["CONTOH Dua", "CONTOH Tiga", "CONTOH Empat"] {
        let mut survey = device.survey(1, &[]);
        survey.identity.name = name.into();
        let other = device.seal(1, survey);
        let expected =
            if name == "CONTOH Empat" { (429, ErrorCode::RateLimited) } else { (409, ErrorCode::ContentDiffers) };
        assert_eq!(problem(device.put(&other).await).await, expected);
    }
    assert_eq!(device.put(&first).await.status(), 200, "what is held is never refused");
    let next = device.sealed(2, &[]);
    device.bring(&next).await;
}

#[tokio::test]
async fn a_blocked_device_fills_its_own_quarantine_alone() {
    let mut world = World::with(|config| config.limits.quarantine_per_device = 1).await;
    let (mut blocked, mut calm) = (world.facilitator().await, world.facilitator().await);
    for device in [&blocked, &calm] {
        world.registry().revoke_device(device.enrolment.device).await.unwrap();
    }
    let (first, second) = (blocked.sealed(1, &[]), blocked.sealed(2, &[]));
    assert_eq!(blocked.put(&first).await.status(), 202);
    assert_eq!(problem(blocked.put(&second).await).await, (429, ErrorCode::RateLimited));
    assert_eq!(blocked.put(&first).await.status(), 202, "what is held is never refused");
    let other = calm.sealed(3, &[]);
    assert_eq!(calm.put(&other).await.status(), 202);
    world.registry().release_quarantined(1, None).await.unwrap();
    assert_eq!(blocked.put(&second).await.status(), 202, "what was looked at counts no more");
}

#[tokio::test]
async fn a_device_has_so_many_unfinished_uploads_and_finishing_one_makes_room() {
    let mut world = World::with(|config| config.limits.uploads_per_device = 2).await;
    let mut device = world.facilitator().await;
    let photos = [photo(1, 500), photo(2, 500), photo(3, 500)];
    let sealed = device.sealed(1, &[&photos[0], &photos[1], &photos[2]]);
    device.bring(&sealed).await;
    for photo in &photos[..2] {
        device.create(photo).await;
    }
    device.create(&photos[0]).await;
    let refused = device.create_request(&photos[2]).send().await.unwrap();
    assert_eq!(problem(refused).await, (429, ErrorCode::RateLimited));
    device.upload(&photos[0]).await;
    device.upload(&photos[2]).await;
}
