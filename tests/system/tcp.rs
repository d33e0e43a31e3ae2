//! Faults below HTTP: a proxy that breaks real connections.

use sambang::device::{BlockedReason, Delivery, LastError};

use crate::proxy::FaultProxy;
use crate::visit;
use crate::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_break_at_any_byte_lose_and_duplicate_nothing() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    world.section("towards the server: in the head, in the document, in a photo");
    for bytes in [0, 1, 17, 150, 700, 3_000, 9_000, 40_000] {
        proxy.cut_up_after(bytes);
        rahmat.sync().await;
    }
    proxy.heal();
    world.section("towards the phone: the answer is lost in part or whole");
    for bytes in [0, 1, 12, 100, 400] {
        proxy.cut_down_after(bytes);
        rahmat.sync().await;
    }
    proxy.heal();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_outbox_empty();
    world.assert_received_once(&rahmat, id).await;
    assert_eq!(world.server().registry().counts().await.unwrap().revisions, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_cut_at_ninety_percent_costs_three_percent_more_at_most() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    let outbox = rahmat.device().outbox().unwrap().remove(0);
    let photo = rahmat.device().survey(id).unwrap().evidence[0].size_bytes;
    world.section("document and most of the first photo, then the link breaks");
    proxy.take_up();
    proxy.cut_up_after(photo * 9 / 10 + 4_000);
    rahmat.sync().await;
    proxy.heal();
    assert_eq!(rahmat.sync().await, None);
    let (sent, payload) = (proxy.take_up() as f64, outbox.bytes as f64);
    println!("sent {sent} for {payload} in {} connections: {:.3}", proxy.connections(), sent / payload);
    assert!(sent / payload <= 1.03, "{sent} bytes for {payload}");
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_breaks_every_hundred_kilobytes_is_used_well() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    let payload = rahmat.device().outbox().unwrap()[0].bytes as f64;
    proxy.take_up();
    proxy.cut_up_after(100_000);
    for _ in 0..20 {
        if rahmat.sync().await.is_none() {
            break;
        }
    }
    let sent = proxy.take_up() as f64;
    println!("sent {sent} for {payload} in {} connections: {:.3}", proxy.connections(), payload / sent);
    assert!(payload / sent >= 0.90, "{sent} bytes for {payload}");
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resend_of_what_is_stored_costs_almost_nothing() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    rahmat.finished_visit();
    let twin = rahmat.twin();
    let payload = rahmat.device().outbox().unwrap()[0].bytes;
    assert_eq!(rahmat.sync().await, None);
    proxy.take_up();
    world.section("a restored copy of the phone knows nothing of it and sends again");
    assert_eq!(twin.sync().await, None);
    twin.assert_outbox_empty();
    let sent = proxy.take_up();
    println!("resend: {sent} of {payload} bytes");
    assert!(sent * 20 < payload, "{sent} of {payload} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_never_answers_is_given_up() {
    let world = World::start().await;
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    rahmat.finished_visit();
    let stalled = FaultProxy::start(silent.local_addr().unwrap()).await;
    let transport = sambang::sync::HttpTransport::with_stall(std::time::Duration::from_millis(300)).unwrap();
    let request = sambang::sync::Request {
        method: sambang::sync::Method::Get,
        url: format!("{}/v1/health", stalled.url()),
        headers: vec![],
        body: Default::default(),
        on_sent: None,
    };
    let failure = sambang::sync::Transport::exchange(&transport, request).await.unwrap_err();
    assert_eq!(failure.recovery(), sambang::sync::Recovery::RetryOnWay(LastError::TimedOut));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_page_on_the_way_is_not_the_province() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    for page in [
        "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n<html>Masuk Wi-Fi</ht",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}",
    ] {
        proxy.answer_with(Some(page));
        // The open connection breaks first; the page answers on the next one.
        rahmat.sync().await;
        assert_eq!(rahmat.sync().await, Some(LastError::NotOurServer), "{page}");
        assert_eq!(rahmat.device().receipt(id).unwrap(), None);
    }
    proxy.answer_with(None);
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_went_away_behind_the_network_is_tried_again_later() {
    let mut world = World::start().await;
    let address = world.server().addr;
    let proxy = FaultProxy::start(address).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let id = rahmat.finished_visit();
    world.server_goes().await;
    for _ in 0..3 {
        assert_eq!(rahmat.sync().await, Some(LastError::Cut));
    }
    assert_eq!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Waiting);
    world.server_returns_at(address).await;
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_record_blocks_alone_even_when_its_refusal_comes_in_pieces() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    let elsewhere = visit::complete(rahmat.device(), "3171011001", 9001);
    rahmat.device().finish(elsewhere).unwrap();
    let good = rahmat.finished_visit();
    for bytes in [20, 120, 300] {
        proxy.cut_down_after(bytes);
        rahmat.sync().await;
    }
    proxy.heal();
    rahmat.sync().await;
    world.assert_received_once(&rahmat, good).await;
    let rows = rahmat.device().outbox().unwrap();
    assert_eq!((rows.len(), rows[0].survey), (1, elsewhere));
    assert_eq!(rows[0].delivery, Delivery::Blocked(BlockedReason::OutsideArea));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_token_is_told_apart_from_a_broken_line() {
    let world = World::start().await;
    let proxy = FaultProxy::start(world.server().addr).await;
    let rahmat = world.phone_through("Rahmat", &proxy.url()).await;
    rahmat.finished_visit();
    let registry = world.server().registry();
    registry.revoke_device(registry.devices().await.unwrap().remove(0).id).await.unwrap();
    proxy.cut_down_after(30);
    assert_eq!(rahmat.sync().await, Some(LastError::Cut));
    proxy.heal();
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    assert_eq!(rahmat.device().outbox().unwrap().len(), 1, "nothing is lost by it");
}
