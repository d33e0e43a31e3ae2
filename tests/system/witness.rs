//! A phone keeps ends of the province's log, and says so when the log is another one.

use sambang_domain::wire::v1::{HeadStanding, LogWitness};
use sambang_server::{Break, RegistryError};

use crate::world::World;

/// Writes the province's log anew, as somebody with its database and its keys could, so that everything in the
/// store fits.
fn write_the_log_anew(world: &World) {
    let database = rusqlite::Connection::open(world.folder().join("sambang.sqlite")).unwrap();
    database
        .execute_batch(
            "DROP TRIGGER audit_remains;
             DELETE FROM audit;
             DELETE FROM settings WHERE name LIKE '%rows_counted';
             UPDATE persons SET office = 'Dinas CONTOH Lain';
             UPDATE counters SET value = value + (SELECT value FROM counters WHERE name = 'audit') WHERE name = 'change';
             UPDATE counters SET value = 0 WHERE name = 'audit';",
        )
        .unwrap();
}

#[tokio::test]
async fn a_phone_notices_at_its_next_sync_that_the_provinces_log_was_written_anew() {
    let mut world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    for _ in 0..3 {
        world.clock.advance_ms(24 * 60 * 60 * 1000);
        assert_eq!(rahmat.sync().await, None);
    }
    world.assert_received_once(&rahmat, id).await;
    let file = rahmat.device().save_log_heads().unwrap();
    let witness: LogWitness = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(witness.heads.len(), rahmat.device().count_log_heads().unwrap());
    let standings = world.server().registry().verify_witness(&witness).await.unwrap();
    assert!(standings.len() >= 3 && standings.iter().all(|found| *found == Some(HeadStanding::Held)), "{standings:?}");
    assert!(!rahmat.device().log_is_contradicted().unwrap());

    let address = world.server().addr;
    world.server_goes().await;
    write_the_log_anew(&world);
    world.server_returns_at(address).await;
    world.server().registry().verify().await.expect("nothing inside the store tells");
    assert_eq!(rahmat.sync().await, None, "work goes on");
    assert!(rahmat.device().log_is_contradicted().unwrap());
    rahmat.crash();
    assert!(rahmat.device().log_is_contradicted().unwrap(), "it is remembered");
    match world.server().registry().verify().await {
        Err(RegistryError::Broken(found)) => {
            assert!(found.first().any(|found| matches!(found, Break::Witness { .. })), "{found}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(rahmat.device().count_log_heads().unwrap(), witness.heads.len(), "what it keeps stays");
}

#[tokio::test]
async fn a_store_that_was_put_back_from_a_backup_alarms_nobody() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    let backup = world.copy_of_the_store().await;
    world.backs_up().await;
    assert_eq!(rahmat.sync().await, None);
    world.restore(&backup).await;
    for _ in 0..2 {
        rahmat.sync().await;
        assert!(!rahmat.device().log_is_contradicted().unwrap());
    }
    world.server().registry().verify().await.unwrap();
    world.server_goes().await;
}
