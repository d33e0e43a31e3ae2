//! What the lost store had in quarantine.

use sambang::device::Delivery;

use super::{block, quarantined, refused};
use crate::network::Fault;
use crate::phone::Phone;
use crate::restored::{finished, put_back, small, synced};
use crate::world::World;

/// What a phone sealed after it was blocked lies in quarantine, in a history in which it was blocked after the copy.
async fn a_phone_that_the_restored_store_has_not_blocked(announced: bool) {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    synced(&rahmat).await;
    let copy = world.copy_of_the_store().await;
    block(&world, &rahmat).await;
    let id = finished(&rahmat, 9003);
    refused(&rahmat).await;
    assert_eq!(quarantined(&world).await, [id]);
    assert!(matches!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Blocked(_)));
    put_back(&mut world, &copy, announced).await;
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
    rahmat.assert_outbox_empty();
}

#[tokio::test]
async fn b25_a_phone_that_was_blocked_in_the_lost_history_alone_sends_everything() {
    a_phone_that_the_restored_store_has_not_blocked(true).await;
}

#[tokio::test]
async fn b25_the_same_where_nobody_announced_it_and_the_refusal_alone_had_told_a_mark() {
    a_phone_that_the_restored_store_has_not_blocked(false).await;
}

#[tokio::test]
async fn b25_a_phone_that_the_store_forgot_and_that_was_blocked_since_enrols_again_and_sends_everything() {
    for announced in [true, false] {
        let mut world = World::start().await;
        let person = world.facilitator("Rahmat").await;
        let copy = world.copy_of_the_store().await;
        let mut rahmat = Phone::new();
        rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
        let sent = finished(&rahmat, 9003);
        synced(&rahmat).await;
        block(&world, &rahmat).await;
        let handed_in = finished(&rahmat, 9004);
        refused(&rahmat).await;
        put_back(&mut world, &copy, announced).await;
        refused(&rahmat).await;
        rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
        synced(&rahmat).await;
        for id in [sent, handed_in] {
            world.assert_received_once(&rahmat, id).await;
        }
        rahmat.assert_outbox_empty();
        assert!(quarantined(&world).await.is_empty());
    }
}

#[tokio::test]
async fn b25_a_blocked_phone_shows_that_files_were_put_back_and_everybody_learns_of_it() {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let early = small(&yuli, 9005);
    synced(&yuli).await;
    block(&world, &rahmat).await;
    let copy = world.copy_of_the_store().await;
    let epoch = world.server().registry().epoch().await.unwrap();
    let handed_in = small(&rahmat, 9003);
    refused(&rahmat).await;
    world.put_back(&copy).await;
    refused(&rahmat).await;
    assert_ne!(world.server().registry().epoch().await.unwrap(), epoch);
    assert_eq!(quarantined(&world).await, [handed_in]);
    synced(&yuli).await;
    world.assert_received_once(&yuli, early).await;
    assert_eq!(yuli.device().sync_status().unwrap().unsure, 0);
}

#[tokio::test]
async fn b25_what_was_handed_in_before_the_line_broke_is_handed_in_again_because_no_mark_covers_it() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    block(&world, &rahmat).await;
    refused(&rahmat).await;
    let copy = world.copy_of_the_store().await;
    let id = small(&rahmat, 9003);
    rahmat.network.script([vec![Fault::None], vec![Fault::Offline; 20]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    assert_eq!(quarantined(&world).await, [id]);
    world.put_back(&copy).await;
    assert!(quarantined(&world).await.is_empty());
    refused(&rahmat).await;
    assert_eq!(quarantined(&world).await, [id]);
    assert!(matches!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Blocked(_)));
}
