use ed25519_dalek::SigningKey;
use sambang_domain::ids::{DeviceId, Digest, PersonId, ReviewId, SurveyId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::review::{Comment, Review, ReviewFault, ReviewState, Verdict};
use sambang_domain::seal::{self, Signed};
use sambang_domain::wire::v1::{ReviewOutcome, ReviewReceipt, SignedReviewReceipt};
use uuid::Uuid;

use super::*;
use crate::store::area::tests::{NOW, duplicates, entry, id, keep, open};
use crate::store::{BlockedReason, QueueFilter, QueueGroup, QueueRow, SealContext, Store, StoreError};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn review(number: u128) -> ReviewId {
    ReviewId(Uuid::from_u128(0xfee0_0000 + number))
}

fn decide_with(
    store: &Store,
    survey: SurveyId,
    number: u128,
    verdict: Verdict,
    words: ReviewDraft,
) -> Result<(), StoreError> {
    let judged = store.area_case(survey)?.digest;
    decide_about(store, Decision { id: review(number), survey, judged, verdict, words })
}

fn decide_about(store: &Store, decision: Decision) -> Result<(), StoreError> {
    let key = key();
    store.hold(vec![decision], &context(&key, NOW))?;
    store.seal_held(&context(&key, NOW)).map(drop)
}

fn approve(store: &Store, survey: SurveyId, number: u128) {
    decide_with(store, survey, number, Verdict::Approve, ReviewDraft::default()).unwrap();
}

fn sealed(store: &Store, number: u128) -> Review {
    let outgoing = store.review_to_send(review(number)).unwrap().expect("it may be sent");
    seal::open(&outgoing.bytes, &outgoing.signature, &key().verifying_key()).unwrap().0
}

fn receipt(store: &Store, number: u128, outcome: ReviewOutcome, sequence: u64) -> SignedReviewReceipt {
    let outgoing = store.review_to_send(review(number)).unwrap().expect("it may be sent");
    let payload = ReviewReceipt {
        review: outgoing.id,
        digest: Digest::of(&outgoing.bytes),
        survey: outgoing.survey,
        revision: 1,
        outcome,
        sequence,
        received_at: Timestamp(0),
        unknown: Unknown::new(),
    };
    Signed { payload, signature: [0; 64] }
}

fn row(store: &Store, survey: SurveyId) -> QueueRow {
    let all = QueueFilter { group: QueueGroup::All, ..QueueFilter::default() };
    store.queue(&all).unwrap().into_iter().find(|row| row.survey == survey).unwrap()
}

#[test]
fn a_decision_about_an_outdated_revision_is_refused_and_its_words_stay() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1)]);
    let judged = store.area_case(id(1)).unwrap().digest;
    let words = ReviewDraft { note: "sudah ditelepon".into(), ..ReviewDraft::default() };
    store.set_review_draft(id(1), &words).unwrap();
    keep(&store, [entry(1, 2)]);
    let late = Decision { id: review(1), survey: id(1), judged, verdict: Verdict::Approve, words: words.clone() };
    assert!(matches!(decide_about(&store, late), Err(StoreError::Outdated)));
    assert_eq!(store.review_draft(id(1)).unwrap(), words);
    assert_eq!(store.open_reviews().unwrap(), []);
    approve(&store, id(1), 2);
    assert_eq!(store.review_draft(id(1)).unwrap(), ReviewDraft::default());
    assert_eq!(sealed(&store, 2).revision, 2);
}

#[test]
fn a_decision_says_what_its_verdict_needs_or_is_not_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1)]);
    let comment = |text: &str| Comment { path: "identity.name".into(), text: text.into(), unknown: Unknown::new() };
    let words = |text| ReviewDraft { comments: vec![comment(text)], ..ReviewDraft::default() };
    let refused = decide_with(&store, id(1), 1, Verdict::Return, words(" "));
    assert!(matches!(refused, Err(StoreError::Review(ReviewFault::NoComment))), "blank remarks are none");
    let refused = decide_with(&store, id(1), 1, Verdict::Reject, ReviewDraft::default());
    assert!(matches!(refused, Err(StoreError::Review(ReviewFault::NoReason))));
    decide_with(&store, id(1), 1, Verdict::Return, words("foto ulang")).unwrap();
    assert_eq!(sealed(&store, 1).comments, [comment("foto ulang")]);
}

#[test]
fn decisions_form_a_chain_and_name_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    approve(&store, id(1), 1);
    approve(&store, id(2), 2);
    approve(&store, id(1), 3);
    let first = sealed(&store, 1);
    assert_eq!((first.sequence, first.previous_seal, first.follows), (1, None, None));
    let second = sealed(&store, 2);
    assert_eq!((second.sequence, second.follows), (2, None));
    assert!(second.previous_seal.is_some());
    assert!(store.review_to_send(review(3)).unwrap().is_none(), "the earlier one goes first");
    assert!(store.keep_review_receipt(&receipt(&store, 1, ReviewOutcome::Applied, 7)).unwrap());
    assert_eq!(sealed(&store, 3).follows, Some(review(1)));
    assert_eq!(store.open_reviews().unwrap(), [review(2), review(3)]);
}

#[test]
fn a_blocked_decision_keeps_back_only_what_follows_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    approve(&store, id(1), 1);
    approve(&store, id(1), 2);
    approve(&store, id(2), 3);
    store.block_review(review(1), &BlockedReason::Forbidden).unwrap();
    assert_eq!(store.open_reviews().unwrap(), [review(2), review(3)]);
    assert!(store.review_to_send(review(2)).unwrap().is_none(), "it names the blocked one");
    assert!(store.review_to_send(review(3)).unwrap().is_some());
    approve(&store, id(1), 4);
    assert_eq!(store.waiting_decisions().unwrap()[0].blocked, Some(BlockedReason::Forbidden));
    store.unblock_reviews().unwrap();
    assert_eq!(store.open_reviews().unwrap().len(), 4);
}

#[test]
fn a_receipt_says_whether_a_decision_holds_or_is_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1), entry(3, 1)]);
    for number in [1, 2, 3] {
        approve(&store, id(number), number);
    }
    let counts = store.queue_counts().unwrap();
    assert_eq!((counts.waiting, counts.approved, counts.decisions_waiting), (0, 3, 3));
    assert_eq!((row(&store, id(1)).decided, row(&store, id(1)).state), (Some(Verdict::Approve), ReviewState::Received));
    store.keep_review_receipt(&receipt(&store, 1, ReviewOutcome::Applied, 1)).unwrap();
    store.keep_review_receipt(&receipt(&store, 2, ReviewOutcome::Stale, 2)).unwrap();
    assert_eq!((row(&store, id(1)).decided, row(&store, id(1)).state), (None, ReviewState::Approved));
    assert!(row(&store, id(2)).needs_decision && !row(&store, id(1)).needs_decision);
    keep(&store, [entry(3, 2)]);
    let third = row(&store, id(3));
    assert!(third.needs_decision && third.decided.is_none(), "what was judged is not the newest any more");
    let counts = store.queue_counts().unwrap();
    assert_eq!((counts.waiting, counts.new_version, counts.approved, counts.decisions_waiting), (2, 2, 1, 1));
    let own = store.own_review(id(2)).unwrap().unwrap();
    assert_eq!((own.review.id, own.outcome), (review(2), Some(ReviewOutcome::Stale)));
}

#[test]
fn a_receipt_for_other_bytes_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1)]);
    approve(&store, id(1), 1);
    let mut other = receipt(&store, 1, ReviewOutcome::Applied, 1);
    other.payload.digest = Digest([9; 32]);
    assert!(!store.keep_review_receipt(&other).unwrap());
    assert_eq!(store.open_reviews().unwrap(), [review(1)]);
}

#[test]
fn a_rejected_duplicate_is_none_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, duplicates(entry(1, 1), entry(2, 1)));
    assert_eq!(store.queue_counts().unwrap().duplicates, 2);
    let reason = Some(sambang_domain::review::RejectReason::NikDouble);
    let words = ReviewDraft { reason, ..ReviewDraft::default() };
    decide_with(&store, id(2), 1, Verdict::Reject, words).unwrap();
    assert_eq!((row(&store, id(1)).duplicates, store.queue_counts().unwrap().duplicates), (0, 0));
}

#[test]
fn a_survey_that_left_the_area_takes_no_decision_and_no_words_along() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1)]);
    approve(&store, id(1), 1);
    let words = ReviewDraft { note: "x".into(), ..ReviewDraft::default() };
    store.set_review_draft(id(1), &words).unwrap();
    store.keep_area_page(&[crate::store::AreaUpdate::Gone(id(1))], 2).unwrap();
    assert_eq!(sealed(&store, 1).survey, id(1));
    assert_eq!(store.review_draft(id(1)).unwrap(), words);
    let waiting = &store.waiting_decisions().unwrap()[0];
    assert_eq!((waiting.name.as_str(), waiting.survey), ("", id(1)));
}

#[test]
fn a_copy_brings_unsent_decisions_in_their_order() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = tempfile::tempdir().unwrap();
    let store = open(&from);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    for number in [1, 2] {
        approve(&store, id(number), number);
    }
    let key = crate::store::StoreKey::new([1; 32]);
    store.export(backup.path(), &key, PersonId(Uuid::from_u128(1))).unwrap();
    let copy = backup.path().join(crate::store::FILE_NAME);
    let other = open(&to);
    keep(&other, [entry(3, 1)]);
    approve(&other, id(3), 3);
    other.take_over(&copy, &key).unwrap();
    assert_eq!(other.open_reviews().unwrap(), [review(1), review(2), review(3)]);
    approve(&other, id(3), 4);
    store.set_review_draft(id(1), &ReviewDraft::default()).unwrap();
    assert!(store.keep_review_receipt(&receipt(&store, 1, ReviewOutcome::Applied, 1)).unwrap());
    assert_eq!(other.review_counts().unwrap(), (2, 4), "decisions of another device are not this one's");
}

fn context(key: &SigningKey, now: Timestamp) -> SealContext<'_> {
    let (person, device) = (PersonId(Uuid::from_u128(1)), DeviceId(Uuid::from_u128(2)));
    SealContext { person, device, key, now, clock_offset_ms: None, app_version: "0.1.0" }
}

fn hold(store: &Store, decided: &[(u128, u128)], now: Timestamp) {
    let decision = |(survey, number): &(u128, u128)| Decision {
        id: review(*number),
        survey: id(*survey),
        judged: store.area_case(id(*survey)).unwrap().digest,
        verdict: Verdict::Approve,
        words: store.review_draft(id(*survey)).unwrap(),
    };
    store.hold(decided.iter().map(decision).collect(), &context(&key(), now)).unwrap();
}

#[test]
fn a_held_decision_counts_at_once_is_not_sent_and_can_be_taken_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    let words = ReviewDraft { note: "sudah ditelepon".into(), ..ReviewDraft::default() };
    store.set_review_draft(id(1), &words).unwrap();
    hold(&store, &[(1, 1), (2, 2)], NOW);
    assert_eq!(row(&store, id(1)).decided, Some(Verdict::Approve));
    assert_eq!((store.open_reviews().unwrap().len(), store.review_counts().unwrap()), (0, (0, 0)), "nothing is sealed");
    assert_eq!(store.take_back().unwrap(), [id(1), id(2)]);
    assert_eq!((row(&store, id(1)).decided, store.review_draft(id(1)).unwrap()), (None, words));
    assert_eq!(store.seal_held(&context(&key(), NOW)).unwrap(), 0);
}

#[test]
fn the_next_decision_seals_the_one_before_and_so_does_opening_the_store_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1), entry(2, 1)]);
    hold(&store, &[(1, 1)], NOW);
    let later = NOW.plus_ms(4_000);
    hold(&store, &[(2, 2)], later);
    assert_eq!(sealed(&store, 1).decided_at, NOW);
    drop(store);
    let store = open(&folder);
    assert_eq!(store.held().unwrap()[0].decision.survey, id(2));
    assert_eq!(store.seal_held(&context(&key(), later.plus_ms(60_000))).unwrap(), 1);
    assert_eq!((sealed(&store, 2).decided_at, sealed(&store, 2).sequence), (later, 2), "as it was decided");
    assert_eq!(store.take_back().unwrap(), [], "too late");
}

#[test]
fn a_newer_revision_that_comes_while_a_decision_is_held_asks_for_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder);
    keep(&store, [entry(1, 1)]);
    hold(&store, &[(1, 1)], NOW);
    keep(&store, [entry(1, 2)]);
    assert!(row(&store, id(1)).needs_decision);
    store.seal_held(&context(&key(), NOW)).unwrap();
    assert_eq!(sealed(&store, 1).revision, 1, "the one that was looked at");
    assert!(row(&store, id(1)).needs_decision);
    assert!(store.area_case(id(1)).unwrap().needs_decision);
}
