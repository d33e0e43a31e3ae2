//! Epochs of the store, and how much of it is backed up.

use sambang_server::RegistryError;

use crate::device::photo;
use crate::world::World;

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
