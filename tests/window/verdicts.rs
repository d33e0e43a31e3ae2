//! What lies at the province in the end: every version, every decision, one survey for one NIK, and
//! counts that agree.

use sambang::device::{Device, Pin, Setup, unlock};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::seal::Revision;
use sambang_domain::wire::v1::ReviewOutcome;
use sambang_server::{Registry, RevisionKind, StoredRevision};

use crate::colleagues::Brought;
use crate::correction;
use crate::person;
use crate::world::World;

/// How much was decided about how many surveys, for people.
pub(crate) struct Judged {
    surveys: usize,
    decisions: usize,
    audited: u64,
}

/// Looks through the province's store. The windows must be closed.
pub(crate) async fn reconcile(world: &World, visited: SurveyId, brought: &Brought) -> Judged {
    let registry = world.registry();
    corrected(registry, visited).await;
    let reviews = registry.reviews().await.expect("the decisions can be read");
    assert!(reviews.iter().all(|review| review.outcome == ReviewOutcome::Applied), "every decision holds: {reviews:?}");
    let of = |survey: SurveyId| -> Vec<_> {
        reviews.iter().filter(|review| review.survey == survey).map(|review| review.verdict.clone()).collect()
    };
    let [stays, goes] = brought.duplicates;
    assert_eq!(of(visited), [Verdict::Return, Verdict::Approve]);
    assert_eq!((of(stays), of(goes)), (vec![Verdict::Approve], vec![Verdict::Reject]));
    let approved = [visited, stays].into_iter().chain(brought.clean.iter().copied());
    for survey in approved {
        assert_eq!(state(registry, survey).await, ReviewState::Approved);
    }
    assert_eq!(state(registry, goes).await, ReviewState::Rejected);

    let verified = registry.verify().await.expect("seals, chains, receipts, photos and the audit log are sound");
    let (surveys, revisions) = (brought.all + 1, brought.all as u64 + 2);
    assert_eq!((verified.revisions, verified.reviews, verified.gaps), (revisions, reviews.len() as u64, 0));
    let counts = registry.counts().await.expect("the province counts");
    assert_eq!((counts.revisions, counts.conflicts, counts.uploads, counts.quarantined), (revisions, 0, 0, 0));
    counted(world, registry).await;
    Judged { surveys, decisions: reviews.len(), audited: counts.audited }
}

/// Both versions are kept; the second differs by what was asked for.
async fn corrected(registry: &Registry, visited: SurveyId) {
    let all = registry.revisions().await.expect("the province's store can be read");
    let mine: Vec<StoredRevision> = all.into_iter().filter(|stored| stored.survey == visited).collect();
    assert!(mine.iter().all(|stored| stored.kind == RevisionKind::Main), "no version stands beside another");
    assert_eq!(mine.iter().map(|stored| stored.number).collect::<Vec<_>>(), [1, 2]);
    let mut versions = Vec::new();
    for stored in &mine {
        let sealed = registry.find_revision_bytes(stored.digest).await.unwrap().expect("the sealed bytes are there");
        versions.push(serde_json::from_slice::<Revision>(&sealed).expect("they are a revision").survey);
    }
    let [first, second] = versions.try_into().expect("two versions");
    assert_eq!((first.business.landmark.as_str(), first.replies.len()), (person::LANDMARK, 0));
    assert_eq!(second.business.landmark, correction::LANDMARK);
    let replies: Vec<_> = second.replies.iter().map(|reply| (reply.path.as_str(), reply.text.as_str())).collect();
    assert_eq!(replies, [("identity.phone", correction::REPLY)]);
    assert_eq!(first.evidence, second.evidence, "no photo was lost or sent again");
}

async fn state(registry: &Registry, survey: SurveyId) -> ReviewState {
    registry.find_state(survey).await.expect("the province's store can be read").expect("the survey arrived").state
}

/// What each phone has sealed the province holds, and the tablet says the same of its decisions.
async fn counted(world: &World, registry: &Registry) {
    let team = registry.team().await.expect("the team can be read");
    let devices: Vec<_> = team.people.iter().flat_map(|member| &member.devices).collect();
    assert_eq!(devices.len(), 3, "the facilitator's phone and two colleagues'");
    assert!(devices.iter().all(|device| device.missing() == Some(0)), "both counts agree: {devices:?}");
    let setup = Setup::new(world.tablet_folder());
    let tablet = tokio::task::spawn_blocking(move || {
        unlock(&setup, &Pin::parse(person::PIN).expect("six digits")).expect("the PIN opens the tablet's store")
    });
    let tablet: Device = tablet.await.expect("the store opens");
    assert_eq!(tablet.waiting_decisions().expect("the store can be read"), [], "nothing waits on the tablet");
    assert_eq!(tablet.own_report_difference().expect("the store can be read"), Some(0));
}

impl Judged {
    /// The same as a line of the summary.
    pub(crate) fn summary(&self) -> String {
        let Self { surveys, decisions, audited } = self;
        format!("{decisions} decisions on {surveys} surveys, each applied; {audited} entries in the audit log, sound")
    }
}
