//! What holds at the end of every walk: the promises of the product.

use std::collections::BTreeSet;

use sambang::device::{BlockedReason, Delivery, Group, ListFilter, LocalCopy};
use sambang_domain::review::ReviewState;
use sambang_domain::seal::Revision;
use sambang_domain::wire::v1::ReviewOutcome;
use sambang_server::{RevisionKind, StoredRevision};

use super::story::Story;

pub async fn assert(story: &Story) {
    nothing_sealed_is_lost_or_doubled(story).await;
    everything_is_sent(story);
    receipts_tell_the_truth(story).await;
    decisions_are_kept_and_obeyed(story).await;
    nobody_is_approved_twice(story).await;
    drafts_are_as_typed(story);
    counts_agree(story);
    every_row_can_be_read(story);
    what_came_back_is_on_every_phone_of_its_owner(story).await;
    match story.met.iter().any(|event| event == "put back unannounced") {
        true => story.world.verify_after_files_were_put_back().await,
        false => drop(story.world.server().registry().verify().await.unwrap()),
    }
}

/// Every main and other revision at the province, parsed from its bytes.
async fn stored(story: &Story) -> Vec<(StoredRevision, Revision)> {
    let registry = story.world.server().registry();
    let mut all = Vec::new();
    for row in registry.revisions().await.unwrap() {
        let bytes = registry.find_revision_bytes(row.digest).await.unwrap().unwrap();
        all.push((row, serde_json::from_slice(&bytes).unwrap()));
    }
    all
}

/// Promises 2 and 3.
async fn nothing_sealed_is_lost_or_doubled(story: &Story) {
    let stored = stored(story).await;
    for survey in &story.sealed {
        let held = stored.iter().filter(|(_, revision)| revision.survey == *survey).count();
        assert_eq!(held, 1, "what was sealed of {} is stored once", survey.id);
    }
    assert_eq!(stored.len(), story.sealed.len(), "nothing is stored that nobody sealed");
    let mut mains = BTreeSet::new();
    for (row, _) in stored.iter().filter(|(row, _)| row.kind == RevisionKind::Main) {
        assert!(mains.insert((row.survey, row.number)), "one main revision of a number");
    }
}

/// Nobody is told "received" for what the province does not hold, and nothing has left a phone that it does not hold.
async fn receipts_tell_the_truth(story: &Story) {
    let registry = story.world.server().registry();
    let stored = registry.revisions().await.unwrap();
    let all = ListFilter { group: Group::All, text: String::new(), limit: 1000 };
    for (at, held) in story.phones.iter().enumerate() {
        let device = held.phone.device();
        for id in device.list(&all).unwrap().into_iter().map(|row| row.id) {
            let Some(receipt) = device.receipt(id).unwrap() else { continue };
            if !receipt.complete && receipt.local != LocalCopy::Left {
                continue;
            }
            let is_stored = |row: &StoredRevision| {
                (row.survey, row.digest.match_code()) == (id, receipt.match_code.clone())
                    && row.kind == RevisionKind::Main
            };
            assert!(stored.iter().any(is_stored), "phone {at} says that {id} was received: {receipt:?}");
            for photo in device.survey(id).unwrap().evidence {
                let there = registry.find_attachment(photo.sha256).await.unwrap().is_some();
                assert!(there, "phone {at} says that the photos of {id} were received: {receipt:?}");
            }
        }
    }
}

/// Nothing waits on a phone but what a person must act upon: two of the person's phones corrected the same survey.
fn everything_is_sent(story: &Story) {
    for (at, held) in story.phones.iter().enumerate() {
        for row in held.phone.device().outbox().unwrap() {
            let conflicts = row.delivery == Delivery::Blocked(BlockedReason::ContentDiffers);
            assert!(conflicts || held.blocked, "phone {at} still holds {row:?}");
        }
    }
}

/// Nothing that the app writes by itself looks damaged to it.
fn every_row_can_be_read(story: &Story) {
    for (at, held) in story.phones.iter().chain(&story.tablets).enumerate() {
        assert_eq!(held.phone.device().unreadable(), 0, "device {at}");
    }
}

/// Promise 4: each decision is at the province once; the state follows from those that were applied.
async fn decisions_are_kept_and_obeyed(story: &Story) {
    let registry = story.world.server().registry();
    let reviews = registry.reviews().await.unwrap();
    assert_eq!(reviews.len(), story.decided.len(), "every decision is at the province, once");
    for (at, held) in story.tablets.iter().enumerate() {
        let counts = held.phone.device().queue_counts().unwrap();
        assert_eq!(counts.decisions_waiting, 0, "tablet {at} has sent its decisions");
    }
    for newest in newest(&registry.revisions().await.unwrap()) {
        let state = registry.find_state(newest.survey).await.unwrap().unwrap();
        assert_eq!((state.revision, state.digest), (newest.number, newest.digest));
        let applied = reviews
            .iter()
            .filter(|review| review.survey == state.survey && review.outcome == ReviewOutcome::Applied)
            .max_by_key(|review| review.sequence);
        let expected = match applied {
            Some(review) if review.revision == newest.number => ReviewState::after(&review.verdict).unwrap(),
            _ => ReviewState::Received,
        };
        assert_eq!(state.state, expected, "{} stands where its last applied decision put it", state.survey);
    }
}

/// The newest main revision of every survey.
fn newest(stored: &[StoredRevision]) -> Vec<&StoredRevision> {
    let main = || stored.iter().filter(|row| row.kind == RevisionKind::Main);
    main().filter(|row| main().all(|other| other.survey != row.survey || other.number <= row.number)).collect()
}

/// Nobody may receive twice.
async fn nobody_is_approved_twice(story: &Story) {
    let registry = story.world.server().registry();
    let mut approved = BTreeSet::new();
    for (row, revision) in stored(story).await {
        let state = registry.find_state(row.survey).await.unwrap().unwrap();
        if state.digest == row.digest && state.state == ReviewState::Approved {
            assert!(approved.insert(revision.survey.identity.nik), "one NIK is approved once");
        }
    }
}

/// Promise 1.
fn drafts_are_as_typed(story: &Story) {
    for (id, (at, name)) in &story.drafts {
        assert_eq!(story.phones[*at].phone.device().survey(*id).unwrap().identity.name, *name);
    }
}

/// The phone's count of what it sealed and the province's count agree.
fn counts_agree(story: &Story) {
    for (at, held) in story.phones.iter().enumerate().filter(|(_, held)| !held.blocked) {
        let difference = held.phone.device().own_report_difference().unwrap();
        assert_eq!(difference, Some(0), "phone {at} and the province count the same");
    }
}

/// Promise 8, and a replaced phone: a returned survey is there to be corrected, unless the phone
/// holds newer answers of its own.
async fn what_came_back_is_on_every_phone_of_its_owner(story: &Story) {
    let registry = story.world.server().registry();
    for newest in newest(&registry.revisions().await.unwrap()) {
        let state = registry.find_state(newest.survey).await.unwrap().unwrap();
        if state.state != ReviewState::Returned {
            continue;
        }
        for (at, held) in story.phones.iter().enumerate() {
            let device = held.phone.device();
            let newer = device.outbox().unwrap().iter().any(|row| row.survey == state.survey);
            if held.person.id == state.owner && !held.blocked && !newer {
                let notice = device.returned(state.survey).unwrap();
                assert!(notice.is_some(), "phone {at} knows that {} came back", state.survey);
                assert!(!device.survey(state.survey).unwrap().evidence.is_empty());
            }
        }
    }
}
