//! The server's clock was ahead, was put back, or stands before 1970.

use sambang_domain::ids::Timestamp;
use sambang_domain::people::Role;
use sambang_domain::review::Verdict;
use sambang_domain::wire::v1::{ChangesPage, KnownChange};
use sambang_server::Clock;

use crate::device::photo;
use crate::world::World;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// B03, the server's side.
#[tokio::test]
async fn time_never_runs_backwards_in_the_receipts_of_a_revision_and_their_numbers_tell_the_order() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes]);
    world.clock.advance_ms(DAY_MS);
    let ahead = device.bring(&sealed).await.payload;
    world.clock.advance_ms(-DAY_MS);
    let asked = device.receipt(&sealed).await.payload;
    assert!(asked.issued_at >= ahead.issued_at && asked.kept_as == ahead.kept_as);
    device.upload(&bytes).await;
    let page: ChangesPage = device.get("/v1/changes").await.json().await.unwrap();
    let mut receipts = page.changes.iter().filter_map(|change| match change.read().unwrap() {
        Some(KnownChange::Receipt(receipt)) => Some(receipt.payload),
        _ => None,
    });
    let complete = receipts.next_back().unwrap();
    assert!(complete.is_complete() && complete.kept_as > ahead.kept_as);
    assert!(complete.issued_at >= ahead.issued_at && complete.issued_at >= complete.received_at);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_clock_before_1970_or_at_its_ends_stops_nothing() {
    for now in [-1, -2 * 365 * DAY_MS, i64::MIN / 4, i64::MAX / 4] {
        let mut world = World::with(|config| config.clock = Clock::manual(Timestamp(now))).await;
        let mut device = world.facilitator().await;
        let mut supervisor = world.device(Role::Supervisor, &["1803"]).await;
        let bytes = photo(1, 3000);
        let sealed = device.sealed(1, &[&bytes]);
        device.bring(&sealed).await;
        device.upload(&bytes).await;
        assert!(device.receipt(&sealed).await.payload.is_complete(), "{now}");
        supervisor.decide(&sealed, Verdict::Approve, None).await;
        world.registry().work_on_filters().await.unwrap();
        world.registry().verify().await.unwrap();
        assert_eq!(world.http.get(world.url("/v1/ready")).send().await.unwrap().status(), 200);
        let place = tempfile::tempdir().unwrap();
        world.registry().backup(place.path()).await.unwrap();
    }
}
