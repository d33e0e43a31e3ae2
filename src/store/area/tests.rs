//! Surveys of an area in a real store, and helpers that make them.

use sambang_domain::ids::{Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::programme::Programme;
use sambang_domain::review::ReviewState;
use sambang_domain::seal::{REVISION_FORMAT, Revision};
use sambang_domain::survey::{Attachment, EvidenceKind, Position, Survey};
use sambang_domain::wire::v1::{AreaRevision, AreaSurvey, Duplicate, ReceiptAttachment};
use uuid::Uuid;

use super::*;
use crate::store::{Store, StoreError, StoreKey};

pub(in crate::store) const NOW: Timestamp = Timestamp(1_618_453_860_000);

pub(in crate::store) fn open(folder: &tempfile::TempDir) -> Store {
    Store::open(folder.path(), &StoreKey::new([1; 32])).unwrap()
}

fn programme() -> Programme {
    Programme::shipped().unwrap().remove(1)
}

pub(in crate::store) fn id(number: u128) -> SurveyId {
    SurveyId(Uuid::from_u128(number))
}

/// A survey as it arrives; `number` makes its id, NIK, photo and village in the order of arrival.
pub(in crate::store) fn entry(number: u128, revision: u32) -> AreaEntry {
    let day = chrono::NaiveDate::from_ymd_opt(2021, 4, 15).unwrap();
    let facilitator = PersonId(Uuid::from_u128(1000 + number % 2));
    let mut survey = Survey::start(id(number), programme().reference, facilitator, NOW, day);
    survey.identity.name = format!("CONTOH Siti {number}");
    survey.identity.nik = format!("180302500287{:04}", 9000 + number);
    survey.identity.village = Some("1803022001".parse().unwrap());
    survey.identity.address = format!("Dusun {revision}");
    survey.position = Some(Position {
        latitude: -4.8 - number as f64 / 10_000.0,
        longitude: 104.9,
        accuracy_m: 5.0,
        at: NOW,
        mock: None,
        by_hand: false,
        receiver_ahead_ms: None,
        unknown: Unknown::new(),
    });
    let kept = |number: u32| {
        let bytes = serde_json::to_string(&revision_of(&survey, number)).unwrap();
        AreaRevision {
            number,
            digest: Digest::of(bytes.as_bytes()),
            document: bytes,
            signature: [0; 64],
            device_key: String::new(),
            received_at: NOW.plus_ms(survey.id.0.as_u128() as i64),
            pass: None,
            unknown: Unknown::new(),
        }
    };
    let area = AreaSurvey {
        programme: programme().reference,
        village: "1803022001".parse().unwrap(),
        facilitator,
        facilitator_name: format!("CONTOH Rahmat {}", number % 2),
        receipt_number: format!("18-2021-{number:07}"),
        first_received_at: NOW,
        state: ReviewState::Received,
        decided_by: None,
        revisions: (1..=revision).map(kept).collect(),
        attachments: vec![photo(number), photo(0)],
        reviews: Vec::new(),
        duplicates: Vec::new(),
        same_family_card: 0,
        shared_pictures: Vec::new(),
        unknown: Unknown::new(),
    };
    AreaEntry { area, survey, findings: Vec::new(), changed_fields: 0, seal_fits: true }
}

fn revision_of(survey: &Survey, number: u32) -> Revision {
    Revision {
        format: REVISION_FORMAT,
        number,
        corrects: None,
        person: survey.facilitator,
        device: sambang_domain::ids::DeviceId(Uuid::nil()),
        sequence: u64::from(number),
        previous_seal: None,
        sealed_at: NOW,
        clock_offset_ms: None,
        app_version: "0.1.0".to_owned(),
        survey: survey.clone(),
        unknown: Unknown::new(),
    }
}

fn photo(number: u128) -> ReceiptAttachment {
    ReceiptAttachment { sha256: digest(number), size_bytes: 3, held: true }
}

fn digest(number: u128) -> Digest {
    Digest::of(&number.to_be_bytes())
}

pub(in crate::store) fn keep(store: &Store, entries: impl IntoIterator<Item = AreaEntry>) {
    let updates: Vec<_> = entries.into_iter().map(|entry| AreaUpdate::Here(Box::new(entry))).collect();
    store.keep_area_page(&updates, 1).unwrap();
}

/// Makes two surveys each other's duplicates.
pub(in crate::store) fn duplicates(mut one: AreaEntry, mut two: AreaEntry) -> [AreaEntry; 2] {
    let duplicate = |of: &AreaEntry| Duplicate {
        survey: of.survey.id,
        receipt_number: of.area.receipt_number.clone(),
        facilitator_name: of.area.facilitator_name.clone(),
        village: of.area.village,
        received_at: NOW,
        state: of.area.state.clone(),
        in_area: true,
        unknown: Unknown::new(),
    };
    one.area.duplicates.push(duplicate(&two));
    two.area.duplicates.push(duplicate(&one));
    [one, two]
}

fn found(store: &Store, filter: &QueueFilter) -> Vec<SurveyId> {
    assert_eq!(store.queue_total(filter).unwrap() as usize, store.queue(filter).unwrap().len());
    store.queue(filter).unwrap().into_iter().map(|row| row.survey).collect()
}

#[test]
fn a_queue_is_filtered_by_place_person_findings_name_and_last_digits() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut odd = entry(3, 2);
    odd.findings = vec![("identity.nik".into(), "nik.sex".into()); 3];
    odd.changed_fields = 4;
    keep(&store, [entry(1, 1), entry(2, 1), odd]);
    let all = QueueFilter::default();
    assert_eq!(found(&store, &all), [id(1), id(2), id(3)]);
    let with = |change: &dyn Fn(&mut QueueFilter)| {
        let mut filter = all.clone();
        change(&mut filter);
        found(&store, &filter)
    };
    assert_eq!(with(&|filter| filter.sort = QueueSort::Newest), [id(3), id(2), id(1)]);
    assert_eq!(with(&|filter| filter.sort = QueueSort::Name), [id(1), id(2), id(3)]);
    assert_eq!(with(&|filter| filter.group = QueueGroup::NewVersion), [id(3)]);
    assert_eq!(with(&|filter| filter.findings = FindingsFilter::With), [id(3)]);
    assert_eq!(with(&|filter| filter.findings = FindingsFilter::Without), [id(1), id(2)]);
    assert_eq!(with(&|filter| filter.text = "9002".into()), [id(2)]);
    assert_eq!(with(&|filter| filter.text = "siti 1".into()), [id(1)]);
    assert_eq!(with(&|filter| filter.text = "%".into()), []);
    assert_eq!(with(&|filter| filter.district = "180302".parse().ok()), [id(1), id(2), id(3)]);
    assert_eq!(with(&|filter| filter.district = "180301".parse().ok()), []);
    let facilitator = PersonId(Uuid::from_u128(1000));
    assert_eq!(with(&|filter| filter.facilitator = Some(facilitator)), [id(2)]);
    let page = QueueFilter { offset: 1, limit: 1, ..all };
    let rows = store.queue(&page).unwrap();
    assert_eq!(rows.iter().map(|row| row.survey).collect::<Vec<_>>(), [id(2)]);
    let row = &store.queue(&QueueFilter { findings: FindingsFilter::With, ..page }).unwrap();
    assert_eq!(row, &[], "the only one is before the offset");
    let row = &store.queue(&QueueFilter { offset: 2, limit: 9, ..QueueFilter::default() }).unwrap()[0];
    assert_eq!((row.findings.len(), row.finding_count, row.changed_fields, row.revision), (2, 3, 4, 2));
    assert_eq!(store.queue_districts().unwrap(), [("180302".parse().unwrap(), 3)]);
    let people: Vec<_> = store.queue_people().unwrap().into_iter().map(|(_, name, count)| (name, count)).collect();
    assert_eq!(people, [("CONTOH Rahmat 0".to_owned(), 1), ("CONTOH Rahmat 1".to_owned(), 2)]);
    let counts = store.queue_counts().unwrap();
    assert_eq!((counts.waiting, counts.new_version, counts.all, counts.duplicates), (3, 1, 3, 0));
}

#[test]
fn a_survey_that_left_takes_its_own_photos_along_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    for number in [0, 1, 2] {
        store.keep_area_thumbnail(digest(number), b"small").unwrap();
        store.keep_area_photo(digest(number), b"all").unwrap();
    }
    store.keep_area_photo(digest(77), b"of nobody").unwrap();
    assert_eq!(store.area_photo(digest(77)).unwrap(), None);
    store.keep_area_page(&[AreaUpdate::Gone(id(1))], 9).unwrap();
    assert_eq!(store.area_photo(digest(1)).unwrap(), None);
    assert_eq!(store.area_photo(digest(0)).unwrap().as_deref(), Some(&b"all"[..]), "the other survey shows it too");
    assert!(matches!(store.area_case(id(1)), Err(StoreError::NotFound(_))));
    assert_eq!(store.area_case(id(2)).unwrap().revisions.len(), 1);
    assert_eq!(store.value::<u64>(crate::store::Key::AreaCursor).unwrap(), Some(9));
}

#[test]
fn a_photo_is_a_card_by_any_survey_that_names_it_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let naming = |number, kind: EvidenceKind| {
        let mut entry = entry(number, 1);
        let (sha256, survey) = (digest(0), &mut entry.survey);
        survey.evidence = vec![Attachment {
            kind,
            sha256,
            source_sha256: sha256,
            picture_sha256: None,
            size_bytes: 3,
            media_type: "image/jpeg".into(),
            width: 8,
            height: 8,
            added_at: NOW,
            taken_at: None,
            taken_where: None,
            unknown: Unknown::new(),
        }];
        let document = serde_json::to_string(&revision_of(survey, 1)).unwrap();
        let revision = &mut entry.area.revisions[0];
        (revision.digest, revision.document) = (Digest::of(document.as_bytes()), document);
        entry
    };
    keep(&store, [naming(1, EvidenceKind::BusinessFront), entry(3, 1)]);
    assert!(!store.is_area_card(digest(0)).unwrap());
    keep(&store, [naming(2, EvidenceKind::IdentityCard)]);
    assert!(store.is_area_card(digest(0)).unwrap());
    assert!(!store.is_area_card(digest(1)).unwrap(), "another photo of the same survey");
}

#[test]
fn a_small_picture_that_cannot_be_had_keeps_no_other_away() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1), entry(3, 1)]);
    assert_eq!(store.missing_thumbnails(2).unwrap()[0], digest(3), "newest first");
    store.count_thumbnail_attempt(digest(3)).unwrap();
    store.keep_area_thumbnail(digest(2), b"small").unwrap();
    let missing = store.missing_thumbnails(9).unwrap();
    assert_eq!((missing.len(), missing.last()), (3, Some(&digest(3))));
    assert!(missing.contains(&digest(0)) && missing.contains(&digest(1)));
    for _ in 0..10 {
        store.count_thumbnail_attempt(digest(3)).unwrap();
    }
    assert_eq!(store.missing_thumbnails(9).unwrap().len(), 2, "at last it is given up");
}

#[test]
fn an_area_that_shrinks_keeps_what_is_inside_and_asks_for_all_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut elsewhere = entry(2, 1);
    elsewhere.area.village = "1803012001".parse().unwrap();
    keep(&store, [entry(1, 1), elsewhere]);
    let mut person = sambang_domain::people::Person {
        id: PersonId(Uuid::nil()),
        name: "CONTOH Dewi".into(),
        role: sambang_domain::people::Role::Supervisor,
        area: vec!["180302".parse().unwrap()],
        office: String::new(),
        unknown: Unknown::new(),
    };
    store.restart_area(&person).unwrap();
    assert_eq!(found(&store, &QueueFilter::default()), [id(1)]);
    assert_eq!(store.value::<u64>(crate::store::Key::AreaCursor).unwrap(), Some(0));
    person.area = vec!["1871".parse().unwrap()];
    store.restart_area(&person).unwrap();
    assert_eq!(store.queue_counts().unwrap().all, 0);
    person.area = vec!["180302".parse().unwrap()];
    keep(&store, [entry(1, 1)]);
    person.role = sambang_domain::people::Role::Facilitator;
    store.restart_area(&person).unwrap();
    assert_eq!(store.queue_counts().unwrap().all, 0, "who reviews nothing keeps nothing to review");
}

#[test]
fn neighbours_are_those_of_the_village_and_those_within_reach() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let mut far = entry(9, 1);
    far.survey.identity.village = Some("1803012001".parse().unwrap());
    far.survey.position.as_mut().unwrap().latitude = -6.0;
    let mut village = entry(8, 1);
    village.survey.position.as_mut().unwrap().latitude = -5.5;
    keep(&store, [entry(1, 1), entry(2, 1), village, far]);
    let position = entry(1, 1).survey.position.unwrap();
    let near = store.placed_near(id(1), "1803022001", &position, (0.05, 0.05)).unwrap();
    let mut near: Vec<_> = near.into_iter().map(|placed| placed.survey).collect();
    near.sort();
    assert_eq!(near, [id(2), id(8)]);
    assert_eq!(store.village_positions(id(1), "1803022001").unwrap().len(), 2);
}

#[test]
fn a_survey_far_from_the_others_of_its_village_is_found_when_they_arrive_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let found = |number| {
        let rows = store.queue(&QueueFilter { group: QueueGroup::All, ..QueueFilter::default() }).unwrap();
        let row = rows.into_iter().find(|row| row.survey == id(number)).unwrap();
        (row.finding_count, row.findings)
    };
    let mut away = entry(1, 1);
    away.survey.position.as_mut().unwrap().latitude = -4.99;
    keep(&store, [away, entry(2, 1), entry(3, 1)]);
    assert_eq!(found(1), (0, vec![]), "21 km, which its district still allows");
    keep(&store, [entry(4, 1)]);
    assert_eq!(found(1), (1, vec![("position".to_owned(), "position.far".to_owned())]));
    assert_eq!(found(2).0, 0);
    let clean = QueueFilter { findings: FindingsFilter::Without, ..QueueFilter::default() };
    assert_eq!(store.queue_total(&clean).unwrap(), 3);
    keep(&store, [entry(1, 2)]);
    assert_eq!(found(1).0, 0, "the corrected point is in the village");
}
