//! Decisions arrive: which of them count, who hears of them, and that the database itself lets a
//! person be approved once.

use sambang_domain::people::Role;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{KnownChange, ReviewNotice, ReviewOutcome, SignedReviewReceipt};

use crate::desk::{SealedReview, distinct};
use crate::device::{Device, Sealed};
use crate::world::{World, problem};

async fn state(world: &World, of: &Sealed) -> ReviewState {
    world.registry().find_state(of.survey).await.unwrap().unwrap().state
}

/// The decisions a person's device hears of.
async fn heard(device: &Device) -> Vec<ReviewNotice> {
    let changes = device.changes(0, 100).await.changes;
    let read = changes.iter().filter_map(|change| change.read().unwrap());
    read.filter_map(|change| if let KnownChange::Review(notice) = change { Some(*notice) } else { None }).collect()
}

/// A facilitator and a supervisor of the same regency, and a survey that arrived.
async fn arrived() -> (World, Device, Device, Sealed) {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let supervisor = world.device(Role::Supervisor, &["1803"]).await;
    let sealed = facilitator.sealed(1, &[]);
    facilitator.bring(&sealed).await;
    (world, facilitator, supervisor, sealed)
}

/// A correction of `sealed`.
fn corrected(device: &mut Device, sealed: &Sealed) -> Sealed {
    let mut survey = device.survey(sealed.survey.0.as_u128(), &[]);
    survey.identity.name = format!("CONTOH Siti Aminah {}", sealed.number + 1);
    device.seal(sealed.number + 1, survey)
}

#[tokio::test]
async fn a_decision_is_applied_once_and_the_owner_and_the_area_hear_of_it() {
    let (world, facilitator, mut supervisor, sealed) = arrived().await;
    let cursor = supervisor.area(0, 50).await.cursor;
    let review = supervisor.review(&sealed, Verdict::Return, None);
    let decision = supervisor.seal_review(&review);
    let receipt = supervisor.bring_review(&decision).await;
    assert_eq!((receipt.survey, receipt.revision, receipt.sequence), (sealed.survey, 1, 1));
    assert_eq!(receipt.outcome, ReviewOutcome::Applied);
    assert_eq!(state(&world, &sealed).await, ReviewState::Returned);

    let again = supervisor.put_review(&decision).await;
    assert_eq!(again.status(), 200);
    assert_eq!(again.json::<SignedReviewReceipt>().await.unwrap().payload, receipt);
    assert_eq!(world.registry().reviews().await.unwrap().len(), 1);

    let notices = heard(&facilitator).await;
    let [notice] = notices.as_slice() else { panic!("{notices:?}") };
    assert_eq!((&notice.review, notice.by.as_str()), (&review, "CONTOH Orang"));
    let page = supervisor.area(cursor, 50).await;
    assert_eq!(page.changes.len(), 1, "the survey changed");
    let told = page.changes[0].content.as_ref().unwrap();
    assert_eq!((&told.state, told.decided_by, &told.reviews), (&ReviewState::Returned, Some(review.id), &notices));
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn what_is_no_decision_of_a_supervisor_is_refused_and_not_kept() {
    let (mut world, facilitator, supervisor, sealed) = arrived().await;
    let refused = async |device: &Device, sealed: &SealedReview| problem(device.put_review(sealed).await).await;
    let good = supervisor.review(&sealed, Verdict::Approve, None);
    let sealing = |review| supervisor.clone().seal_review(&review);
    let decision = sealing(good.clone());

    let forged = SealedReview { signature: [1; 64], ..decision.clone() };
    assert_eq!(refused(&supervisor, &forged).await, (422, ErrorCode::SealInvalid));
    let invalid = (422, ErrorCode::ReviewInvalid);
    let unsaid = supervisor.review(&sealed, Verdict::Return, None);
    assert_eq!(
        refused(&supervisor, &sealing(sambang_domain::review::Review { comments: vec![], ..unsaid })).await,
        invalid
    );
    let mut other = good.clone();
    other.verdict = Verdict::Other("postpone".into());
    assert_eq!(refused(&supervisor, &sealing(other)).await, invalid);
    let mut other = good.clone();
    other.person = facilitator.enrolment.person.id;
    assert_eq!(refused(&supervisor, &sealing(other)).await, invalid);
    let renamed = SealedReview { id: sambang_domain::ids::ReviewId(uuid::Uuid::from_u128(7)), ..decision.clone() };
    assert_eq!(refused(&supervisor, &renamed).await, invalid);

    let unknown = (404, ErrorCode::RevisionUnknown);
    let mut other = good.clone();
    other.revision = 2;
    assert_eq!(refused(&supervisor, &sealing(other)).await, unknown);
    let mut other = good.clone();
    other.survey = sambang_domain::ids::SurveyId(uuid::Uuid::from_u128(99));
    assert_eq!(refused(&supervisor, &sealing(other)).await, unknown);

    for role in [Role::Facilitator, Role::Province, Role::Auditor] {
        let mut device = world.device(role, &["1803"]).await;
        let review = device.review(&sealed, Verdict::Approve, None);
        let decision = device.seal_review(&review);
        assert_eq!(refused(&device, &decision).await, (403, ErrorCode::RoleForbidden));
    }
    assert!(world.registry().reviews().await.unwrap().is_empty());

    supervisor.bring_review(&decision).await;
    let mut other = good;
    other.note = "lain".into();
    assert_eq!(refused(&supervisor, &sealing(other)).await, (409, ErrorCode::ContentDiffers));
    world.registry().revoke_device(supervisor.enrolment.device).await.unwrap();
    assert_eq!(refused(&supervisor, &decision).await, (403, ErrorCode::DeviceRevoked));
    assert_eq!(world.registry().reviews().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_decision_that_did_not_see_the_newest_revision_or_decision_is_stale_and_kept() {
    let (mut world, mut facilitator, mut first, sealed) = arrived().await;
    let mut second = world.device(Role::Supervisor, &["180302"]).await;
    let (rejected, outcome) = first.decide(&sealed, Verdict::Reject, None).await;
    assert_eq!(outcome, ReviewOutcome::Applied);
    let (unaware, outcome) = second.decide(&sealed, Verdict::Approve, None).await;
    assert_eq!(outcome, ReviewOutcome::Stale);
    assert_eq!(second.decide(&sealed, Verdict::Approve, Some(unaware)).await.1, ReviewOutcome::Stale);
    assert_eq!(state(&world, &sealed).await, ReviewState::Rejected);
    let (approved, outcome) = second.decide(&sealed, Verdict::Approve, Some(rejected)).await;
    assert_eq!(outcome, ReviewOutcome::Applied, "who knows of it may decide otherwise");

    let correction = corrected(&mut facilitator, &sealed);
    facilitator.bring(&correction).await;
    assert_eq!(first.decide(&sealed, Verdict::Reject, Some(approved)).await.1, ReviewOutcome::Stale);
    let other = Sealed { digest: sealed.digest, ..correction.clone() };
    assert_eq!(first.decide(&other, Verdict::Reject, Some(approved)).await.1, ReviewOutcome::Stale, "other bytes");
    assert_eq!(state(&world, &sealed).await, ReviewState::Received);
    assert_eq!(first.decide(&correction, Verdict::Approve, Some(approved)).await.1, ReviewOutcome::Applied);

    let told: Vec<_> = heard(&facilitator).await.into_iter().map(|notice| notice.outcome).collect();
    use ReviewOutcome::{Applied, Stale};
    assert_eq!(told, [Applied, Stale, Stale, Applied, Stale, Stale, Applied], "every one is told");
    assert_eq!(first.case(&sealed).await.unwrap().reviews.len(), 7);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_correction_waits_for_its_own_decision_and_a_late_older_revision_changes_nothing() {
    let (world, mut facilitator, mut supervisor, mut sealed) = arrived().await;
    let mut follows = None;
    for verdict in [Verdict::Return, Verdict::Reject, Verdict::Approve] {
        let (review, outcome) = supervisor.decide(&sealed, verdict, follows).await;
        assert_eq!(outcome, ReviewOutcome::Applied);
        follows = Some(review);
        sealed = corrected(&mut facilitator, &sealed);
        facilitator.bring(&sealed).await;
        let state = world.registry().find_state(sealed.survey).await.unwrap().unwrap();
        assert_eq!((state.state, state.review, state.revision), (ReviewState::Received, follows, sealed.number));
    }
    let late = corrected(&mut facilitator, &sealed);
    let newest = corrected(&mut facilitator, &late);
    facilitator.bring(&newest).await;
    assert_eq!(supervisor.decide(&newest, Verdict::Approve, follows).await.1, ReviewOutcome::Applied);
    facilitator.bring(&late).await;
    assert_eq!(state(&world, &sealed).await, ReviewState::Approved);
    let told = supervisor.case(&sealed).await.unwrap();
    assert_eq!(told.revisions.iter().map(|revision| revision.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn of_eight_approvals_of_one_person_at_once_exactly_one_is_applied() {
    let mut world = World::start().await;
    let mut facilitator = world.facilitator().await;
    let mut decisions = Vec::new();
    for id in 1..=8 {
        let sealed = facilitator.sealed(id, &[]);
        facilitator.bring(&sealed).await;
        let mut supervisor = world.device(Role::Supervisor, &["1803"]).await;
        let review = supervisor.review(&sealed, Verdict::Approve, None);
        let decision = supervisor.seal_review(&review);
        decisions.push((sealed, supervisor, decision));
    }
    let barrier = std::sync::Arc::new(tokio::sync::Barrier::new(decisions.len()));
    let mut running = tokio::task::JoinSet::new();
    for (_, supervisor, decision) in &decisions {
        let (barrier, supervisor, decision) = (barrier.clone(), supervisor.clone(), decision.clone());
        running.spawn(async move {
            barrier.wait().await;
            supervisor.bring_review(&decision).await.outcome
        });
    }
    let outcomes = running.join_all().await;
    let applied = outcomes.iter().filter(|outcome| **outcome == ReviewOutcome::Applied).count();
    let duplicates = outcomes.iter().filter(|outcome| **outcome == ReviewOutcome::Duplicate).count();
    assert_eq!((applied, duplicates), (1, 7), "{outcomes:?}");
    let mut approved = Vec::new();
    for (sealed, ..) in &decisions {
        let state = state(&world, sealed).await;
        assert!([ReviewState::Approved, ReviewState::Received].contains(&state));
        approved.extend((state == ReviewState::Approved).then_some(sealed.survey));
    }
    assert_eq!(approved.len(), 1);
    let seen = decisions[0].1.case(&decisions[0].0).await.unwrap();
    assert_eq!(seen.duplicates.len(), 7);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_duplicate_may_be_approved_once_the_other_no_longer_is_and_another_programme_is_no_duplicate() {
    let (world, mut facilitator, mut supervisor, one) = arrived().await;
    let two = facilitator.sealed(2, &[]);
    facilitator.bring(&two).await;
    let mut survey = facilitator.survey(3, &[]);
    let programmes = world.registry().programmes().await.unwrap();
    survey.programme = programmes.iter().find(|p| p.reference.id != "bpum-2021").unwrap().reference.clone();
    let elsewhere = facilitator.seal(1, survey);
    facilitator.bring(&elsewhere).await;

    let (approved, _) = supervisor.decide(&one, Verdict::Approve, None).await;
    assert_eq!(supervisor.decide(&elsewhere, Verdict::Approve, None).await.1, ReviewOutcome::Applied);
    assert_eq!(supervisor.decide(&two, Verdict::Approve, None).await.1, ReviewOutcome::Duplicate);
    assert_eq!(supervisor.case(&two).await.unwrap().decided_by, None, "a double has not decided anything");
    assert_eq!(supervisor.decide(&one, Verdict::Reject, Some(approved)).await.1, ReviewOutcome::Applied);
    assert_eq!(supervisor.decide(&two, Verdict::Approve, None).await.1, ReviewOutcome::Applied);
    assert_eq!((state(&world, &one).await, state(&world, &two).await), (ReviewState::Rejected, ReviewState::Approved));

    // A correction that turns out to be the same person does not take the place of the approved one.
    let mut mistaken = distinct(&facilitator, 4, &[]);
    let four = facilitator.seal(1, mistaken.clone());
    facilitator.bring(&four).await;
    let (first, outcome) = supervisor.decide(&four, Verdict::Approve, None).await;
    assert_eq!(outcome, ReviewOutcome::Applied);
    mistaken.identity.nik = facilitator.survey(1, &[]).identity.nik;
    let four = facilitator.seal(2, mistaken);
    facilitator.bring(&four).await;
    assert_eq!(state(&world, &four).await, ReviewState::Received);
    assert_eq!(supervisor.decide(&four, Verdict::Approve, Some(first)).await.1, ReviewOutcome::Duplicate);
    world.registry().verify().await.unwrap();
}

#[tokio::test]
async fn decisions_that_waited_while_the_area_was_handed_over_are_kept_as_advice() {
    let (mut world, facilitator, mut before, sealed) = arrived().await;
    let mut after = world.device(Role::Supervisor, &["1804"]).await;
    let review = before.review(&sealed, Verdict::Reject, None);
    let queued = before.seal_review(&review);
    let set = async |device: &Device, code: &str| {
        world.registry().set_area(device.enrolment.person.id, vec![code.parse().unwrap()]).await.unwrap()
    };
    set(&before, "1804").await;
    set(&after, "1803").await;
    assert_eq!(before.bring_review(&queued).await.outcome, ReviewOutcome::HandedOver);
    assert_eq!(before.put_review(&queued).await.status(), 200);
    assert_eq!(state(&world, &sealed).await, ReviewState::Received);
    let told = after.case(&sealed).await.unwrap();
    assert_eq!(
        (told.reviews.len(), &told.reviews[0].outcome),
        (1, &ReviewOutcome::HandedOver),
        "the successor sees it"
    );
    assert_eq!(heard(&facilitator).await.len(), 1);
    assert_eq!(after.decide(&sealed, Verdict::Approve, None).await.1, ReviewOutcome::Applied);
    assert!(before.case(&sealed).await.is_none());
}

#[tokio::test]
async fn a_restored_tablet_brings_what_the_one_before_sealed() {
    let (mut world, _, mut lost, sealed) = arrived().await;
    let review = lost.review(&sealed, Verdict::Approve, None);
    let queued = lost.seal_review(&review);
    let person = lost.enrolment.person.clone();
    let restored = world.device_of(&person).await;
    let stranger = world.device(Role::Supervisor, &["1803"]).await;
    assert_eq!(problem(stranger.put_review(&queued).await).await.0, 422);
    assert_eq!(restored.bring_review(&queued).await.outcome, ReviewOutcome::Applied);
    let next = lost.review(&sealed, Verdict::Reject, Some(queued.id));
    let next = lost.seal_review(&next);
    world.registry().revoke_device(lost.enrolment.device).await.unwrap();
    let refused = problem(restored.put_review(&next).await).await;
    assert_eq!(refused, (422, ErrorCode::SealInvalid), "not that the restored tablet is blocked");
}

#[tokio::test]
async fn a_survey_released_from_quarantine_can_be_decided() {
    let (world, mut facilitator, mut supervisor, _) = arrived().await;
    let sealed = facilitator.sealed(2, &[]);
    world.registry().revoke_device(facilitator.enrolment.device).await.unwrap();
    assert_eq!(facilitator.put(&sealed).await.status(), 202);
    assert!(supervisor.case(&sealed).await.is_none());
    let review = supervisor.review(&sealed, Verdict::Approve, None);
    let early = supervisor.clone().seal_review(&review);
    assert_eq!(problem(supervisor.put_review(&early).await).await, (404, ErrorCode::RevisionUnknown));
    world.registry().release_quarantined(1, None).await.unwrap();
    assert_eq!(supervisor.case(&sealed).await.unwrap().state, ReviewState::Received);
    assert_eq!(supervisor.decide(&sealed, Verdict::Approve, None).await.1, ReviewOutcome::Applied);
    world.registry().verify().await.unwrap();
}
