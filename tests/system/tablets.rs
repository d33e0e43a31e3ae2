//! Trouble with a supervisor's tablet or the province: a tablet is lost and its backup restored, a photo is
//! damaged on the province's disk, an area is too large for one run.

use std::path::Path;

use sambang::device::{BlockedReason, Group, ListFilter, Opened, QueueFilter, QueueGroup};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::survey::EvidenceKind;
use sambang_server::AuditAction;

use crate::phone::Phone;
use crate::reviewer::Reviewer;
use crate::visit;
use crate::world::World;

fn finished(phone: &Phone, serial: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", serial);
    phone.device().finish(id).unwrap();
    id
}

fn surveys(tablet: &Phone, group: QueueGroup) -> Vec<SurveyId> {
    let rows = tablet.device().queue(&QueueFilter { group, ..QueueFilter::default() }).unwrap();
    rows.into_iter().map(|row| row.survey).collect()
}

fn approve(tablet: &Phone, id: SurveyId) {
    let judged = tablet.device().case(id).unwrap().digest;
    tablet.device().decide(id, judged, Verdict::Approve).unwrap();
}

async fn state(world: &World, id: SurveyId) -> ReviewState {
    world.server().registry().find_state(id).await.unwrap().expect("the survey arrived").state
}

/// How often the province's log says that a survey was shown on a device.
async fn shown(world: &World, id: SurveyId) -> usize {
    let log = world.server().registry().audit().await.unwrap();
    let shown = |entry: &&sambang_server::Audited| entry.entry.action == AuditAction::ShownOnDevice;
    log.iter().filter(shown).filter(|entry| entry.entry.subject == id.to_string()).count()
}

#[tokio::test]
async fn a_restored_tablet_goes_on_where_the_blocked_one_before_it_stopped() {
    let world = World::start().await;
    let (rahmat, old) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let (one, two) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(old.sync().await, None);
    old.device().note_opening(two, Opened::Nik).unwrap();
    assert_eq!(old.sync().await, None);
    approve(&old, one);
    old.device().note_opening(one, Opened::Card).unwrap();
    let file = old.backup();

    world.section("the tablet is stolen: the office blocks it and hands out another one");
    let (registry, person) = (world.server().registry(), old.device().person().unwrap());
    let lost = registry.devices().await.unwrap().into_iter().find(|device| device.person == person.id).unwrap();
    registry.revoke_device(lost.id).await.unwrap();
    let mut new = Phone::new();
    new.enrol(&world.server().url(), &world.code(&person).await).await;
    assert_eq!(new.sync().await, None);
    assert_eq!(surveys(&new, QueueGroup::Waiting), [one, two]);
    for _ in 0..2 {
        new.restore(&file).unwrap();
        assert_eq!(surveys(&new, QueueGroup::Approved), [one], "as she had decided");
        assert_eq!(surveys(&new, QueueGroup::Waiting), [two]);
    }

    world.section("what the blocked one sealed waits for a person and holds nothing else up");
    approve(&new, two);
    assert_eq!(new.sync().await, None);
    assert_eq!((state(&world, one).await, state(&world, two).await), (ReviewState::Received, ReviewState::Approved));
    let waiting = new.device().waiting_decisions().unwrap();
    assert_eq!((waiting.len(), &waiting[0].blocked), (1, &Some(BlockedReason::SealInvalid)));
    assert_eq!((shown(&world, one).await, shown(&world, two).await), (1, 1), "every opening is logged, once");
    approve(&new, one);
    assert_eq!(new.sync().await, None);
    assert_eq!(state(&world, one).await, ReviewState::Approved);
    registry.verify().await.unwrap();
}

#[tokio::test]
async fn what_is_opened_on_a_copy_of_a_tablet_is_logged_too() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let (one, two) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(dewi.sync().await, None);
    let copy = dewi.twin();
    for _ in 0..3 {
        dewi.device().note_opening(one, Opened::Card).unwrap();
    }
    assert_eq!(dewi.sync().await, None);
    for expected in 1..=3 {
        copy.device().note_opening(two, Opened::Card).unwrap();
        assert_eq!(copy.sync().await, None);
        assert_eq!((shown(&world, one).await, shown(&world, two).await), (3, expected));
    }
}

/// Changes one byte of every file below `folder` that holds just `bytes`; how many there were.
fn spoil(folder: &Path, bytes: &[u8]) -> usize {
    let mut spoilt = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            spoilt += spoil(&path, bytes);
        } else if std::fs::read(&path).is_ok_and(|held| held == bytes) {
            let mut other = bytes.to_vec();
            other[bytes.len() / 2] ^= 1;
            std::fs::write(&path, other).unwrap();
            spoilt += 1;
        }
    }
    spoilt
}

#[tokio::test]
async fn a_photo_that_spoiled_at_the_province_keeps_nothing_else_away() {
    let world = World::start().await;
    let (person, mut dewi) = (world.facilitator("Rahmat").await, Reviewer::enrol(&world, "Dewi").await);
    let (mut old, mut new) = (Phone::new(), Phone::new());
    old.enrol(&world.server().url(), &world.code(&person).await).await;
    let id = old.finished_visit();
    assert_eq!(old.sync().await, None);
    let survey = old.device().survey(id).unwrap();
    let card = survey.photos(&EvidenceKind::IdentityCard).next().unwrap().sha256;
    assert_eq!(spoil(world.folder(), &old.device().photo(card).unwrap()), 1);

    world.section("a tablet that fetches whole photos ahead");
    let tablet = world.tablet("Budi").await;
    tablet.keep_photos_ahead();
    assert_eq!(tablet.sync().await, None);
    let here = survey.evidence.iter().filter(|photo| tablet.device().case_photo(photo.sha256).unwrap().is_some());
    assert_eq!(here.count(), survey.evidence.len() - 1);

    world.section("a replaced phone");
    dewi.returns(&world, id, &[("business.landmark", "Patokannya apa?")]).await;
    new.enrol(&world.server().url(), &world.code(&person).await).await;
    assert_eq!(new.sync().await, None);
    assert!(new.device().photo(card).is_err(), "bytes that are not the photo are never taken for it");
    for photo in survey.evidence.iter().filter(|photo| photo.sha256 != card) {
        new.device().photo(photo.sha256).unwrap();
    }
    let returned = ListFilter { group: Group::Returned, text: String::new(), limit: 50 };
    assert_eq!(new.device().list(&returned).unwrap().len(), 1);
}

#[tokio::test]
async fn a_photo_that_spoiled_at_the_province_comes_again_from_the_phone_or_the_tablet_alone() {
    let world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Budi").await);
    tablet.keep_photos_ahead();
    let id = finished(&rahmat, 9003);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(tablet.sync().await, None);
    let card = rahmat.device().survey(id).unwrap().photos(&EvidenceKind::IdentityCard).next().unwrap().sha256;
    let (registry, bytes) = (world.server().registry(), rahmat.device().photo(card).unwrap());
    for holder in [&tablet, &rahmat, &tablet] {
        assert_eq!(spoil(world.folder(), &bytes), 1);
        registry.verify().await.unwrap_err();
        assert_eq!(registry.find_attachment(card).await.unwrap(), None);
        while holder.device().sync_once().await.unwrap().more {}
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test]
async fn an_area_with_more_pictures_than_one_run_fetches_asks_for_the_next_run_at_once() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    for serial in 9003..9023 {
        let programme = rahmat.device().programmes().unwrap().remove(0);
        let id = rahmat.device().start_visit(&programme.reference).unwrap();
        visit::fill_with(rahmat.device(), id, "1803022001", serial, visit::small_jpeg);
        rahmat.device().finish(id).unwrap();
    }
    assert_eq!(rahmat.sync().await, None);
    let mut runs = 0;
    loop {
        runs += 1;
        let outcome = dewi.device().sync_once().await.unwrap();
        assert_eq!(outcome.trouble, None);
        if !outcome.more {
            break;
        }
    }
    assert_eq!(runs, 2, "a run is bounded");
    let all = QueueFilter { group: QueueGroup::All, ..QueueFilter::default() };
    let rows = dewi.device().queue(&all).unwrap();
    assert_eq!(rows.len(), 20);
    for row in rows {
        assert!(dewi.device().case_thumbnail(row.thumbnail.unwrap()).unwrap().is_some());
    }
}
