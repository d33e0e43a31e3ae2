//! Verification finds every byte that was changed behind the server's back.

use sambang_domain::ids::Digest;
use sambang_server::{Break, OfficeError};
use sqlx::{Connection, Executor};

use crate::device::{Sealed, photo};
use crate::world::World;

/// A world with two surveys of one device, three photos held, one missing, and a conflict.
async fn filled() -> (World, Vec<Sealed>, Vec<Vec<u8>>) {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let photos: Vec<_> = (1..=4).map(|seed| photo(seed, 3000)).collect();
    let first = device.sealed(1, &[&photos[0], &photos[1]]);
    let second = device.sealed(2, &[&photos[2], &photos[3]]);
    let survey = device.survey(1, &[]);
    let other = device.seal(1, survey);
    for sealed in [&first, &second, &other] {
        device.put(sealed).await;
    }
    for photo in &photos[..3] {
        device.upload(photo).await;
    }
    (world, vec![first, second, other], photos)
}

async fn broken(world: &World) -> Break {
    match world.office().verify().await {
        Err(OfficeError::Broken(broken)) => broken,
        other => panic!("{other:?}"),
    }
}

/// Changes the database as somebody with access to its file could.
async fn tamper(world: &World, sql: &'static str) {
    let file = world.dir.path().join("sambang.sqlite");
    let mut conn = sqlx::SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    for trigger in ["revisions_stay", "receipts_stay"] {
        conn.execute(sqlx::AssertSqlSafe(format!("DROP TRIGGER IF EXISTS {trigger}"))).await.unwrap();
    }
    let done = conn.execute(sql).await.unwrap();
    assert!(done.rows_affected() > 0);
    conn.close().await.unwrap();
}

fn file(world: &World, photo: &[u8]) -> std::path::PathBuf {
    let name = Digest::of(photo).to_hex();
    world.dir.path().join("attachments").join(&name[..2]).join(&name)
}

#[tokio::test]
async fn an_untouched_store_holds() {
    let (world, ..) = filled().await;
    let found = world.office().verify().await.unwrap();
    assert_eq!((found.revisions, found.conflicts, found.links), (2, 1, 2));
    assert_eq!((found.attachments, found.missing, found.gaps, found.forks), (3, 1, 0, 0));
    assert_eq!(found.receipts, 2 + 3);
}

#[tokio::test]
async fn one_changed_byte_of_a_photo_is_found() {
    let (world, _, photos) = filled().await;
    let path = file(&world, &photos[1]);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[1500] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert_eq!(broken(&world).await, Break::FileDiffers { digest: Digest::of(&photos[1]) });
}

#[tokio::test]
async fn a_photo_that_is_gone_is_found() {
    let (world, _, photos) = filled().await;
    std::fs::remove_file(file(&world, &photos[2])).unwrap();
    assert_eq!(broken(&world).await, Break::FileMissing { digest: Digest::of(&photos[2]) });
}

#[tokio::test]
async fn one_changed_byte_of_a_revision_is_found() {
    let (world, sealed, _) = filled().await;
    tamper(
        &world,
        "UPDATE revisions SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Siti', 'Sita') AS BLOB) WHERE sequence = 2",
    )
    .await;
    assert_eq!(broken(&world).await, Break::Digest { survey: sealed[1].survey, number: 1 });
}

#[tokio::test]
async fn a_signature_digest_or_row_that_was_exchanged_is_found() {
    let (world, sealed, _) = filled().await;
    tamper(&world, "UPDATE revisions SET signature = zeroblob(64) WHERE sequence = 1").await;
    assert_eq!(broken(&world).await, Break::Seal { survey: sealed[0].survey, number: 1 });
    let (world, sealed, _) = filled().await;
    tamper(&world, "UPDATE revisions SET number = 7 WHERE sequence = 2").await;
    assert_eq!(broken(&world).await, Break::Row { survey: sealed[1].survey, number: 7 });
    let (world, sealed, _) = filled().await;
    tamper(&world, "DELETE FROM revision_attachments WHERE revision = 1 AND position = 1").await;
    assert_eq!(broken(&world).await, Break::Row { survey: sealed[0].survey, number: 1 });
}

#[tokio::test]
async fn a_receipt_that_was_changed_is_found() {
    let (world, ..) = filled().await;
    tamper(&world, "UPDATE receipts SET body = replace(body, '\"held\":false', '\"held\":true') WHERE sequence = 2")
        .await;
    assert_eq!(broken(&world).await, Break::Receipt { sequence: 2 });
}

#[tokio::test]
async fn a_seal_that_names_another_predecessor_is_found_and_one_that_is_not_here_is_a_gap() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed: Vec<_> = (1..=4).map(|id| device.sealed(id, &[])).collect();
    for index in [0, 1, 3] {
        device.bring(&sealed[index]).await;
    }
    let found = world.office().verify().await.unwrap();
    assert_eq!((found.links, found.gaps), (1, 1));
    // A restored copy of the device seals again from an older state: a fork, counted, kept.
    let mut restored = world.facilitator().await;
    let first = restored.sealed(11, &[]);
    let mut copy = restored.clone();
    let (second, third) = (restored.sealed(12, &[]), copy.sealed(13, &[]));
    for sealed in [&first, &second, &third] {
        restored.bring(sealed).await;
    }
    assert_eq!(world.office().verify().await.unwrap().forks, 1);
    // A device that lies about what it sealed before.
    let mut revision = device.envelope(1, device.survey(5, &[]));
    revision.previous_seal = Some(Digest::of(b"something else"));
    let (bytes, seal) = sambang_domain::seal::seal(&revision, &device.key).unwrap();
    let survey = revision.survey.id;
    device.bring(&Sealed { survey, number: 1, digest: seal.digest, bytes, signature: seal.signature }).await;
    assert_eq!(broken(&world).await, Break::Chain { device: device.enrolment.device, sequence: 5 });
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_drop_what_was_sealed() {
    let (world, ..) = filled().await;
    let file = world.dir.path().join("sambang.sqlite");
    let mut conn = sqlx::SqliteConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    for sql in [
        "UPDATE revisions SET place = '1803022001'",
        "DELETE FROM revisions",
        "UPDATE receipts SET issued_at = 0",
        "DELETE FROM receipts",
    ] {
        assert!(conn.execute(sql).await.is_err(), "{sql}");
    }
}
