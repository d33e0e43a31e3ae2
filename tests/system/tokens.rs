//! The device's token: it changes every month, and alone it opens nothing.

use sambang::device::LastError;

use crate::network::Fault;
use crate::world::World;

const MONTH_MS: i64 = 31 * 24 * 60 * 60 * 1000;

/// Whether the request is for the next token.
fn asks_for_token(request: &sambang::sync::Request) -> bool {
    request.url.ends_with("/v1/tokens")
}

#[tokio::test]
async fn a_token_changes_once_a_month_and_the_one_before_is_worth_nothing() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let first = rahmat.network.token();
    rahmat.sync().await;
    assert_eq!(rahmat.network.token(), first);
    world.clock.advance_ms(MONTH_MS);
    rahmat.clock.advance_ms(MONTH_MS);
    for _ in 0..2 {
        assert_eq!(rahmat.sync().await, None);
    }
    let second = rahmat.network.token();
    assert_ne!(second, first);
    for stolen in [&first, &second] {
        assert_eq!(rahmat.network.get_with("/v1/changes", stolen).await, 401);
    }
    rahmat.sync().await;
    assert_eq!(rahmat.network.token(), second, "not every time");
}

#[tokio::test]
async fn a_lost_answer_and_a_kill_leave_a_phone_with_a_token_that_holds() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    world.clock.advance_ms(MONTH_MS);
    for fault in [Fault::LoseReply, Fault::LoseRequest, Fault::Firewall, Fault::GarbleReply, Fault::Silence] {
        rahmat.network.refuse(move |request| asks_for_token(request).then_some(fault));
        rahmat.sync().await;
        rahmat.crash();
    }
    rahmat.network.clear();
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_server_put_back_from_before_the_change_still_knows_the_phone() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.sync().await;
    let backup = world.copy_of_the_store().await;
    world.clock.advance_ms(MONTH_MS);
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    world.restore(&backup).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    world.section("months later the old one is put back once more");
    for _ in 0..4 {
        world.clock.advance_ms(MONTH_MS);
        assert_eq!(rahmat.sync().await, None);
    }
    world.restore(&backup).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    world.section("the newer backup is found after all");
    let newer = world.copy_of_the_store().await;
    world.clock.advance_ms(MONTH_MS);
    assert_eq!(rahmat.sync().await, None);
    world.put_back(&newer).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_blocked_phone_whose_token_is_due_still_hands_in_what_it_sealed() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.sync().await;
    world.clock.advance_ms(MONTH_MS);
    let id = rahmat.finished_visit();
    let registry = world.server().registry();
    let device = registry.devices().await.unwrap()[0].id;
    registry.revoke_device(device).await.unwrap();
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    assert_eq!(registry.quarantined().await.unwrap()[0].survey, id);
}

#[tokio::test]
async fn a_phone_whose_tokens_nobody_knows_asks_for_a_code() {
    let mut world = World::start().await;
    let nobody = world.copy_of_the_store().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.sync().await;
    world.restore(&nobody).await;
    for _ in 0..3 {
        assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    }
}

#[tokio::test]
async fn a_nonce_that_grew_old_on_the_phone_costs_nothing_but_another_request() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.sync().await;
    world.clock.advance_ms(60 * 60 * 1000);
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}
