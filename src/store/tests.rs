//! The store on real encrypted files.

use sambang_domain::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::programme::Programme;
use sambang_domain::survey::{Attachment, EvidenceKind, Survey};

use super::*;
use crate::platform::new_id;

pub(super) const NOW: Timestamp = Timestamp(1_618_453_860_000);
const NIK: &str = "1803025002879003";

pub(super) fn key() -> StoreKey {
    StoreKey::new([7; 32])
}

pub(super) fn draft(store: &Store) -> Survey {
    let programme = Programme::shipped().unwrap().remove(1);
    store.add_programme(&programme).unwrap();
    let day = chrono::NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    let survey = Survey::start(SurveyId(new_id(NOW)), programme.reference, PersonId(new_id(NOW)), NOW, day);
    store.add_survey(&survey).unwrap();
    survey
}

fn attachment(bytes: &[u8], kind: EvidenceKind) -> Attachment {
    Attachment {
        kind,
        sha256: Digest::of(bytes),
        source_sha256: Digest::of(bytes),
        size_bytes: bytes.len() as u64,
        media_type: "image/jpeg".into(),
        width: 1,
        height: 1,
        added_at: NOW,
        taken_at: None,
        taken_where: None,
        picture_sha256: Some(Digest::of(bytes)),
        unknown: Default::default(),
    }
}

pub(super) fn add(store: &Store, id: SurveyId, bytes: &[u8]) -> Digest {
    let attachment = attachment(bytes, EvidenceKind::BusinessFront);
    let sha256 = attachment.sha256;
    let photo = NewPhoto { attachment: attachment.clone(), bytes, thumbnail: b"small" };
    store.add_attachment(id, NOW, &photo, |survey| survey.evidence.push(attachment.clone())).unwrap();
    sha256
}

pub(super) fn add_captioned(store: &Store, id: SurveyId, bytes: &[u8], plain: &PlainPhoto) -> Digest {
    let attachment = attachment(bytes, EvidenceKind::BusinessFront);
    let sha256 = attachment.sha256;
    let photo = NewPhoto { attachment: attachment.clone(), bytes, thumbnail: b"small" };
    store.add_captioned(id, NOW, (&photo, plain), None, |survey| survey.evidence.push(attachment.clone())).unwrap();
    sha256
}

pub(super) fn seal(store: &Store, id: SurveyId) {
    let signing = ed25519_dalek::SigningKey::from_bytes(&[1; 32]);
    let (person, device) = (PersonId(new_id(NOW)), DeviceId(new_id(NOW)));
    let context = SealContext { person, device, key: &signing, now: NOW, clock_offset_ms: None, app_version: "0.1.0" };
    store.seal(id, &context).unwrap();
}

/// A made-up JPEG of `size` bytes whose head and body can be searched for.
pub(super) fn jpeg(size: usize) -> Vec<u8> {
    let mut bytes = b"\xFF\xD8\xFF\xE0\x00\x10JFIF".to_vec();
    bytes.extend((bytes.len()..size).map(|i| (i % 251) as u8));
    bytes
}

#[test]
fn the_file_and_its_log_hold_no_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    store.edit_survey(id, NOW, |survey| survey.identity.nik = NIK.into()).unwrap();
    add(&store, id, &jpeg(300_000));
    let wal = folder.path().join("sambang.db-wal");
    assert_holds_no_plain_text(&wal);
    store.read(|connection| Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)).unwrap();
    assert_holds_no_plain_text(&folder.path().join(FILE_NAME));
}

fn assert_holds_no_plain_text(file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    assert!(bytes.len() > 300_000, "the photo is in there");
    for secret in [NIK.as_bytes(), b"JFIF", b"\xFF\xD8\xFF\xE0", b"SQLite format 3", b"CREATE TABLE"] {
        let found = bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!found, "{} in {}", String::from_utf8_lossy(secret), file.display());
    }
}

#[test]
fn another_key_does_not_open_it_and_leaves_it_whole() {
    let folder = tempfile::tempdir().unwrap();
    let id = draft(&Store::open(folder.path(), &key()).unwrap()).id;
    let other = Store::open(folder.path(), &StoreKey::new([8; 32]));
    assert!(matches!(other, Err(StoreError::WrongKey)));
    assert!(Store::open(folder.path(), &key()).unwrap().survey(id).is_ok());
}

#[test]
fn a_second_app_on_the_same_folder_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Store::open(folder.path(), &key()).unwrap();
    assert!(matches!(Store::open(folder.path(), &key()), Err(StoreError::InUse)));
}

#[test]
fn attachment_bytes_come_back_whole_and_from_any_offset() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    let bytes = jpeg(200_001);
    let sha256 = add(&store, id, &bytes);
    assert_eq!(store.attachment_bytes(sha256).unwrap(), bytes);
    for offset in [1_usize, 65_535, 65_536, 65_537, 200_000, 200_001, 900_000] {
        let expected = bytes.get(offset..).unwrap_or_default();
        assert_eq!(store.attachment_from(sha256, offset as u64).unwrap(), expected, "{offset}");
    }
    assert_eq!(store.thumbnail(sha256).unwrap(), b"small");
}

#[test]
fn a_removed_photo_leaves_nothing_unless_another_survey_uses_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let (first, second) = (draft(&store).id, draft(&store).id);
    let sha256 = add(&store, first, &jpeg(1000));
    add(&store, second, &jpeg(1000));
    store.remove_attachment(first, NOW, sha256).unwrap();
    assert!(store.attachment_bytes(sha256).is_ok());
    store.discard_draft(second, NOW).unwrap();
    assert!(store.attachment_bytes(sha256).is_ok(), "it waits in the bin");
    store.empty_bin(NOW, NOW).unwrap();
    assert!(matches!(store.attachment_bytes(sha256), Err(StoreError::NotFound(_))));
    assert_eq!(store.count_attachments().unwrap(), 0);
}

#[test]
fn what_is_sealed_neither_changes_nor_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    let sha256 = add(&store, id, &jpeg(5000));
    seal(&store, id);
    assert!(matches!(store.edit_survey(id, NOW, |_| {}), Err(StoreError::Sealed)));
    assert!(matches!(store.remove_attachment(id, NOW, sha256), Err(StoreError::Sealed)));
    assert!(matches!(store.discard_draft(id, NOW), Err(StoreError::NotDraft)));
    assert_eq!(store.open_entries().unwrap().len(), 2);
}

#[test]
fn seals_of_a_device_form_a_chain_without_gaps() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let ids = [draft(&store).id, draft(&store).id, draft(&store).id];
    ids.iter().for_each(|id| seal(&store, *id));
    let verifying = ed25519_dalek::SigningKey::from_bytes(&[1; 32]).verifying_key();
    let mut previous = None;
    for (at, id) in ids.into_iter().enumerate() {
        let (bytes, signature) = store.sealed(id, 1).unwrap();
        let (revision, seal): (sambang_domain::seal::Revision, _) =
            sambang_domain::seal::open(&bytes, &signature, &verifying).unwrap();
        assert_eq!((revision.sequence, revision.previous_seal), (at as u64 + 1, previous));
        previous = Some(seal.id());
    }
}

#[test]
fn one_blocked_document_holds_back_its_photos_and_nobody_elses() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let (bad, good) = (draft(&store).id, draft(&store).id);
    add(&store, bad, &jpeg(1000));
    add(&store, good, &jpeg(2000));
    seal(&store, bad);
    seal(&store, good);
    let document = store.open_entries().unwrap()[0].clone();
    assert_eq!((document.survey, document.kind), (bad, EntryKind::Document));
    store.block(document.id, &BlockedReason::OutsideArea).unwrap();
    assert!(store.open_entries().unwrap().iter().all(|entry| entry.survey == good));
    let rows = store.outbox().unwrap();
    assert_eq!(rows[0].delivery, Delivery::Blocked(BlockedReason::OutsideArea));
    assert_eq!(rows[1].delivery, Delivery::Waiting);
    store.unblock_all().unwrap();
    assert_eq!(store.open_entries().unwrap().len(), 4);
}

#[test]
fn lists_find_by_name_and_treat_wildcards_as_letters() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    for name in ["CONTOH Siti", "CONTOH 100% Budi", "CONTOH Ani_ta"] {
        let id = draft(&store).id;
        store.edit_survey(id, NOW, |survey| survey.identity.name = name.into()).unwrap();
    }
    let find = |text: &str| {
        let filter = ListFilter { group: Group::ToDo, text: text.into(), limit: 10 };
        store.list(&filter).unwrap().into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(find("siti"), ["CONTOH Siti"]);
    assert_eq!(find("%"), ["CONTOH 100% Budi"]);
    assert_eq!(find("_"), ["CONTOH Ani_ta"]);
    assert_eq!(find("").len(), 3);
    assert_eq!(store.counts(NOW).unwrap(), Counts { drafts: 3, today: 3, ..Counts::default() });
}

/// `docs/schema.sql` is what a reader sees; it must be what the app makes.
#[test]
fn the_documented_schema_is_the_real_one() {
    let documented = include_str!("../../docs/schema.sql");
    let (_, body) = documented.split_once("\n\n").unwrap();
    assert_eq!(body, migrations::all());
}

#[test]
fn the_photo_without_its_caption_stays_until_the_survey_is_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &key()).unwrap();
    let id = draft(&store).id;
    let plain = PlainPhoto { bytes: jpeg(2000), caption: "tanpa titik lokasi".into(), by_camera: false };
    let sha256 = add_captioned(&store, id, &jpeg(3000), &plain);
    assert_eq!(store.plain_photo(sha256).unwrap(), Some(plain.clone()));
    seal(&store, id);
    assert_eq!(store.plain_photo(sha256).unwrap(), None);
    let other = draft(&store).id;
    let sha256 = add_captioned(&store, other, &jpeg(3001), &plain);
    store.remove_attachment(other, NOW, sha256).unwrap();
    assert_eq!(store.plain_photo(sha256).unwrap(), None, "it goes with its photo");
}
