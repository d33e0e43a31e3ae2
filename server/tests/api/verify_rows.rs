//! People, devices, codes and everything else that the audit log tells of cannot be changed beside it.

use std::path::Path;

use sambang_domain::people::Role;
use sambang_server::{Break, Config, Registry, RegistryError};
use tempfile::TempDir;

use crate::database::database;
use crate::device::photo;
use crate::program::copy_folder;
use crate::verify::{broken, tamper_with};
use crate::world::World;

/// Tables of which any change that the log does not tell must be noticed.
const TABLES: [&str; 17] = [
    "persons",
    "person_areas",
    "devices",
    "enrolment_codes",
    "neighbours",
    "recovery_codes",
    "recoveries",
    "device_locks",
    "couriers",
    "quarantine",
    "programmes",
    "revisions",
    "revision_attachments",
    "brought",
    "receipts",
    "reviews",
    "settings",
];

/// Rows that are notes and no state.
const BUT: &str = "settings WHERE name NOT LIKE 'looked_through_%' AND name NOT LIKE 'filters_%'";

/// A store with at least one row of each kind, closed.
async fn filled() -> TempDir {
    let mut world = World::start().await;
    let (mut device, mut blocked) = (world.facilitator().await, world.facilitator().await);
    let mut supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let bytes = photo(1, 3000);
    let sealed = device.sealed(1, &[&bytes, &photo(2, 100)]);
    device.bring(&sealed).await;
    device.upload(&bytes).await;
    let survey = device.survey(1, &[]);
    let conflict = device.seal(1, survey);
    assert_eq!(device.put(&conflict).await.status(), 409);
    supervisor.decide(&sealed, sambang_domain::review::Verdict::Approve, None).await;
    let (kept, released) = (blocked.sealed(11, &[]), blocked.sealed(12, &[]));
    world.registry().revoke_device(blocked.enrolment.device).await.unwrap();
    for sealed in [&kept, &released] {
        assert_eq!(blocked.put(sealed).await.status(), 202);
    }
    world.registry().release_quarantined(2, None).await.unwrap();
    // Names a photo that another brought.
    let mut stranger = world.facilitator().await;
    let named = stranger.sealed(13, &[&bytes]);
    stranger.bring(&named).await;
    world.registry().enrol_code(device.enrolment.person.id).await.unwrap();
    let [home, next] = ["180302", "180307"].map(|code| code.parse().unwrap());
    world.registry().set_neighbours(home, vec![next]).await.unwrap();
    world.registry().recovery_code(device.enrolment.device, sambang_server::ForLock::default()).await.unwrap();
    let lock = Some(sambang_domain::ids::Digest::of(b"lock"));
    let courier_key = ed25519_dalek::SigningKey::from_bytes(&[51; 32]).verifying_key();
    let courier = sambang_domain::wire::v1::CourierKey::new(device.enrolment.device, &courier_key, &device.key);
    let courier = Some(courier);
    let report = sambang_domain::wire::v1::DeviceReport { lock, courier, ..Default::default() };
    assert_eq!(device.request("PUT", "/v1/report").json(&report).send().await.unwrap().status(), 200);
    world.running.stop().await;
    world.dir
}

fn copy(from: &Path) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    copy_folder(from, dir.path());
    dir
}

async fn found_in(store: &Path) -> Vec<Break> {
    let registry = Registry::open(&Config::new(store)).await.unwrap();
    let found = broken(&registry).await;
    registry.close().await;
    found
}

/// Every column of a table, with its type.
fn columns(store: &Path, table: &str) -> Vec<(String, String)> {
    let conn = database(store);
    let mut columns = conn.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
    let columns = columns.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    columns.collect::<rusqlite::Result<_>>().unwrap()
}

#[tokio::test]
async fn an_edit_of_any_column_that_the_log_does_not_tell_is_noticed() {
    let store = filled().await;
    let registry = Registry::open(&Config::new(store.path())).await.unwrap();
    registry.verify().await.unwrap();
    registry.close().await;
    for table in TABLES {
        for (column, kind) in columns(store.path(), table) {
            let other = match kind.as_str() {
                "INTEGER" => format!("COALESCE({column}, 0) + 1000000"),
                "TEXT" => format!("COALESCE({column}, '') || 'x'"),
                "BLOB" => format!("CAST(X'00' || COALESCE({column}, X'') AS BLOB)"),
                other => panic!("{other}"),
            };
            let edited = copy(store.path());
            let from = if table == "settings" { BUT } else { table };
            let one = format!("rowid = (SELECT MAX(rowid) FROM {from})");
            tamper_with(edited.path(), &format!("UPDATE {table} SET {column} = {other} WHERE {one}")).await;
            match Registry::open(&Config::new(edited.path())).await {
                Ok(registry) => {
                    let verified = registry.verify().await;
                    assert!(matches!(verified, Err(RegistryError::Broken(_))), "{table}.{column}");
                    registry.close().await;
                }
                // A programme or a setting that cannot be read keeps the store from being opened.
                Err(error) => assert!(["programmes", "settings"].contains(&table), "{error}"),
            }
        }
        let edited = copy(store.path());
        tamper_with(edited.path(), &format!("DELETE FROM {table} WHERE rowid = (SELECT MIN(rowid) FROM {table})"))
            .await;
        // One that is shipped with the server is published again, and the log tells so.
        if table != "programmes"
            && let Ok(registry) = Registry::open(&Config::new(edited.path())).await
        {
            assert!(registry.verify().await.is_err(), "a row of {table} that is gone");
            registry.close().await;
        }
    }
}

#[tokio::test]
async fn a_right_that_nobody_gave_is_noticed() {
    let store = filled().await;
    for sql in [
        "UPDATE persons SET role = 'province' WHERE role = 'facilitator'",
        "INSERT INTO person_areas SELECT id, '1801' FROM persons WHERE role = 'supervisor'",
        "UPDATE devices SET revoked_at = NULL WHERE revoked_at IS NOT NULL",
        "UPDATE devices SET token_hash = zeroblob(32) WHERE revoked_at IS NOT NULL",
        "UPDATE enrolment_codes SET expires_at = 9999999999999 WHERE used_at IS NULL",
        "UPDATE enrolment_codes SET used_at = NULL, used_for = NULL, device = NULL WHERE used_at IS NOT NULL",
        "INSERT INTO enrolment_codes (code_hash, person, created_at, expires_at) \
         SELECT zeroblob(32), id, 0, 9999999999999 FROM persons LIMIT 1",
        "INSERT INTO persons (id, name, role, office, added_at) \
         VALUES ('01900000-0000-7000-8000-000000000001', 'CONTOH', 'auditor', '', 0)",
        "UPDATE quarantine SET released_at = NULL",
        "UPDATE revision_attachments SET kind = 'business' WHERE position = 0",
        "INSERT INTO brought SELECT a.sha256, r.person FROM attachments a, revisions r WHERE r.survey LIKE '%00d'",
        "UPDATE revisions SET receipt_number = '18-2021-0000099' WHERE standing = 'main'",
        "UPDATE revisions SET standing = 'conflict' WHERE sequence = 1",
        "UPDATE settings SET value = 'Dinas CONTOH' WHERE name = 'office'",
        "DELETE FROM settings WHERE name = 'rows_counted'",
        "DELETE FROM settings WHERE name = 'later_rows_counted'",
        "UPDATE receipts SET issued_at = issued_at + 1",
    ] {
        let edited = copy(store.path());
        tamper_with(edited.path(), sql).await;
        assert!(!found_in(edited.path()).await.is_empty(), "{sql}");
    }
}

#[tokio::test]
async fn rows_from_before_the_log_told_of_rows_are_told_of_once_and_watched_from_then_on() {
    let store = filled().await;
    // As a store of an earlier version: no entry holds a fingerprint, nobody noted that the rows were told of.
    for sql in [
        "DELETE FROM settings WHERE name LIKE '%rows_counted'",
        "DELETE FROM audit",
        "UPDATE counters SET value = 0 WHERE name = 'audit'",
    ] {
        tamper_with(store.path(), sql).await;
    }
    let registry = Registry::open(&Config::new(store.path())).await.unwrap();
    let verified = registry.verify().await.unwrap();
    assert!(verified.told > 8, "{verified:?}");
    registry.close().await;
    let registry = Registry::open(&Config::new(store.path())).await.unwrap();
    assert_eq!(registry.verify().await.unwrap().audit_head, verified.audit_head, "once");
    registry.close().await;
    tamper_with(store.path(), "UPDATE persons SET role = 'province' WHERE role = 'facilitator'").await;
    let found = found_in(store.path()).await;
    assert!(found.iter().all(|found| matches!(found, Break::Told { .. })), "{found:?}");
}
