//! A chain of seals never starts again.

use super::*;

#[test]
fn a_chain_of_surveys_never_begins_again_because_its_end_cannot_be_read() {
    for damage in [
        "seal = 'abc'",
        "seal = lower(hex(zeroblob(32)))",
        "digest = ''",
        "signature = x'01'",
        "sequence = 0",
        "sequence = 9",
        "sequence = 9223372036854775807",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        for _ in 0..2 {
            let id = draft(&store).id;
            seal(&store, id);
        }
        let next = draft(&store).id;
        let store = damaged(&folder, store, &format!("UPDATE revisions SET {damage} WHERE sequence = 2"));
        let refused = try_seal(&store, next);
        assert!(
            matches!(refused, Err(StoreError::Damaged(Damaged { table: "revisions", .. }))),
            "{damage}: {refused:?}"
        );
        assert_eq!(store.stage(next).unwrap(), Stage::Draft, "{damage}");
        assert_eq!(store.report("0.1.0").unwrap().0.sealed, if damage == "sequence = 0" { 1 } else { 2 }, "{damage}");
        store.edit_survey(next, NOW, |survey| survey.identity.address = "Dusun II".into()).unwrap();
    }
}

#[test]
fn a_correction_is_not_sealed_over_a_revision_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    seal(&store, id);
    let other = draft(&store).id;
    seal(&store, other);
    store.keep_review(&notice(&store, id, 1, 7, Verdict::Return)).unwrap();
    store.begin_correction(id, NOW).unwrap();
    let store = damaged(&folder, store, "UPDATE revisions SET digest = '' WHERE sequence = 1");
    assert!(matches!(try_seal(&store, id), Err(StoreError::Damaged(_))));
    assert_eq!(store.stage(id).unwrap(), Stage::Draft);
}

#[test]
fn a_chain_of_decisions_never_begins_again_because_its_end_cannot_be_read() {
    for damage in ["seal = 'abc'", "signature = x'01'", "sequence = 5", "sequence = 0"] {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &key()).unwrap();
        keep(&store, [entry(1, 1), entry(2, 1)]);
        decide(&store, id(1), 1).unwrap();
        let words = ReviewDraft { note: "sudah ditelepon".into(), ..ReviewDraft::default() };
        store.set_review_draft(id(2), &words).unwrap();
        let store = damaged(&folder, store, &format!("UPDATE own_reviews SET {damage}"));
        let refused = decide(&store, id(2), 2);
        assert!(
            matches!(refused, Err(StoreError::Damaged(Damaged { table: "own_reviews", .. }))),
            "{damage}: {refused:?}"
        );
        assert_eq!(store.review_draft(id(2)).unwrap(), words, "{damage}");
    }
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    keep(&store, [entry(1, 1), entry(2, 1)]);
    decide(&store, id(1), 1).unwrap();
    decide(&store, id(2), 2).unwrap();
    let store = damaged(&folder, store, "UPDATE own_reviews SET id = 'x' WHERE sequence = 1");
    assert!(matches!(decide(&store, id(1), 3), Err(StoreError::Damaged(_))), "the decision it follows has no name");
    decide(&store, id(2), 4).unwrap();
    assert_eq!(store.open_reviews().unwrap().len(), 2, "the sound ones are sent");
}
