//! Supervisors decide on a tablet, offline; nothing decided is lost and nothing wrong is applied.

use sambang::device::{Case, Opened, QueueFilter, QueueGroup, QueueRow, ReviewDraft};
use sambang_domain::check;
use sambang_domain::ids::SurveyId;
use sambang_domain::open::Unknown;
use sambang_domain::review::{Comment, RejectReason, ReviewState, Verdict};
use sambang_domain::survey::{EvidenceKind, Legality, Position, Survey};
use sambang_domain::wire::v1::ReviewOutcome;

use crate::network::Fault;
use crate::phone::Phone;
use crate::visit;
use crate::world::{MORNING, World};

fn queue(tablet: &Phone, group: QueueGroup) -> Vec<QueueRow> {
    tablet.device().queue(&QueueFilter { group, ..QueueFilter::default() }).unwrap()
}

fn surveys(tablet: &Phone, group: QueueGroup) -> Vec<SurveyId> {
    queue(tablet, group).into_iter().map(|row| row.survey).collect()
}

fn case(tablet: &Phone, id: SurveyId) -> Case {
    tablet.device().case(id).unwrap()
}

fn decide(tablet: &Phone, id: SurveyId, verdict: Verdict) {
    let judged = case(tablet, id).digest;
    tablet.device().decide(id, judged, verdict).unwrap();
}

fn send_back(tablet: &Phone, id: SurveyId, path: &str, text: &str) {
    let comments = vec![Comment { path: path.into(), text: text.into(), unknown: Unknown::new() }];
    tablet.device().set_case_draft(id, &ReviewDraft { comments, ..ReviewDraft::default() }).unwrap();
    decide(tablet, id, Verdict::Return);
}

async fn state(world: &World, id: SurveyId) -> ReviewState {
    world.server().registry().find_state(id).await.unwrap().expect("the survey arrived").state
}

fn outcome(tablet: &Phone, id: SurveyId) -> Option<ReviewOutcome> {
    case(tablet, id).own.unwrap().outcome
}

#[tokio::test]
async fn a_supervisor_decides_offline_and_the_facilitators_survey_is_approved_when_she_syncs() {
    let mut world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(dewi.sync().await, None);
    let row = queue(&dewi, QueueGroup::Waiting).remove(0);
    assert_eq!((row.survey, row.name.as_str(), row.revision), (id, "CONTOH Siti 9003", 1));
    assert_eq!(row.facilitator_name, "CONTOH Rahmat");
    let small = dewi.device().case_thumbnail(row.thumbnail.unwrap()).unwrap();
    assert!(small.is_some_and(|jpeg| jpeg.len() < 60_000), "the small picture is here");

    world.section("without a signal from here");
    let address = world.server().addr;
    world.server_goes().await;
    let found = case(&dewi, id);
    assert!(found.seal_fits && found.attachments.iter().all(|photo| photo.held));
    assert_eq!((found.survey.id, found.history.len(), found.state), (id, 1, ReviewState::Received));
    decide(&dewi, id, Verdict::Approve);
    assert!(dewi.sync().await.is_some());
    dewi.crash();
    assert_eq!(dewi.device().sync_status().unwrap().decisions_waiting, 1);
    assert_eq!(dewi.device().waiting_decisions().unwrap()[0].name, "CONTOH Siti 9003");
    assert_eq!(surveys(&dewi, QueueGroup::Waiting), []);
    let row = queue(&dewi, QueueGroup::Approved).remove(0);
    assert_eq!(
        (row.decided, row.state),
        (Some(Verdict::Approve), ReviewState::Received),
        "not yet the province's word"
    );

    world.server_returns_at(address).await;
    assert_eq!(dewi.sync().await, None);
    assert_eq!(state(&world, id).await, ReviewState::Approved);
    let row = queue(&dewi, QueueGroup::Approved).remove(0);
    assert_eq!((row.decided, row.state), (None, ReviewState::Approved));
    assert_eq!(outcome(&dewi, id), Some(ReviewOutcome::Applied));
    assert_eq!(dewi.device().sync_status().unwrap().decisions_waiting, 0);
    assert_eq!(rahmat.sync().await, None);
    let notice = rahmat.device().conversation(id).unwrap().pop().expect("Rahmat hears of it");
    assert_eq!((notice.review.verdict, notice.by.as_str()), (Verdict::Approve, "CONTOH Dewi"));
    assert_eq!(dewi.device().own_report_difference().unwrap(), Some(0));
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_decision_whose_answer_was_lost_is_sent_again_and_counts_once() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    dewi.sync().await;
    decide(&dewi, id, Verdict::Approve);
    for fault in [Fault::LoseReply, Fault::LoseRequest, Fault::CaptivePortal] {
        dewi.network.script([fault]);
        assert!(dewi.sync().await.is_some());
        assert_eq!(dewi.device().queue_counts().unwrap().decisions_waiting, 1, "{fault:?}");
    }
    assert_eq!(dewi.device().waiting_decisions().unwrap()[0].attempts, 3);
    assert_eq!(dewi.sync().await, None);
    assert_eq!(world.server().registry().reviews().await.unwrap().len(), 1);
    assert_eq!(state(&world, id).await, ReviewState::Approved);
}

#[tokio::test]
async fn a_decision_that_cannot_go_keeps_no_other_away() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let one = rahmat.finished_visit();
    let two = visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.device().finish(two).unwrap();
    rahmat.sync().await;
    dewi.sync().await;
    send_back(&dewi, one, "identity.name", "Nama tidak sama dengan KTP");
    decide(&dewi, one, Verdict::Approve);
    decide(&dewi, two, Verdict::Approve);
    dewi.network.script([Fault::Status(500)]);
    assert!(dewi.sync().await.is_some());
    assert_eq!((state(&world, one).await, state(&world, two).await), (ReviewState::Received, ReviewState::Approved));
    let waiting: Vec<_> = dewi.device().waiting_decisions().unwrap().into_iter().map(|one| one.verdict).collect();
    assert_eq!(waiting, [Verdict::Return, Verdict::Approve], "of one survey they go in order");
    assert_eq!(dewi.sync().await, None);
    assert_eq!(state(&world, one).await, ReviewState::Approved);
}

#[tokio::test]
async fn a_newer_revision_that_arrives_first_turns_the_decision_into_one_that_is_asked_for_again() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    dewi.sync().await;
    send_back(&dewi, id, "business.landmark", "Tuliskan patokan");
    assert_eq!(dewi.sync().await, None);
    assert_eq!(surveys(&dewi, QueueGroup::Returned), [id]);

    world.section("Rahmat corrects it while Dewi, offline, changes her mind");
    rahmat.sync().await;
    rahmat.device().begin_correction(id).unwrap();
    rahmat.device().edit(id, |survey| survey.business.landmark = "seberang masjid".into()).unwrap();
    rahmat.device().finish(id).unwrap();
    let judged = case(&dewi, id).digest;
    decide(&dewi, id, Verdict::Approve);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(dewi.sync().await, None);
    assert_eq!(state(&world, id).await, ReviewState::Received, "what she had not seen is not approved");
    assert_eq!(outcome(&dewi, id), Some(ReviewOutcome::Stale));
    let row = queue(&dewi, QueueGroup::NewVersion).remove(0);
    assert!(row.needs_decision && row.survey == id && row.revision == 2);
    assert_eq!((row.changed_fields, row.decided), (1, None));

    world.section("she sees what changed and decides again");
    let found = case(&dewi, id);
    let changes: Vec<_> = found.history[1].changes.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(changes, ["business.landmark"]);
    assert_eq!(found.reviews.len(), 2);
    let refused = dewi.device().decide(id, judged, Verdict::Approve).unwrap_err();
    assert_eq!(refused.code(), "review.outdated");
    decide(&dewi, id, Verdict::Approve);
    assert_eq!(dewi.sync().await, None);
    assert_eq!(state(&world, id).await, ReviewState::Approved);
    assert!(!case(&dewi, id).needs_decision);
    assert_eq!(surveys(&dewi, QueueGroup::Waiting), []);
}

#[tokio::test]
async fn handing_the_area_over_while_decisions_are_queued_loses_nothing() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    dewi.sync().await;
    send_back(&dewi, id, "evidence.business_front", "Foto terlalu gelap");
    let budi = world.tablet("Budi").await;
    let person = dewi.device().person().unwrap();
    world.server().registry().set_area(person.id, vec!["1871".parse().unwrap()]).await.unwrap();

    assert_eq!(dewi.sync().await, None);
    assert_eq!(dewi.device().queue_counts().unwrap().all, 0, "what is not hers any more has left");
    assert!(dewi.device().case(id).is_err());
    assert_eq!(dewi.device().queue_counts().unwrap().decisions_waiting, 0, "and her decision has arrived");
    assert_eq!(state(&world, id).await, ReviewState::Received);

    assert_eq!(budi.sync().await, None);
    let found = case(&budi, id);
    let advice = &found.reviews[0];
    assert_eq!((&advice.outcome, advice.by.as_str()), (&ReviewOutcome::HandedOver, "CONTOH Dewi"));
    assert_eq!(advice.review.comments[0].text, "Foto terlalu gelap");
    decide(&budi, id, Verdict::Approve);
    assert_eq!(budi.sync().await, None);
    assert_eq!(state(&world, id).await, ReviewState::Approved);

    world.section("the area comes back");
    world.server().registry().set_area(person.id, vec!["1803".parse().unwrap()]).await.unwrap();
    assert_eq!(dewi.sync().await, None);
    assert_eq!(surveys(&dewi, QueueGroup::Approved), [id]);
}

#[tokio::test]
async fn of_two_approvals_of_one_nik_one_stands_and_the_other_comes_back() {
    let world = World::start().await;
    let (rahmat, siti) = (world.phone("Rahmat").await, world.phone("Siti").await);
    let (one, two) = (rahmat.finished_visit(), siti.finished_visit());
    for phone in [&rahmat, &siti] {
        assert_eq!(phone.sync().await, None);
    }
    let (dewi, ani) = (world.tablet("Dewi").await, world.tablet("Ani").await);
    for tablet in [&dewi, &ani] {
        assert_eq!(tablet.sync().await, None);
        assert_eq!(tablet.device().queue_counts().unwrap().duplicates, 2);
    }
    assert_eq!(dewi.device().approve_clean(&[one, two]).unwrap(), 0, "a double is never approved along with others");
    decide(&dewi, one, Verdict::Approve);
    decide(&ani, two, Verdict::Approve);
    assert_eq!(dewi.sync().await, None);
    assert_eq!(ani.sync().await, None);
    assert_eq!((state(&world, one).await, state(&world, two).await), (ReviewState::Approved, ReviewState::Received));
    assert_eq!(outcome(&ani, two), Some(ReviewOutcome::Duplicate));
    let row = queue(&ani, QueueGroup::Duplicates).into_iter().find(|row| row.survey == two).unwrap();
    assert!(row.needs_decision && row.duplicates == 1);

    world.section("Ani compares both and decides that Rahmat's stands");
    let seen = |id| (id, case(&ani, id).digest);
    let unseen = (two, seen(one).1);
    assert_eq!(ani.device().decide_duplicate(seen(one), &[unseen], "NIK ganda").unwrap_err().code(), "review.outdated");
    assert_eq!(ani.device().queue_counts().unwrap().decisions_waiting, 0, "not even the half of it");
    ani.device().decide_duplicate(seen(one), &[seen(two)], "NIK ganda").unwrap();
    assert_eq!(ani.sync().await, None);
    assert_eq!((state(&world, one).await, state(&world, two).await), (ReviewState::Approved, ReviewState::Rejected));
    let own = case(&ani, two).own.unwrap();
    assert_eq!((own.reason, own.outcome), (Some(RejectReason::NikDouble), Some(ReviewOutcome::Applied)));
    assert_eq!(own.note, "NIK ganda");
    assert_eq!(ani.device().queue_counts().unwrap().duplicates, 0);

    world.section("on second thoughts the other one, in one go");
    ani.device().decide_duplicate(seen(two), &[seen(one)], "NIK ganda").unwrap();
    assert_eq!(ani.sync().await, None);
    assert_eq!((state(&world, one).await, state(&world, two).await), (ReviewState::Rejected, ReviewState::Approved));
}

#[tokio::test]
async fn surveys_without_findings_are_approved_together_and_the_others_wait() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let mut ids = Vec::new();
    for (serial, north) in [(9003, -4.800), (9004, -4.801), (9005, -4.802), (9006, -4.803)] {
        let id = visit::complete(rahmat.device(), "1803022001", serial);
        let at = rahmat.device().now();
        let position = Position {
            latitude: north,
            longitude: 104.9,
            accuracy_m: 5.0,
            at,
            mock: Some(false),
            by_hand: false,
            receiver_ahead_ms: None,
            unknown: Unknown::new(),
        };
        let paper = |survey: &mut Survey| {
            survey.position = Some(position);
            survey.identity.name = "CONTOH Siti Aminah".into();
            survey.business.legality = Some(Legality::Sku);
            survey.business.legality_number = "503/017/CONTOH/2021".into();
        };
        rahmat.device().edit(id, paper).unwrap();
        let photo = visit::camera_jpeg(serial * 10 + 7);
        rahmat.device().add_photo(id, EvidenceKind::LegalityDocument, &photo).unwrap();
        visit::sign(rahmat.device(), id);
        ids.push(id);
    }
    world.section("the last one has a warning, and the facilitator wrote why it stands");
    rahmat.device().edit(ids[3], |survey| survey.business.legality = Some(Legality::None)).unwrap();
    visit::sign(rahmat.device(), ids[3]);
    for finding in rahmat.device().findings(ids[3]).unwrap() {
        let confirm = |survey: &mut Survey| check::confirm(survey, &finding, "Surat menyusul", MORNING);
        rahmat.device().edit(ids[3], confirm).unwrap();
    }
    for id in &ids {
        rahmat.device().finish(*id).unwrap();
    }
    rahmat.sync().await;
    dewi.sync().await;
    let remark = Comment { path: String::new(), text: "telepon dulu".into(), unknown: Unknown::new() };
    let begun = ReviewDraft { comments: vec![remark], ..ReviewDraft::default() };
    dewi.device().set_case_draft(ids[0], &begun).unwrap();
    let found = |id| queue(&dewi, QueueGroup::All).iter().find(|row| row.survey == id).unwrap().findings.clone();
    assert_eq!(ids[..3].iter().map(|id| found(*id).len()).collect::<Vec<_>>(), [0, 0, 0], "{:?}", found(ids[0]));
    assert!(!found(ids[3]).is_empty(), "a confirmed warning is the supervisor's to read");
    assert_eq!(dewi.device().approve_clean(&ids).unwrap(), 2, "neither the begun one nor the one with a finding");
    assert_eq!(dewi.device().case_draft(ids[0]).unwrap(), begun);
    let found = case(&dewi, ids[0]);
    let near: Vec<_> = found.neighbours.iter().map(|other| (other.survey, other.distance_m.round())).collect();
    assert_eq!(near, [(ids[1], 111.0), (ids[2], 222.0), (ids[3], 334.0)]);
    assert_eq!(found.village_middle, Some((-4.802, 104.9)));
    assert_eq!(dewi.sync().await, None);
    assert_eq!(dewi.device().queue_counts().unwrap().approved, 2);
}

#[tokio::test]
async fn whole_photos_come_when_opened_or_ahead_and_stay_for_offline() {
    let mut world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    dewi.sync().await;
    let survey = rahmat.device().survey(id).unwrap();
    let card = survey.photos(&EvidenceKind::IdentityCard).next().unwrap().sha256;
    let front = survey.photos(&EvidenceKind::BusinessFront).next().unwrap().sha256;
    assert_eq!(dewi.device().case_photo(card).unwrap(), None);
    assert_eq!(dewi.device().fetch_case_photo(card).await.unwrap(), rahmat.device().photo(card).unwrap());
    dewi.keep_photos_ahead();
    assert_eq!(dewi.sync().await, None);
    world.server_goes().await;
    for sha256 in [card, front] {
        assert_eq!(dewi.device().fetch_case_photo(sha256).await.unwrap(), rahmat.device().photo(sha256).unwrap());
    }
}

#[tokio::test]
async fn openings_made_offline_reach_the_log_once_and_the_team_shows_what_waits() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    dewi.sync().await;
    dewi.device().note_opening(id, Opened::Nik).unwrap();
    dewi.device().note_opening(id, Opened::Card).unwrap();
    let logged = || async {
        let audit = world.server().registry().audit().await.unwrap();
        audit.into_iter().filter(|one| one.entry.subject == id.to_string()).count()
    };
    let before = logged().await;
    assert_eq!(dewi.sync().await, None);
    let after = logged().await;
    assert!(after >= before + 2, "{before} {after}");
    assert_eq!(dewi.sync().await, None);
    assert_eq!(logged().await, after);

    world.section("Rahmat makes two more visits and only his report gets through");
    rahmat.finished_visit();
    visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.network.script([Fault::Offline]);
    assert!(rahmat.sync().await.is_some());
    dewi.sync().await;
    let team = dewi.device().team().unwrap().unwrap();
    let device = &team.people.iter().find(|member| member.name == "CONTOH Rahmat").unwrap().devices[0];
    let report = device.report.as_ref().unwrap();
    assert_eq!((report.waiting, report.drafts, report.sealed, device.missing()), (1, 1, 2, Some(1)));
}
