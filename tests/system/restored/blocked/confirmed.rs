//! What the lost store had confirmed.

use sambang::device::LocalCopy;
use sambang_domain::review::{ReviewState, Verdict};

use super::{admit, block, quarantined, refused};
use crate::restored::{DAY, finished, put_back, received, small, synced};
use crate::world::World;

#[tokio::test]
async fn b25_a_blocked_phone_hands_in_again_what_the_lost_store_had_confirmed() {
    for announced in [true, false] {
        let mut world = World::start().await;
        let rahmat = world.phone("Rahmat").await;
        let kept = finished(&rahmat, 9003);
        synced(&rahmat).await;
        let copy = world.copy_of_the_store().await;
        let lost = finished(&rahmat, 9004);
        synced(&rahmat).await;
        put_back(&mut world, &copy, announced).await;
        block(&world, &rahmat).await;
        refused(&rahmat).await;
        assert_eq!(quarantined(&world).await, [lost]);
        let waiting: Vec<_> = rahmat.device().outbox().unwrap().into_iter().map(|row| row.survey).collect();
        assert_eq!(waiting, [lost], "its photos wait, and nothing of the other");
        assert_eq!(rahmat.device().sync_status().unwrap().unsure, 0);
        rahmat.network.take_sent();
        refused(&rahmat).await;
        assert_eq!(rahmat.network.take_sent(), 0, "once is enough");

        world.section("its photos follow when it is admitted again");
        admit(&world, &rahmat).await;
        rahmat.device().sync_now().unwrap();
        synced(&rahmat).await;
        for id in [kept, lost] {
            world.assert_received_once(&rahmat, id).await;
            rahmat.assert_receipt_complete(id);
        }
        rahmat.assert_outbox_empty();
        assert_eq!(world.server().registry().counts().await.unwrap().conflicts, 0);
        assert!(quarantined(&world).await.is_empty());
    }
}

#[tokio::test]
async fn b25_a_tablet_brings_the_photos_that_a_blocked_phone_may_not_bring() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    tablet.keep_photos_ahead();
    let copy = world.copy_of_the_store().await;
    let lost = finished(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    world.restore(&copy).await;
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    let registry = world.server().registry();
    registry.release_quarantined(registry.quarantined().await.unwrap()[0].id, None).await.unwrap();
    synced(&tablet).await;
    world.assert_received_once(&rahmat, lost).await;

    world.section("the province holds all of it, and the phone that asks for nothing learns that too");
    assert_eq!(rahmat.device().outbox().unwrap()[0].survey, lost);
    rahmat.device().sync_now().unwrap();
    refused(&rahmat).await;
    rahmat.assert_outbox_empty();
    admit(&world, &rahmat).await;
    synced(&rahmat).await;
    rahmat.assert_receipt_complete(lost);
}

#[tokio::test]
async fn b25_what_a_blocked_phone_gave_away_is_not_called_lost_before_it_may_ask() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    world.backs_up().await;
    for days in [31, 4] {
        rahmat.clock.advance_ms(days * DAY);
        world.clock.advance_ms(days * DAY);
        synced(&rahmat).await;
    }
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Left);
    let copy = world.copy_of_the_store().await;
    world.restore(&copy).await;
    block(&world, &rahmat).await;
    for _ in 0..2 {
        refused(&rahmat).await;
        rahmat.assert_outbox_empty();
        assert_eq!(rahmat.device().sync_status().unwrap().unsure, 1);
    }
    admit(&world, &rahmat).await;
    synced(&rahmat).await;
    assert!(received(&rahmat, id));
    assert_eq!(rahmat.device().sync_status().unwrap().unsure, 0);
}

#[tokio::test]
async fn b25_decisions_of_a_blocked_tablet_that_the_store_lost_go_again_when_it_is_admitted() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    let copy = world.copy_of_the_store().await;
    let judged = tablet.device().case(id).unwrap().digest;
    tablet.device().decide(id, judged, Verdict::Approve).unwrap();
    synced(&tablet).await;
    world.restore(&copy).await;
    block(&world, &tablet).await;
    refused(&tablet).await;
    assert_eq!(tablet.device().sync_status().unwrap().unsure, 1);
    admit(&world, &tablet).await;
    synced(&tablet).await;
    assert_eq!(tablet.device().sync_status().unwrap().unsure, 0);
    let state = world.server().registry().find_state(id).await.unwrap().unwrap().state;
    assert_eq!(state, ReviewState::Approved);
}
