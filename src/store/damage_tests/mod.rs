//! Rows that were damaged outside the app: they are reported, they stay, and they do not stop the others.

use ed25519_dalek::SigningKey;
use rusqlite::Connection;
use sambang_domain::ids::{AssignmentId, DeviceId, Digest, PersonId, ReviewId, SurveyId};
use sambang_domain::review::Verdict;
use sambang_domain::wire::v1::{Assignment, FilterList};
use serde_json::json;
use tempfile::TempDir;
use uuid::Uuid;

use crate::store::area::tests::{duplicates, entry, id, keep};
use crate::store::checks::CHECKS;
use crate::store::returns_tests::{back_up, notice, purge_all, receipt};
use crate::store::tests::{NOW, add, draft, jpeg, key, seal};
use crate::store::*;

mod chains;
mod stays;

/// Tables of which a backup carries nothing, or the beginnings of their names.
const STAYS: [&str; 8] =
    ["meta", "filter", "assignments", "area_", "held_reviews", "review_notices", "confirmations", "device_keys"];

/// The damage done to one row of each table, a row that no other row depends on. A column of numbers takes no
/// text, so there the value is an impossible number.
const DAMAGE: [(&str, &str); 46] = [
    ("meta", "UPDATE meta SET value = '{' WHERE name = 'cursor'"),
    ("meta", "UPDATE meta SET value = '\"x\"' WHERE name = 'clock_offset_ms'"),
    ("meta", "UPDATE meta SET value = '{}' WHERE name = 'heard'"),
    ("programmes", "UPDATE programmes SET body = '{}'"),
    ("programmes", "UPDATE programmes SET version = -1"),
    ("surveys", "UPDATE surveys SET id = 'x' WHERE seq = 1"),
    ("surveys", "UPDATE surveys SET stage = 'seale' WHERE seq = 1"),
    ("surveys", "UPDATE surveys SET step = 999 WHERE seq = 1"),
    ("surveys", "UPDATE surveys SET village = '18' || CAST(x'FF' AS TEXT) WHERE seq = 1"),
    ("surveys", "UPDATE surveys SET document = '{}' WHERE seq = 1"),
    ("attachments", "UPDATE attachments SET size_bytes = -5 WHERE rowid = 1"),
    ("attachments", "DELETE FROM attachment_pieces WHERE rowid = 1"),
    ("survey_attachments", "UPDATE survey_attachments SET sha256 = 'abc' WHERE rowid = 1"),
    ("pictures", "UPDATE pictures SET picture = 'x'"),
    ("revisions", "UPDATE revisions SET digest = substr(digest, 2)"),
    ("revisions", "UPDATE revisions SET seal = lower(hex(zeroblob(32)))"),
    ("revisions", "UPDATE revisions SET signature = x'00'"),
    ("revisions", "UPDATE revisions SET bytes = x'7B7D'"),
    ("revisions", "UPDATE revisions SET sequence = 0"),
    ("outbox", "UPDATE outbox SET survey = 'x' WHERE id = 1"),
    ("outbox", "UPDATE outbox SET kind = 'attachmen' WHERE id = 2"),
    ("outbox", "UPDATE outbox SET sha256 = 'abc' WHERE id = 2"),
    ("outbox", "UPDATE outbox SET size_bytes = -1 WHERE id = 1"),
    ("receipts", "UPDATE receipts SET body = '[]'"),
    ("receipts", "UPDATE receipts SET revision = 7"),
    ("confirmations", "UPDATE confirmations SET digest = 'x'"),
    ("device_keys", "UPDATE device_keys SET device_key = 'x'"),
    ("openings", "UPDATE openings SET what = 'ni'"),
    ("assignments", "UPDATE assignments SET body = '{' WHERE rowid = 1"),
    ("filters", "UPDATE filters SET wanted = 'x'"),
    ("filter_pieces", "UPDATE filter_pieces SET sha256 = ''"),
    ("area_surveys", "UPDATE area_surveys SET body = '{' WHERE seq = 1"),
    ("area_surveys", "UPDATE area_surveys SET findings = '{' WHERE seq = 1"),
    ("area_surveys", "UPDATE area_surveys SET place = '1803022002' WHERE seq = 1"),
    ("area_revisions", "UPDATE area_revisions SET bytes = x'00' WHERE rowid = 1"),
    ("area_uses", "UPDATE area_uses SET sha256 = 'x' WHERE rowid = 1"),
    ("area_photos", "UPDATE area_photos SET attempts = -1"),
    ("review_drafts", "UPDATE review_drafts SET body = '\"x\"'"),
    ("own_reviews", "UPDATE own_reviews SET judged = ''"),
    ("own_reviews", "UPDATE own_reviews SET verdict = 'approv'"),
    ("own_reviews", "UPDATE own_reviews SET bytes = x'7B7D'"),
    ("held_reviews", "UPDATE held_reviews SET words = '{'"),
    ("held_reviews", "UPDATE held_reviews SET judged = ''"),
    ("plain_photos", "UPDATE plain_photos SET sha256 = 'x'"),
    ("review_notices", "UPDATE review_notices SET standing = 'applie'"),
    ("review_notices", "UPDATE review_notices SET body = ''"),
];

/// A store whose tables all have rows.
fn filled(folder: &TempDir) -> Store {
    let store = Store::open(folder.path(), &key()).unwrap();
    store.set_value(Key::Cursor, &7_u64).unwrap();
    store.hear(&Heard { server: NOW, device: NOW, running_ms: 7 }).unwrap();
    draft(&store);
    let sealed = draft(&store).id;
    let sha256 = add(&store, sealed, &jpeg(3000));
    seal(&store, sealed);
    let plain = PlainPhoto { bytes: jpeg(2000), caption: "Kotabumi".into(), by_camera: true };
    store.write(|transaction| plain::keep(transaction, sha256, &plain)).unwrap();
    store.keep_receipt(&receipt(&store, sealed, 1, false)).unwrap();
    store.keep_review(&notice(&store, sealed, 1, 7, Verdict::Return)).unwrap();
    store.note_opening(sealed, Opened::Nik, NOW).unwrap();
    for number in [1, 2] {
        store.keep_assignment(&assignment(number), PersonId(Uuid::nil())).unwrap();
    }
    store.want_filters(&filters()).unwrap();
    store.keep_filter_piece(filters().filters[0].sha256, 0, b"x").unwrap();
    keep(&store, duplicates(entry(1, 1), entry(2, 1)));
    store.count_thumbnail_attempt(Digest::of(b"x")).unwrap();
    assert!(store.is_key_of(DeviceId(Uuid::nil()), &hex::encode([7; 32])).unwrap());
    let (now, sealed) = (Heard { server: NOW, device: NOW, running_ms: 7 }, sealed.to_string());
    store.write(|transaction| confirmations::is_second(transaction, &sealed, sha256, &now)).unwrap();
    decide(&store, id(2), 1).unwrap();
    hold(&store, id(1), 3).unwrap();
    store.set_review_draft(id(1), &ReviewDraft { note: "x".into(), ..ReviewDraft::default() }).unwrap();
    store
}

/// Where a copy of a whole database goes.
fn whole(folder: &TempDir) -> String {
    folder.path().join(FILE_NAME).to_string_lossy().into_owned()
}

fn assignment(number: u128) -> Assignment {
    let id = AssignmentId(Uuid::from_u128(number));
    let body = json!({ "id": id, "programme": "bpum-2021", "name": "CONTOH Siti", "assigned_to": Uuid::nil(),
        "nik": format!("180302500287{:04}", 9100 + number) });
    serde_json::from_value(body).unwrap()
}

fn filters() -> FilterList {
    serde_json::from_str(include_str!("../../../domain/src/wire/samples/v1/filter_list.json")).unwrap()
}

fn decide(store: &Store, survey: SurveyId, number: u128) -> Result<(), StoreError> {
    hold(store, survey, number)?;
    in_context(|context| store.seal_held(context).map(drop))
}

fn hold(store: &Store, survey: SurveyId, number: u128) -> Result<(), StoreError> {
    let judged = store.area_case(survey)?.digest;
    let (id, words) = (ReviewId(Uuid::from_u128(number)), store.review_draft(survey)?);
    let decision = Decision { id, survey, judged, verdict: Verdict::Approve, words };
    in_context(|context| store.hold(vec![decision], context))
}

fn in_context<T>(work: impl FnOnce(&SealContext<'_>) -> T) -> T {
    let signing = SigningKey::from_bytes(&[1; 32]);
    let (person, device) = (PersonId(Uuid::nil()), DeviceId(Uuid::nil()));
    work(&SealContext { person, device, key: &signing, now: NOW, clock_offset_ms: None, app_version: "0.1.0" })
}

fn try_seal(store: &Store, id: SurveyId) -> Result<Digest, StoreError> {
    in_context(|context| store.seal(id, context))
}

/// Opens the store's file directly. The app must be closed, because its lock excludes other connections.
fn behind(folder: &TempDir) -> Connection {
    let connection = connect(&folder.path().join(FILE_NAME), &key()).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    connection
}

/// Changes the closed store and opens it again.
fn damaged(folder: &TempDir, store: Store, sql: &str) -> Store {
    drop(store);
    assert_eq!(behind(folder).execute(sql, []).unwrap(), 1, "{sql}");
    Store::open(folder.path(), &key()).unwrap()
}

fn tables(damaged: &BTreeSet<Damaged>) -> Vec<&'static str> {
    damaged.iter().map(|damaged| damaged.table).collect()
}

fn everything(store: &Store) -> Vec<SurveyId> {
    let all = ListFilter { group: Group::All, text: String::new(), limit: 100 };
    store.list(&all).unwrap().into_iter().map(|row| row.id).collect()
}

#[test]
fn every_table_is_looked_through() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let sql = "SELECT rowid AS row, name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let there =
        store.sound(|connection| row::all(connection, "sqlite_master", sql, [], |row| row.get("name"))).unwrap();
    let there: BTreeSet<String> = there.into_iter().collect();
    let checked = CHECKS.iter().map(|check| check.table).chain(["attachment_pieces"]);
    assert_eq!(there, checked.map(str::to_owned).collect());
}

#[test]
fn whatever_is_damaged_is_found_in_its_table_and_goes_along_in_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder);
    assert_eq!(store.inspect().unwrap(), BTreeSet::new());
    drop(store);
    for (table, sql) in DAMAGE {
        let victim = tempfile::tempdir().unwrap();
        std::fs::copy(folder.path().join(FILE_NAME), victim.path().join(FILE_NAME)).unwrap();
        assert_eq!(behind(&victim).execute(sql, []).unwrap(), 1, "{sql}");
        let store = Store::open(victim.path(), &key()).unwrap();
        let found = store.inspect().unwrap();
        assert!(tables(&found).contains(&table), "{sql}: {found:?}");
        assert_eq!(store.report("0.1.0").unwrap().0.unreadable, Some(found.len() as u32), "{sql}");
        let copy = tempfile::tempdir().unwrap();
        store.export(copy.path(), &key(), PersonId(Uuid::nil())).unwrap();
        let copied = Store::open(copy.path(), &key()).unwrap().inspect().unwrap();
        let stays = |table: &str| STAYS.iter().any(|stays| table.starts_with(stays));
        assert!(tables(&copied).into_iter().eq(tables(&found).into_iter().filter(|table| !stays(table))), "{sql}");
    }
}

#[test]
fn a_repaired_row_is_no_longer_reported() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(&folder, filled(&folder), "UPDATE meta SET value = '{' WHERE name = 'cursor'");
    assert!(matches!(store.value::<u64>(Key::Cursor), Err(StoreError::Damaged(Damaged { table: "meta", .. }))));
    assert_eq!(tables(&store.damaged()), ["meta"], "noted without looking for it");
    assert_eq!(store.value_if_sound::<u64>(Key::Cursor).unwrap(), None);
    store.set_value(Key::Cursor, &8_u64).unwrap();
    assert_eq!(store.inspect().unwrap(), BTreeSet::new());
}

#[test]
fn a_list_shows_the_sound_surveys_and_notes_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder);
    let all = everything(&store);
    for (column, value) in [("id", "'x'"), ("village", "'18x'"), ("stage", "'seale'"), ("step", "-1")] {
        let copy = tempfile::tempdir().unwrap();
        store.read(|connection| Ok(connection.execute("VACUUM INTO ?1", [whole(&copy)])?)).unwrap();
        behind(&copy).execute(&format!("UPDATE surveys SET {column} = {value} WHERE seq = 1"), []).unwrap();
        let store = Store::open(copy.path(), &key()).unwrap();
        assert_eq!(everything(&store).len(), all.len() - 1, "{column}");
        assert_eq!(store.damaged(), BTreeSet::from([Damaged { table: "surveys", row: 1 }]), "{column}");
    }
}

#[test]
fn one_damaged_entry_of_the_outbox_holds_back_no_other() {
    for (sql, left) in [
        ("UPDATE outbox SET survey = 'x' WHERE id = 1", 2),
        ("UPDATE outbox SET sha256 = 'abc' WHERE id = 2", 3),
        ("UPDATE outbox SET kind = 'documen' WHERE id = 1", 2),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        for size in [1000, 2000] {
            let id = draft(&store).id;
            add(&store, id, &jpeg(size));
            seal(&store, id);
        }
        let store = damaged(&folder, store, sql);
        let open = store.open_entries().unwrap();
        assert!(open.len() >= left && open.len() < 4, "{sql}: {open:?}");
        assert_eq!(tables(&store.damaged()), ["outbox"], "{sql}");
        assert!(!store.outbox().unwrap().is_empty());
    }
}

#[test]
fn a_queue_lists_and_decides_the_others() {
    for damage in ["body = '{'", "findings = ''", "survey = 'x'", "thumbnail = 'abc'", "digest = 'abc'"] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        let [one, two] = duplicates(entry(1, 1), entry(2, 1));
        keep(&store, [one.clone(), two.clone(), entry(3, 1)]);
        let store = damaged(&folder, store, &format!("UPDATE area_surveys SET {damage} WHERE seq = 1"));
        for number in [2, 3] {
            decide(&store, id(number), number).unwrap();
        }
        keep(&store, [two]);
        assert!(store.queue(&QueueFilter { group: QueueGroup::All, ..QueueFilter::default() }).unwrap().len() >= 2);
        assert!(tables(&store.inspect().unwrap()).contains(&"area_surveys"), "{damage}");
        if damage != "survey = 'x'" {
            keep(&store, [one]);
            assert_eq!(store.inspect().unwrap(), BTreeSet::new(), "{damage}: the province tells it again");
        }
    }
}

#[test]
fn an_assignment_that_cannot_be_read_is_not_started_twice_and_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(&folder, filled(&folder), "UPDATE assignments SET survey = 'x' WHERE rowid = 1");
    let there: Vec<_> = store.assigned_visits().unwrap().into_iter().map(|visit| visit.assignment.id).collect();
    assert_eq!(there.len(), 2, "its body is sound");
    let store = damaged(&folder, store, "UPDATE assignments SET body = '{}' WHERE rowid = 1");
    let there: Vec<_> = store.assigned_visits().unwrap().into_iter().map(|visit| visit.assignment.id).collect();
    assert_eq!(there, [assignment(2).id]);
    let survey = draft(&store);
    assert!(matches!(store.start_assigned(assignment(1).id, &survey, NOW), Err(StoreError::Damaged(_))));
    let withdrawn = Assignment { withdrawn: true, ..assignment(1) };
    store.keep_assignment(&withdrawn, PersonId(Uuid::nil())).unwrap();
    assert_eq!(store.assigned_visits().unwrap().len(), 2, "told again, it can be read");
}

#[test]
fn a_filter_or_programme_that_cannot_be_read_stops_no_visit() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(&folder);
    for programme in sambang_domain::programme::Programme::shipped().unwrap() {
        store.add_programme(&programme).unwrap();
    }
    let before = store.programmes().unwrap().len();
    let store = damaged(&folder, store, "UPDATE programmes SET body = '{}' WHERE rowid = 1");
    assert_eq!(store.programmes().unwrap().len(), before - 1);
    let store = damaged(&folder, store, "UPDATE filters SET wanted = 'x', held = 'y'");
    assert_eq!((store.held_filters().unwrap(), store.missing_filters().unwrap()), (Vec::new(), Vec::new()));
    assert_eq!(tables(&store.damaged()), ["filters"]);
}
