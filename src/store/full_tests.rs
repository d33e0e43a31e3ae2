//! A disk that runs full in the middle of a visit.

use sambang_domain::ids::{Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::programme::Programme;
use sambang_domain::survey::{Attachment, EvidenceKind, Survey};

use super::*;
use crate::platform::new_id;

const NOW: Timestamp = Timestamp(1_618_453_860_000);

fn pages(store: &Store, pragma: &str) -> u32 {
    store.read(|connection| Ok(connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))?)).unwrap()
}

#[test]
fn a_full_disk_refuses_the_answer_and_loses_nothing_that_was_stored() {
    let folder = tempfile::tempdir().unwrap();
    let key = StoreKey::new([7; 32]);
    let store = Store::open(folder.path(), &key).unwrap();
    let programme = Programme::shipped().unwrap().remove(1);
    store.add_programme(&programme).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    let survey = Survey::start(SurveyId(new_id(NOW)), programme.reference, PersonId(new_id(NOW)), NOW, day);
    store.add_survey(&survey).unwrap();
    store.edit_survey(survey.id, NOW, |survey| survey.identity.address = "Dusun II".into()).unwrap();
    let before = store.survey(survey.id).unwrap();
    // From here on the file may not grow, as on a disk without a free block.
    let room = pages(&store, "page_count");
    pages(&store, &format!("max_page_count = {room}"));

    let bytes = vec![5; 300_000];
    let attachment = Attachment {
        kind: EvidenceKind::BusinessFront,
        sha256: Digest::of(&bytes),
        source_sha256: Digest::of(&bytes),
        size_bytes: bytes.len() as u64,
        media_type: "image/jpeg".into(),
        width: 1,
        height: 1,
        added_at: NOW,
        taken_at: None,
        taken_where: None,
        picture_sha256: None,
        unknown: Default::default(),
    };
    let photo = NewPhoto { attachment: attachment.clone(), bytes: &bytes, thumbnail: b"" };
    let add = || store.add_attachment(survey.id, NOW, &photo, |survey| survey.evidence.push(attachment.clone()));
    assert!(matches!(add(), Err(StoreError::Full)));
    let long = "x".repeat(200_000);
    let edit = store.edit_survey(survey.id, NOW, |survey| survey.business.landmark = long);
    assert!(matches!(edit, Err(StoreError::Full)));
    assert_eq!(store.survey(survey.id).unwrap(), before, "both were refused whole");
    assert_eq!(store.count_attachments().unwrap(), 0);

    // Room again: the same calls succeed, and a restart finds all of it.
    pages(&store, &format!("max_page_count = {}", room + 1000));
    add().unwrap();
    drop(store);
    let store = Store::open(folder.path(), &key).unwrap();
    assert_eq!(store.attachment_bytes(attachment.sha256).unwrap(), bytes);
    assert_eq!(store.survey(survey.id).unwrap().identity.address, "Dusun II");
}
