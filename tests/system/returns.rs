//! Surveys that a supervisor sends back: they come to the phone, whatever became of it, are
//! corrected there, and what the facilitator did meanwhile is never overwritten.

use sambang::device::{Delivery, Group, ListFilter, LocalCopy, Stage, SurveyRow};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::review::{RejectReason, ReviewState};
use sambang_domain::seal::Revision;
use sambang_domain::survey::EvidenceKind;

use crate::network::Fault;
use crate::phone::Phone;
use crate::reviewer::Reviewer;
use crate::visit;
use crate::world::World;

const DAY: i64 = 86_400_000;
const REMARKS: [(&str, &str); 2] =
    [("business.landmark", "Patokannya apa?"), ("evidence.business_front", "Foto gelap, mohon foto ulang.")];

/// A survey that arrived in full and came back.
async fn returned_survey(world: &World, phone: &Phone, dewi: &mut Reviewer) -> SurveyId {
    let id = phone.finished_visit();
    assert_eq!(phone.sync().await, None);
    dewi.returns(world, id, &REMARKS).await;
    assert_eq!(phone.sync().await, None);
    id
}

fn rows(phone: &Phone, group: Group) -> Vec<SurveyRow> {
    phone.device().list(&ListFilter { group, text: String::new(), limit: 50 }).unwrap()
}

/// The revision of this number as the province holds it.
async fn held(world: &World, survey: SurveyId, number: u32) -> Revision {
    let registry = world.server().registry();
    let all = registry.revisions().await.unwrap();
    let found = all.iter().find(|row| row.survey == survey && row.number == number).expect("the revision arrived");
    let bytes = registry.find_revision_bytes(found.digest).await.unwrap().unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn retake(phone: &Phone, id: SurveyId) {
    phone.device().take_photo(id, EvidenceKind::BusinessFront, &visit::camera_jpeg(777)).unwrap();
}

#[tokio::test]
async fn a_returned_survey_appears_with_its_comments_and_the_correction_arrives_as_revision_2() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let id = returned_survey(&world, &rahmat, &mut dewi).await;
    let device = rahmat.device();
    let row = &rows(&rahmat, Group::Returned)[0];
    assert_eq!((row.id, row.stage, row.review.clone()), (id, Stage::Sealed, Some(ReviewState::Returned)));
    assert_eq!((rows(&rahmat, Group::Received), device.counts().unwrap().returned), (vec![], 1));
    let correction = device.correction(id).unwrap().unwrap();
    assert!(correction.here && !correction.begun);
    let asked: Vec<_> = correction.points.iter().map(|point| (point.path.as_str(), point.asked.as_str())).collect();
    assert_eq!(asked, REMARKS);
    world.section("the correction starts from the same answers, and cannot be thrown away");
    let before = device.survey(id).unwrap();
    device.begin_correction(id).unwrap();
    assert_eq!(device.survey(id).unwrap(), before);
    assert_eq!(device.discard_draft(id).unwrap_err().code(), "survey.not_draft");
    device.edit(id, |survey| survey.business.landmark = "seberang pasar".into()).unwrap();
    retake(&rahmat, id);
    let correction = device.correction(id).unwrap().unwrap();
    assert!(correction.begun && correction.points.iter().all(|point| point.changes.len() == 1));
    device.finish(id).unwrap();
    assert_eq!((device.returned(id).unwrap(), device.counts().unwrap().returned), (None, 0));
    world.section("it arrives as the second revision, which corrects the first");
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    rahmat.assert_outbox_empty();
    let (first, second) = (held(&world, id, 1).await, held(&world, id, 2).await);
    assert_eq!((&first.survey, &second.survey), (&before, &device.survey(id).unwrap()));
    let digest = world.server().registry().find_state(id).await.unwrap().unwrap().digest;
    assert_eq!(second.corrects, Some(Digest::of(&sambang_domain::canonical::to_bytes(&first).unwrap())));
    assert_eq!(digest, Digest::of(&sambang_domain::canonical::to_bytes(&second).unwrap()));
    world.section("the next decision is shown, and the earlier one stays in the conversation");
    dewi.approves(&world, id).await;
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rows(&rahmat, Group::Received)[0].review, Some(ReviewState::Approved));
    assert_eq!(device.conversation(id).unwrap().len(), 2);
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn a_replaced_phone_gets_the_returned_survey_back_with_its_photos() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.facilitator("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let (mut old, mut new) = (Phone::new(), Phone::new());
    old.enrol(&world.server().url(), &world.code(&rahmat).await).await;
    let id = returned_survey(&world, &old, &mut dewi).await;
    let before = old.device().survey(id).unwrap();
    old.lock();
    new.enrol(&world.server().url(), &world.code(&rahmat).await).await;
    let own = new.finished_visit();
    world.section("the link breaks after the document and after each photo; what came is kept");
    for _ in 0..9 {
        new.network.script([vec![Fault::None; 9], vec![Fault::LoseReply; 40]].concat());
        new.sync().await;
        new.crash();
    }
    new.network.script([]);
    assert_eq!(new.sync().await, None);
    assert_eq!(new.device().survey(id).unwrap(), before);
    for photo in &before.evidence {
        assert_eq!(Digest::of(&new.device().photo(photo.sha256).unwrap()), photo.sha256);
        let drawn = photo.kind == EvidenceKind::DrawnSignature;
        assert_eq!(new.device().thumbnail(photo.sha256).unwrap().is_empty(), drawn);
    }
    new.assert_receipt_complete(id);
    assert_eq!(rows(&new, Group::Returned)[0].delivery, Delivery::Received);
    world.section("it is corrected there, in the new phone's own chain of seals");
    new.device().begin_correction(id).unwrap();
    new.device().edit(id, |survey| survey.business.landmark = "seberang pasar".into()).unwrap();
    new.device().finish(id).unwrap();
    assert_eq!(new.sync().await, None);
    new.assert_outbox_empty();
    let (first, second, other) = (held(&world, id, 1).await, held(&world, id, 2).await, held(&world, own, 1).await);
    assert_ne!(first.device, second.device);
    assert_eq!((second.number, other.sequence, second.sequence), (2, 1, 2));
    assert_eq!(world.server().registry().verify().await.unwrap().gaps, 0);
}

#[tokio::test]
async fn a_purged_survey_that_comes_back_is_whole_again() {
    let world = World::start().await;
    let (mut rahmat, mut dewi) = (world.phone("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    let before = rahmat.device().survey(id).unwrap();
    let later = |days: i64| {
        rahmat.clock.advance_ms(days * DAY);
        world.clock.advance_ms(days * DAY);
    };
    later(31);
    world.backs_up().await;
    for _ in 0..2 {
        assert_eq!(rahmat.sync().await, None);
        later(3);
    }
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Left);
    dewi.returns(&world, id, &REMARKS).await;
    world.section("the decision is here before the answers are: the correction waits for them");
    rahmat.network.script([vec![Fault::None], vec![Fault::LoseReply; 40]].concat());
    rahmat.sync().await;
    let correction = rahmat.device().correction(id).unwrap().unwrap();
    assert!(!correction.here);
    assert_eq!(rahmat.device().begin_correction(id).unwrap_err().code(), "survey.not_returned");
    rahmat.network.script([]);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().survey(id).unwrap(), before);
    for photo in &before.evidence {
        assert_eq!(Digest::of(&rahmat.device().photo(photo.sha256).unwrap()), photo.sha256);
    }
    world.section("while it is returned it stays, however long that takes");
    rahmat.clock.advance_ms(140 * DAY);
    world.clock.advance_ms(140 * DAY);
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Stays);
    assert_eq!(rahmat.device().survey(id).unwrap(), before);
    rahmat.device().begin_correction(id).unwrap();
    retake(&rahmat, id);
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(held(&world, id, 2).await.survey, rahmat.device().survey(id).unwrap());
}

#[tokio::test]
async fn a_return_never_overwrites_newer_local_answers() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let id = returned_survey(&world, &rahmat, &mut dewi).await;
    let device = rahmat.device();
    device.begin_correction(id).unwrap();
    device.edit(id, |survey| survey.business.landmark = "seberang pasar".into()).unwrap();
    let typed = device.survey(id).unwrap();
    world.section("a second return of the same revision finds a correction half done");
    dewi.returns(&world, id, &[("business.name", "Nama di papan?")]).await;
    assert_eq!(rahmat.sync().await, None);
    assert_eq!((device.survey(id).unwrap(), device.is_sealed(id).unwrap()), (typed.clone(), false));
    assert_eq!(device.correction(id).unwrap().unwrap().points[0].path, "business.name");
    world.section("and a third one a correction that is sealed and not sent");
    device.finish(id).unwrap();
    dewi.returns(&world, id, &REMARKS).await;
    rahmat.network.script([vec![Fault::LoseRequest], vec![Fault::None; 40]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!((device.survey(id).unwrap(), device.returned(id).unwrap()), (typed.clone(), None));
    assert_eq!(device.begin_correction(id).unwrap_err().code(), "survey.not_returned");
    assert_eq!(held(&world, id, 2).await.survey, typed);
    assert_eq!(device.conversation(id).unwrap().len(), 3);
}

#[tokio::test]
async fn the_reply_reaches_the_supervisor() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let id = returned_survey(&world, &rahmat, &mut dewi).await;
    rahmat.clock.advance_ms(-3 * 365 * DAY);
    let device = rahmat.device();
    let review = device.returned(id).unwrap().unwrap().review.id;
    device.reply(id, review, "business.landmark", "Tidak ada.").unwrap();
    device.reply(id, review, "business.landmark", "Tidak ada patokan, rumah di ujung dusun. ").unwrap();
    device.reply(id, review, "evidence.business_front", "Sudah benar.").unwrap();
    device.reply(id, review, "evidence.business_front", "").unwrap();
    let points = device.correction(id).unwrap().unwrap().points;
    assert_eq!((points[0].is_settled(), points[1].is_settled(), points[0].said.len()), (true, false, 2));
    device.finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    let replies = held(&world, id, 2).await.survey.replies;
    assert_eq!(replies.len(), 1);
    assert_eq!((replies[0].review, replies[0].path.as_str()), (review, "business.landmark"));
    assert_eq!(replies[0].text, "Tidak ada patokan, rumah di ujung dusun.");
    world.section("when it comes back once more, what was said stands above the next remark");
    dewi.returns(&world, id, &[("business.landmark", "Tulis nama dusun.")]).await;
    assert_eq!(rahmat.sync().await, None);
    let points = device.correction(id).unwrap().unwrap().points;
    assert_eq!((points[0].said.len(), points[0].reply.as_str()), (3, ""));
    world.section("her clock is years ahead of his, and the answer stands below what it answers");
    let said: Vec<_> = points[0].said.iter().map(|said| said.text.as_str()).collect();
    assert_eq!(said, ["Patokannya apa?", "Tidak ada patokan, rumah di ujung dusun.", "Tulis nama dusun."]);
}

#[tokio::test]
async fn a_rejection_is_shown_with_its_reason_and_opens_nothing() {
    let world = World::start().await;
    let (rahmat, mut dewi) = (world.phone("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    dewi.rejects(&world, id, RejectReason::NotMicro).await;
    assert_eq!(rahmat.sync().await, None);
    let decision = rahmat.device().decided(id).unwrap().unwrap().review;
    assert_eq!(decision.reason, Some(RejectReason::NotMicro));
    assert_eq!(rows(&rahmat, Group::Received)[0].review, Some(ReviewState::Rejected));
    assert_eq!(rahmat.device().begin_correction(id).unwrap_err().code(), "survey.not_returned");
}
