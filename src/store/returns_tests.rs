//! What a decision means for a survey on this device.

use ed25519_dalek::SigningKey;
use sambang_domain::ids::{DeviceId, Digest, Epoch, PersonId, ReviewId, SurveyId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::review::{Comment, REVIEW_FORMAT, Review, ReviewState, Verdict};
use sambang_domain::seal::{RECEIPT_CONTEXT, Revision, Signed};
use sambang_domain::wire::v1::{History, Receipt, ReceiptAttachment, ReviewNotice, ReviewOutcome, SignedReceipt};

use super::tests::{NOW, add, draft, jpeg, key, seal};
use super::*;
use crate::platform::new_id;

pub(super) fn notice(store: &Store, id: SurveyId, number: u32, sequence: u64, verdict: Verdict) -> ReviewNotice {
    let comment = Comment { path: "business.name".into(), text: "Nama di papan?".into(), unknown: Unknown::new() };
    let review = Review {
        format: REVIEW_FORMAT,
        id: ReviewId(new_id(NOW)),
        survey: id,
        revision: number,
        digest: Digest::of(&store.sealed(id, number).unwrap().0),
        follows: None,
        comments: vec![comment],
        verdict,
        reason: None,
        note: String::new(),
        person: PersonId(new_id(NOW)),
        device: DeviceId(new_id(NOW)),
        sequence: 1,
        previous_seal: None,
        decided_at: NOW,
        clock_offset_ms: None,
        app_version: "0.1.0".into(),
        unknown: Unknown::new(),
    };
    let (by, outcome) = ("CONTOH Dewi".to_owned(), ReviewOutcome::Applied);
    ReviewNotice { review, by, outcome, sequence, received_at: NOW, unknown: Unknown::new() }
}

/// The province's receipt; it holds the photos when `held`.
pub(super) fn receipt(store: &Store, id: SurveyId, number: u32, held: bool) -> SignedReceipt {
    let bytes = store.sealed(id, number).unwrap().0;
    let revision: Revision = serde_json::from_slice(&bytes).unwrap();
    let photo = |photo: &sambang_domain::survey::Attachment| ReceiptAttachment {
        sha256: photo.sha256,
        size_bytes: photo.size_bytes,
        held,
    };
    let receipt = Receipt {
        survey: id,
        revision: number,
        digest: Digest::of(&bytes),
        sequence: 1,
        number: "18-2021-0000001".into(),
        received_at: NOW,
        issued_at: NOW,
        attachments: revision.survey.evidence.iter().map(photo).collect(),
        standing: None,
        epoch: Some(EPOCH),
        kept_as: Some(1),
        unknown: Unknown::new(),
    };
    Signed::new(receipt, RECEIPT_CONTEXT, &SigningKey::from_bytes(&[2; 32])).unwrap()
}

const EPOCH: Epoch = Epoch(uuid::Uuid::from_u128(7));

/// The province says that all of this is in a finished backup.
pub(super) fn back_up(store: &Store) {
    let (mark, backed_up_to, without_backups) = (String::new(), Some(1), false);
    let (lease_days, unknown) = (None, Unknown::new());
    store.enter(&History { epoch: EPOCH, mark, backed_up_to, without_backups, lease_days, unknown }).unwrap();
}

/// Purges what is due at an instant and was confirmed days before as well; how many surveys there were.
pub(super) fn purge_all(store: &Store, at: Timestamp) -> usize {
    let run = |now: Timestamp| {
        let now = Heard { server: now, device: now, running_ms: 0 };
        let due = store.due_to_leave(at, &now, 100).unwrap();
        due.into_iter().filter(|id| store.purge(*id, at, &now).unwrap()).count()
    };
    assert_eq!(run(at.plus_ms(-APART_MS)), 0, "the first time");
    run(at)
}

fn state(store: &Store, id: SurveyId) -> Option<ReviewState> {
    let all = ListFilter { group: Group::All, text: String::new(), limit: 10 };
    store.list(&all).unwrap().into_iter().find(|row| row.id == id).unwrap().review
}

fn open(folder: &tempfile::TempDir) -> Store {
    Store::open(folder.path(), &key()).unwrap()
}

#[test]
fn a_survey_is_returned_until_its_correction_is_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let id = draft(&store).id;
    seal(&store, id);
    assert!(matches!(store.begin_correction(id, NOW), Err(StoreError::NotReturned)));
    let returned = notice(&store, id, 1, 7, Verdict::Return);
    store.keep_review(&returned).unwrap();
    store.keep_review(&returned).unwrap();
    assert_eq!((state(&store, id), store.reviews(id).unwrap().len()), (Some(ReviewState::Returned), 1));
    store.begin_correction(id, NOW).unwrap();
    store.edit_survey(id, NOW, |survey| survey.business.name = "CONTOH Warung".into()).unwrap();
    store.begin_correction(id, NOW).unwrap();
    assert_eq!(store.survey(id).unwrap().business.name, "CONTOH Warung", "a correction goes on");
    assert_eq!(state(&store, id), Some(ReviewState::Returned));
    let counts = store.counts(NOW).unwrap();
    assert_eq!((counts.drafts, counts.returned), (0, 1));
    seal(&store, id);
    assert_eq!((state(&store, id), store.decision(id).unwrap()), (None, None));
    let second: Revision = serde_json::from_slice(&store.sealed(id, 2).unwrap().0).unwrap();
    assert_eq!((second.number, second.corrects), (2, Some(returned.review.digest)));
}

#[test]
fn a_decision_that_was_not_applied_or_judged_other_bytes_changes_no_state() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let id = draft(&store).id;
    seal(&store, id);
    let mut advice = notice(&store, id, 1, 7, Verdict::Return);
    advice.outcome = ReviewOutcome::HandedOver;
    store.keep_review(&advice).unwrap();
    let mut other = notice(&store, id, 1, 8, Verdict::Return);
    other.review.digest = Digest([9; 32]);
    store.keep_review(&other).unwrap();
    assert_eq!((state(&store, id), store.reviews(id).unwrap().len()), (None, 2));
    store.keep_review(&notice(&store, id, 1, 9, Verdict::Approve)).unwrap();
    assert_eq!(state(&store, id), Some(ReviewState::Approved));
    let mut late = notice(&store, id, 1, 6, Verdict::Return);
    late.review.id = ReviewId(new_id(NOW));
    store.keep_review(&late).unwrap();
    assert_eq!(state(&store, id), Some(ReviewState::Approved), "an older decision that comes late stays older");
}

#[test]
fn a_correction_keeps_the_photos_that_are_still_to_be_sent() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    let id = draft(&store).id;
    let dark = add(&store, id, &jpeg(3000));
    seal(&store, id);
    store.keep_review(&notice(&store, id, 1, 7, Verdict::Return)).unwrap();
    store.begin_correction(id, NOW).unwrap();
    store.remove_attachment(id, NOW, dark).unwrap();
    store.empty_bin(NOW, NOW).unwrap();
    assert_eq!(store.attachment_bytes(dark).unwrap().len(), 3000, "the first revision still has to send it");
    store.keep_receipt(&receipt(&store, id, 1, true)).unwrap();
    let bright = add(&store, id, &jpeg(4000));
    store.remove_attachment(id, NOW, bright).unwrap();
    assert!(store.attachment_bytes(bright).is_err());
    assert!(matches!(store.discard_draft(id, NOW), Err(StoreError::NotDraft)));
}

#[test]
fn a_returned_survey_is_never_purged_and_an_approved_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    back_up(&store);
    let id = draft(&store).id;
    add(&store, id, &jpeg(3000));
    seal(&store, id);
    store.keep_receipt(&receipt(&store, id, 1, true)).unwrap();
    store.keep_review(&notice(&store, id, 1, 7, Verdict::Return)).unwrap();
    let late = NOW.plus_ms(1_000_000_000_000);
    assert_eq!(purge_all(&store, late), 0);
    store.keep_review(&notice(&store, id, 1, 8, Verdict::Approve)).unwrap();
    assert_eq!(purge_all(&store, late), 1);
}

/// What a phone that has the survey would hand to one that lacks it.
fn fetched(store: &Store, id: SurveyId, held: bool) -> FetchedRevision {
    let (bytes, signature) = store.sealed(id, 1).unwrap();
    let seal = sambang_domain::seal::Seal { digest: Digest::of(&bytes), signature };
    let receipt = receipt(store, id, 1, held);
    FetchedRevision { revision: serde_json::from_slice(&bytes).unwrap(), bytes, seal, receipt }
}

#[test]
fn a_fetched_survey_is_sealed_received_and_outside_this_devices_chain() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (old, new) = (open(&there), open(&here));
    let id = draft(&old).id;
    let photo = add(&old, id, &jpeg(3000));
    seal(&old, id);
    let (fetched, returned) = (fetched(&old, id, true), notice(&old, id, 1, 7, Verdict::Return));
    assert!(!new.bring_back(&fetched).unwrap(), "nobody asked for it");
    new.keep_review(&returned).unwrap();
    let own = draft(&new).id;
    seal(&new, own);
    assert_eq!(new.wanted_revisions().unwrap().len(), 1);
    assert!(new.bring_back(&fetched).unwrap() && !new.bring_back(&fetched).unwrap());
    assert_eq!(new.survey(id).unwrap(), old.survey(id).unwrap());
    let wanted = new.wanted_photos().unwrap();
    assert_eq!((wanted.len(), wanted[0].1.sha256), (1, photo));
    let arrived = NewPhoto { attachment: wanted[0].1.clone(), bytes: &jpeg(3000), thumbnail: b"small" };
    new.bring_photo_back(id, &arrived).unwrap();
    assert_eq!((new.wanted_photos().unwrap().len(), new.attachment_bytes(photo).unwrap().len()), (0, 3000));
    let row = new.list(&ListFilter { group: Group::Returned, text: String::new(), limit: 9 }).unwrap().remove(0);
    assert_eq!((row.delivery, row.files), (Delivery::Received, 1));
    new.begin_correction(id, NOW).unwrap();
    seal(&new, id);
    let second: Revision = serde_json::from_slice(&new.sealed(id, 2).unwrap().0).unwrap();
    let first: Revision = serde_json::from_slice(&new.sealed(own, 1).unwrap().0).unwrap();
    assert_eq!((first.sequence, second.sequence), (1, 2));
}

#[test]
fn a_photo_that_nobody_has_any_more_is_taken_again() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (old, new) = (open(&there), open(&here));
    let id = draft(&old).id;
    add(&old, id, &jpeg(3000));
    seal(&old, id);
    new.keep_review(&notice(&old, id, 1, 7, Verdict::Return)).unwrap();
    assert!(new.bring_back(&fetched(&old, id, false)).unwrap());
    new.begin_correction(id, Timestamp(NOW.0 + 1)).unwrap();
    assert_eq!(new.survey(id).unwrap().evidence, []);
    add(&new, id, &jpeg(4000));
    seal(&new, id);
    assert_eq!(new.open_entries().unwrap().len(), 2, "the document and the photo that was taken again");
}

#[test]
fn nothing_is_fetched_over_a_draft_or_over_what_is_not_sent() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (old, new) = (open(&there), open(&here));
    let survey = draft(&old);
    seal(&old, survey.id);
    new.add_survey(&survey).unwrap();
    let mut returned = notice(&old, survey.id, 1, 7, Verdict::Return);
    new.keep_review(&returned).unwrap();
    assert_eq!(new.wanted_revisions().unwrap(), []);
    seal(&new, survey.id);
    returned.review.revision = 2;
    returned.sequence = 8;
    new.keep_review(&returned).unwrap();
    assert_eq!(new.wanted_revisions().unwrap(), []);
    new.keep_receipt(&receipt(&new, survey.id, 1, true)).unwrap();
    assert_eq!(new.wanted_revisions().unwrap().len(), 1, "a newer revision of another phone replaces what was sent");
}
