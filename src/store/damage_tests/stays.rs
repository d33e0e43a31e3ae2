//! What cannot be read stays as it is.

use super::*;

#[test]
fn a_draft_that_cannot_be_read_says_so_and_is_neither_changed_nor_sealed_nor_removed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let (broken, whole) = (draft(&store).id, draft(&store).id);
    let store = damaged(&folder, store, "UPDATE surveys SET document = '{\"id\": 5}' WHERE seq = 1");
    let refused = |result: Result<(), StoreError>| assert!(matches!(result, Err(StoreError::Damaged(_))), "{result:?}");
    refused(store.survey(broken).map(drop));
    refused(store.edit_survey(broken, NOW, |survey| survey.identity.name.clear()).map(drop));
    refused(try_seal(&store, broken).map(drop));
    store.discard_draft(broken, NOW).unwrap();
    assert_eq!(store.empty_bin(NOW, NOW).unwrap(), 0, "while it cannot be read, no bin is emptied");
    store.restore_draft(broken).unwrap();
    try_seal(&store, whole).unwrap();
    drop(store);
    let text: String =
        behind(&folder).query_row("SELECT document FROM surveys WHERE seq = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(text, "{\"id\": 5}");
}

#[test]
fn nothing_is_purged_while_a_row_that_may_need_it_cannot_be_read() {
    let late = NOW.plus_ms(1_000_000_000_000);
    for (sql, purged) in [
        ("UPDATE outbox SET survey = 'x' WHERE id = 3", 0),
        ("UPDATE review_notices SET standing = 'applie'", 0),
        ("UPDATE surveys SET document = '{}' WHERE seq = 2", 0),
        ("UPDATE programmes SET version = -1", 1),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        back_up(&store);
        let (received, waiting) = (draft(&store).id, draft(&store).id);
        add(&store, received, &jpeg(3000));
        for id in [received, waiting] {
            seal(&store, id);
        }
        store.keep_receipt(&receipt(&store, received, 1, true)).unwrap();
        store.keep_review(&notice(&store, received, 1, 7, Verdict::Approve)).unwrap();
        let store = damaged(&folder, store, sql);
        assert_eq!(purge_all(&store, late), purged, "{sql}");
        assert_eq!(store.count_attachments().unwrap(), 1 - purged as u32, "{sql}");
    }
}

#[test]
fn words_of_a_judgement_that_cannot_be_read_are_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(&folder, filled(&folder), "UPDATE review_drafts SET body = '\"x\"'");
    let refused = store.set_review_draft(id(1), &ReviewDraft::default());
    assert!(matches!(refused, Err(StoreError::Damaged(Damaged { table: "review_drafts", .. }))));
    decide(&store, id(2), 9).unwrap();
}

#[test]
fn the_next_phone_takes_damaged_rows_over_as_they_are() {
    for sql in [
        "UPDATE outbox SET survey = 'x' WHERE id = 2",
        "UPDATE surveys SET id = 'x' WHERE seq = 2",
        "UPDATE surveys SET stage = 'seale' WHERE seq = 2",
        "UPDATE survey_attachments SET sha256 = 'abc'",
        "UPDATE revisions SET survey = 'x'",
        "UPDATE receipts SET body = 'x'",
        "UPDATE own_reviews SET seal = 'x'",
    ] {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let old = damaged(&from, filled(&from), sql);
        let backup = tempfile::tempdir().unwrap();
        old.export(backup.path(), &key(), PersonId(Uuid::nil())).unwrap();
        let copy = backup.path().join(FILE_NAME);
        let new = Store::open(to.path(), &key()).unwrap();
        for _ in 0..2 {
            new.take_over(&copy, &key()).unwrap();
            let rows = |store: &Store, table: &str| {
                store.read(|connection| {
                    row::number::<u32>(connection, &format!("SELECT COUNT(*) AS n FROM {table}"), [])
                })
            };
            for table in
                ["surveys", "revisions", "outbox", "receipts", "survey_attachments", "attachments", "own_reviews"]
            {
                assert_eq!(rows(&new, table).unwrap(), rows(&old, table).unwrap(), "{sql}: {table}");
            }
            let found = tables(&new.inspect().unwrap());
            let expected = tables(&old.inspect().unwrap());
            assert!(expected.iter().all(|table| found.contains(table)), "{sql}: {found:?}, {expected:?}");
        }
        let id = draft(&new).id;
        try_seal(&new, id).unwrap();
    }
}
