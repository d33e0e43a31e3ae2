//! In which lists a survey stands, and how damage is found on a full phone.

use sambang_domain::review::Verdict;

use super::returns_tests::{back_up, notice, purge_all, receipt};
use super::tests::{NOW, add, draft, jpeg, key, seal};
use super::*;

/// The groups that list the only survey; the counts of the home screen must say the same.
fn groups(store: &Store) -> Vec<Group> {
    let all = [Group::ToDo, Group::Returned, Group::Waiting, Group::Received];
    let rows = |group| store.list(&ListFilter { group, text: String::new(), limit: 10 }).unwrap().len() as u32;
    let found: Vec<_> = all.into_iter().filter(|group| rows(*group) == 1).collect();
    let searched = |group| store.list(&ListFilter { group, text: "contoh".into(), limit: 10 }).unwrap().len() as u32;
    assert_eq!(all.map(rows), all.map(searched), "with a typed word and without");
    let counts = store.counts(NOW).unwrap();
    assert_eq!([counts.drafts, counts.returned, counts.waiting, counts.received], all.map(rows));
    found
}

/// Columns that are worked out, as stored and as they would be now.
fn astray(store: &Store) -> u32 {
    let sql =
        "SELECT COUNT(*) AS n FROM surveys AS s JOIN survey_lists AS v ON v.id = s.id WHERE s.listed_as <> v.listed_as";
    store.read(|connection| row::number(connection, sql, [])).unwrap()
}

#[test]
fn a_survey_stands_in_the_lists_that_its_receipts_and_decisions_say() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    back_up(&store);
    let id = draft(&store).id;
    store.edit_survey(id, NOW, |survey| survey.identity.name = "CONTOH Siti".into()).unwrap();
    add(&store, id, &jpeg(3000));
    assert_eq!(groups(&store), [Group::ToDo]);
    store.discard_draft(id, NOW).unwrap();
    assert_eq!(groups(&store), [], "in the bin");
    store.restore_draft(id).unwrap();
    seal(&store, id);
    assert_eq!(groups(&store), [Group::Waiting]);
    store.keep_review(&notice(&store, id, 1, 7, Verdict::Return)).unwrap();
    assert_eq!(groups(&store), [Group::Returned, Group::Waiting], "sent back before its photo had arrived");
    store.keep_receipt(&receipt(&store, id, 1, true)).unwrap();
    assert_eq!(groups(&store), [Group::Returned]);
    store.begin_correction(id, NOW).unwrap();
    assert_eq!(groups(&store), [Group::Returned]);
    seal(&store, id);
    assert_eq!(groups(&store), [Group::Waiting]);
    store.keep_receipt(&receipt(&store, id, 2, true)).unwrap();
    store.keep_review(&notice(&store, id, 2, 8, Verdict::Approve)).unwrap();
    assert_eq!(groups(&store), [Group::Received]);
    assert_eq!(purge_all(&store, NOW.plus_ms(1_000_000_000_000)), 1);
    assert_eq!((groups(&store), astray(&store)), (vec![Group::Received], 0), "what has left stays listed");
    assert_eq!(store.count_attachments().unwrap(), 0, "photos of both revisions are gone");
}

#[test]
fn a_survey_that_something_moved_to_another_list_is_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    store.edit_survey(id, NOW, |survey| survey.identity.name = "CONTOH Siti".into()).unwrap();
    store.write(|transaction| Ok(transaction.execute("UPDATE surveys SET listed_as = 'received'", [])?)).unwrap();
    assert_eq!(groups(&store), [Group::Received]);
    store.inspect_more().unwrap();
    assert_eq!((groups(&store), astray(&store)), (vec![Group::ToDo], 0));
}

#[test]
fn damage_on_a_full_phone_is_found_within_some_runs_and_stays_told_until_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    (0..519).for_each(|_| drop(draft(&store)));
    let last = draft(&store).id.to_string();
    let write = |sql: &str| store.write(|transaction| Ok(transaction.execute(sql, [&last])?)).unwrap();
    write("UPDATE surveys SET step = 999 WHERE id = ?1");
    store.inspect_more().unwrap();
    assert!(store.damaged().is_empty(), "the first run does not come so far");
    store.inspect_more().unwrap();
    assert_eq!(store.damaged().len(), 1);
    write("UPDATE surveys SET step = 1 WHERE id = ?1");
    store.inspect_more().unwrap();
    assert_eq!(store.damaged().len(), 1, "the next look has not come to it");
    store.inspect_more().unwrap();
    assert!(store.damaged().is_empty());
    write("UPDATE surveys SET step = 999 WHERE id = ?1");
    assert_eq!(store.inspect().unwrap().len(), 1, "before anything is given away all is looked at");
}
