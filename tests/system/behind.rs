//! What is sent while the PIN is asked for.

use std::sync::Arc;

use sambang::device::{Behind, UnlockError};
use sambang::sync::{Method, Request};

use crate::handset::Handset;
use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::world::World;

fn brings_a_photo(request: &Request) -> bool {
    request.method == Method::Post && request.url.ends_with("/v1/uploads")
}

/// Waits until the worker has let go of the store.
async fn until_closed(behind: &Behind) {
    let mut notices = behind.notices().unwrap();
    while notices.changed().await.is_ok() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_when_the_lock_closes_is_sent_behind_it_and_then_the_store_is_closed() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let surveys = [rahmat.finished_visit(), rahmat.finished_visit()];
    rahmat.lock_while_it_sends();
    until_closed(&rahmat.behind).await;
    assert_eq!(rahmat.behind.sending(), None);
    rahmat.unlock(PIN).await.unwrap();
    rahmat.assert_outbox_empty();
    for id in surveys {
        rahmat.assert_receipt_complete(id);
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_with_nothing_to_send_closes_the_store_at_once_also_in_the_middle_of_a_run() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    rahmat.network.refuse(|_| Some(Fault::Hangs));
    rahmat.lock_while_it_sends();
    until_closed(&rahmat.behind).await;
    rahmat.unlock(PIN).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_pin_does_not_stop_the_sending_and_the_right_one_opens_in_the_middle_of_it() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let surveys = [rahmat.finished_visit(), rahmat.finished_visit()];
    rahmat.network.refuse(|request| brings_a_photo(request).then_some(Fault::Hangs));
    rahmat.lock_while_it_sends();
    let mut notices = rahmat.behind.notices().unwrap();
    while rahmat.behind.sending().is_none() {
        notices.changed().await.unwrap();
    }
    let at = rahmat.behind.sending().unwrap();
    assert_eq!((at.current, at.total), (1, 2), "so the lock screen says");
    let refused = rahmat.unlock("246802").await.expect_err("it is another PIN");
    assert!(matches!(refused, UnlockError::WrongPin { .. }), "{refused}");
    assert!(rahmat.behind.sending().is_some());
    rahmat.unlock(PIN).await.unwrap();
    assert_eq!(rahmat.behind.sending(), None);
    rahmat.network.clear();
    assert_eq!(rahmat.sync().await, None);
    for id in surveys {
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_screen_stays_on_while_something_is_visibly_sent_and_not_behind_the_lock() {
    let world = World::start().await;
    let handset = Arc::new(Handset::new(1));
    let mut rahmat = Phone::with(&handset);
    let person = world.facilitator("Rahmat").await;
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    rahmat.finished_visit();
    let mut notices = rahmat.device().notices();
    rahmat.behind.work(rahmat.device());
    let done = |handset: &Handset| handset.awake.lock().unwrap().last() == Some(&false);
    while !done(&handset) {
        notices.changed().await.unwrap();
    }
    assert_eq!(*handset.awake.lock().unwrap(), [true, false]);
    rahmat.assert_outbox_empty();
    drop(handset);
    let dark = Arc::new(Handset::new(1));
    let mut siti = Phone::with(&dark);
    let person = world.facilitator("Siti").await;
    siti.enrol(&world.server().url(), &world.code(&person).await).await;
    siti.finished_visit();
    siti.lock_while_it_sends();
    until_closed(&siti.behind).await;
    assert!(!dark.awake.lock().unwrap().contains(&true), "it is dark behind the lock");
    siti.unlock(PIN).await.unwrap();
    siti.assert_outbox_empty();
}
