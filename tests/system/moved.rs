//! The province's server moves to another address.

use crate::world::World;

#[tokio::test]
async fn a_phone_follows_its_server_to_an_address_that_the_province_signed() {
    let mut world = World::start().await;
    let old = crate::proxy::FaultProxy::start(world.server().addr).await;
    let mut rahmat = world.phone_through("Rahmat", &old.url()).await;
    let id = rahmat.finished_visit();
    world.section("the first photo breaks, so that an upload is under way at the old address");
    rahmat.network.script([
        crate::network::Fault::None,
        crate::network::Fault::CutAfter(3_000),
        crate::network::Fault::Offline,
    ]);
    rahmat.sync().await;
    drop(old);
    let text = world.server().registry().sign_move(world.server().url()).await.unwrap();
    assert_eq!(rahmat.device().move_server(&text).unwrap(), world.server().url());
    rahmat.crash();
    assert_eq!(rahmat.device().server().unwrap(), world.server().url(), "it is remembered");
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    world.section("an older text changes nothing any more");
    world.clock.advance_ms(60_000);
    let newer = world.server().registry().sign_move(world.server().url()).await.unwrap();
    rahmat.device().move_server(&newer).unwrap();
    assert_eq!(rahmat.device().move_server(&text).unwrap_err().code(), "server.move_refused");
    world.server_goes().await;
}

#[tokio::test]
async fn nobody_else_takes_a_phone_to_another_address() {
    let (world, stranger) = (World::start().await, World::start().await);
    let rahmat = world.phone("Rahmat").await;
    let theirs = stranger.server().registry().sign_move(stranger.server().url()).await.unwrap();
    let ours = world.server().registry().sign_move(world.server().url()).await.unwrap();
    let changed: String = ours.chars().rev().collect::<String>().replacen('A', "B", 1).chars().rev().collect();
    let invitation = format!("sambang:{}#KX7M4P2D", stranger.server().url());
    for text in [theirs, changed, invitation, String::new(), "https://baru.example".to_owned()] {
        assert!(rahmat.device().move_server(&text).is_err(), "{text}");
        assert_eq!(rahmat.device().server().unwrap(), world.server().url());
    }
    assert!(world.server().registry().sign_move("http://baru.example".to_owned()).await.is_err());
    assert_eq!(rahmat.sync().await, None);
}
