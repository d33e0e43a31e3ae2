//! Verification finds every byte that was changed outside the server.

use std::path::Path;

use sambang_domain::ids::Digest;
use sambang_server::{Break, Registry, RegistryError};

use crate::database::database;
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

/// Everything that verification finds, the first few of each kind.
pub(crate) async fn broken(registry: &Registry) -> Vec<Break> {
    match registry.verify().await {
        Err(RegistryError::Broken(found)) => found.first().cloned().collect(),
        other => panic!("{other:?}"),
    }
}

/// Verification finds this, beside what else follows from the same change.
pub(crate) async fn finds(world: &World, expected: Break) {
    let found = broken(world.registry()).await;
    assert!(found.contains(&expected), "{found:?}");
}

/// Changes the database as somebody with access to its file could.
async fn tamper(world: &World, sql: &'static str) {
    tamper_with(world.dir.path(), sql).await;
}

/// The same in the store of this folder.
pub(crate) async fn tamper_with(store: &Path, sql: &str) {
    let conn = database(store);
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    for table in ["revisions", "receipts", "quarantine", "reviews", "audit"] {
        for rule in ["stay", "stays", "remain", "remains"] {
            conn.execute_batch(&format!("DROP TRIGGER IF EXISTS {table}_{rule}")).unwrap();
        }
    }
    let before = conn.total_changes();
    conn.execute_batch(sql).unwrap();
    assert!(conn.total_changes() > before);
}

fn file(world: &World, photo: &[u8]) -> std::path::PathBuf {
    let name = Digest::of(photo).to_hex();
    world.dir.path().join("attachments").join(&name[..2]).join(&name)
}

#[tokio::test]
async fn an_untouched_store_passes() {
    let (world, ..) = filled().await;
    let found = world.registry().verify().await.unwrap();
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
    finds(&world, Break::FileDiffers { digest: Digest::of(&photos[1]) }).await;
}

#[tokio::test]
async fn a_photo_that_is_gone_is_found() {
    let (world, _, photos) = filled().await;
    std::fs::remove_file(file(&world, &photos[2])).unwrap();
    finds(&world, Break::FileMissing { digest: Digest::of(&photos[2]) }).await;
}

#[tokio::test]
async fn one_changed_byte_of_a_revision_is_found() {
    let (world, sealed, _) = filled().await;
    tamper(
        &world,
        "UPDATE revisions SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Siti', 'Sita') AS BLOB) WHERE sequence = 2",
    )
    .await;
    finds(&world, Break::Digest { survey: sealed[1].survey, number: 1 }).await;
}

#[tokio::test]
async fn a_signature_digest_or_row_that_was_exchanged_is_found() {
    let (world, sealed, _) = filled().await;
    tamper(&world, "UPDATE revisions SET signature = zeroblob(64) WHERE sequence = 1").await;
    finds(&world, Break::Seal { survey: sealed[0].survey, number: 1 }).await;
    let (world, sealed, _) = filled().await;
    tamper(&world, "UPDATE revisions SET number = 7 WHERE sequence = 2").await;
    finds(&world, Break::Row { survey: sealed[1].survey, number: 7 }).await;
    let (world, sealed, _) = filled().await;
    tamper(&world, "DELETE FROM revision_attachments WHERE revision = 1 AND position = 1").await;
    finds(&world, Break::Row { survey: sealed[0].survey, number: 1 }).await;
}

#[tokio::test]
async fn what_lies_in_quarantine_is_looked_at_too() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed = device.sealed(1, &[]);
    world.registry().revoke_device(device.enrolment.device).await.unwrap();
    device.put(&sealed).await;
    assert_eq!(world.registry().verify().await.unwrap().quarantined, 1);
    tamper(&world, "UPDATE quarantine SET signature = zeroblob(64)").await;
    finds(&world, Break::Seal { survey: sealed.survey, number: 1 }).await;
    tamper(&world, "DELETE FROM quarantine").await;
    finds(&world, Break::RowMissing { kind: "quarantined revision", number: 1 }).await;
}

#[tokio::test]
async fn a_row_that_is_gone_is_found_by_its_number() {
    for (sql, kind) in [
        ("DELETE FROM revisions WHERE sequence = 2", "revision"),
        ("DELETE FROM receipts WHERE sequence = 2", "receipt"),
    ] {
        let (world, ..) = filled().await;
        tamper(&world, sql).await;
        finds(&world, Break::RowMissing { kind, number: 2 }).await;
    }
    let (world, ..) = filled().await;
    tamper(&world, "DELETE FROM receipts WHERE sequence = (SELECT MAX(sequence) FROM receipts)").await;
    let found = broken(world.registry()).await;
    let is_receipt = |found: &Break| matches!(found, Break::RowMissing { kind: "receipt", .. });
    assert!(found.iter().any(is_receipt), "the last one too: {found:?}");
}

#[tokio::test]
async fn an_audit_entry_that_was_changed_or_is_gone_is_found() {
    for (sql, expected) in [
        ("UPDATE audit SET at = at + 1 WHERE sequence = 2", Break::AuditChanged { sequence: 2 }),
        ("UPDATE audit SET actor_person = 'nobody' WHERE sequence = 3", Break::AuditChanged { sequence: 3 }),
        ("UPDATE audit SET details = '' WHERE sequence = 3", Break::AuditChanged { sequence: 3 }),
        ("DELETE FROM audit WHERE sequence = 1", Break::AuditMissing { sequence: 1 }),
        ("DELETE FROM audit WHERE sequence = 2", Break::AuditMissing { sequence: 2 }),
        ("DELETE FROM audit WHERE sequence > 3", Break::AuditMissing { sequence: 4 }),
    ] {
        let (world, ..) = filled().await;
        let head = world.registry().verify().await.unwrap().audit_head;
        assert!(head.sequence > 3);
        tamper(&world, sql).await;
        finds(&world, expected).await;
    }
}

#[tokio::test]
async fn an_audit_entry_that_was_made_anew_does_not_fit_the_one_after_it() {
    let (world, ..) = filled().await;
    // Another store's entry of this number: it holds for itself.
    let (other, ..) = filled().await;
    let file = other.dir.path().join("sambang.sqlite");
    let sql = format!("ATTACH '{}' AS other", file.display());
    let conn = database(world.dir.path());
    conn.execute_batch(&sql).unwrap();
    conn.execute_batch("DROP TRIGGER audit_remains").unwrap();
    let last = world.registry().audit().await.unwrap().len() as u64;
    conn.execute_batch("DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)").unwrap();
    conn.execute_batch(
        "INSERT INTO audit SELECT * FROM other.audit WHERE sequence = (SELECT MAX(sequence) + 1 FROM main.audit)",
    )
    .unwrap();
    drop(conn);
    finds(&world, Break::AuditChain { sequence: last }).await;
}

#[tokio::test]
async fn a_log_that_was_cut_together_with_its_counter_is_found_by_who_noted_its_end() {
    let (world, ..) = filled().await;
    // The last entry tells of no row that could show that it is gone.
    world.registry().note_backup(0).await.unwrap();
    let noted = world.registry().verify().await.unwrap().audit_head;
    world.registry().verify_noted(noted).await.unwrap();
    let last = noted.sequence;
    tamper(&world, "DELETE FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)").await;
    tamper(&world, "UPDATE counters SET value = value - 1 WHERE name = 'audit'").await;
    world.registry().verify().await.expect("nothing inside the store tells");
    match world.registry().verify_noted(noted).await {
        Err(RegistryError::Broken(found)) => {
            assert_eq!(found.first().collect::<Vec<_>>(), [&Break::AuditNoted { sequence: last }]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_receipt_that_was_changed_is_found() {
    let (world, ..) = filled().await;
    tamper(&world, "UPDATE receipts SET body = replace(body, '\"held\":false', '\"held\":true') WHERE sequence = 2")
        .await;
    finds(&world, Break::Receipt { sequence: 2 }).await;
}

#[tokio::test]
async fn a_seal_whose_predecessor_is_not_here_is_a_gap_and_a_count_used_twice_a_fork() {
    let mut world = World::start().await;
    let mut device = world.facilitator().await;
    let sealed: Vec<_> = (1..=4).map(|id| device.sealed(id, &[])).collect();
    for index in [0, 1, 3] {
        device.bring(&sealed[index]).await;
    }
    let found = world.registry().verify().await.unwrap();
    assert_eq!((found.links, found.gaps), (1, 1));
    // A restored copy of the device seals again from an older state: a fork, counted, kept.
    let mut restored = world.facilitator().await;
    let first = restored.sealed(11, &[]);
    let mut copy = restored.clone();
    let (second, third) = (restored.sealed(12, &[]), copy.sealed(13, &[]));
    for sealed in [&first, &second, &third] {
        restored.bring(sealed).await;
    }
    assert_eq!(world.registry().verify().await.unwrap().forks, 1);
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_drop_what_was_sealed() {
    let (world, ..) = filled().await;
    let conn = database(world.dir.path());
    for sql in [
        "UPDATE revisions SET place = '1803022001'",
        "DELETE FROM revisions",
        "UPDATE receipts SET issued_at = 0",
        "DELETE FROM receipts",
    ] {
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
}
