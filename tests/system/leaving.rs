//! What leaves a device of the province's people: decided surveys a tablet, everything that is a copy a blocked device,
//! and what is shown while the province is not heard.

use sambang::device::{Closed, Group, LastError, ListFilter, QueueFilter, QueueGroup, QueueRow};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};
use sambang_domain::survey::EvidenceKind;

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const DAY: i64 = 86_400_000;

fn finished(phone: &Phone, serial: u32) -> SurveyId {
    let id = visit::complete(phone.device(), "1803022001", serial);
    phone.device().finish(id).unwrap();
    id
}

fn rows(tablet: &Phone, text: &str) -> Vec<QueueRow> {
    tablet.device().queue(&QueueFilter { group: QueueGroup::All, text: text.into(), ..QueueFilter::default() }).unwrap()
}

fn approve(tablet: &Phone, id: SurveyId) {
    let judged = tablet.device().case(id).unwrap().digest;
    tablet.device().decide(id, judged, Verdict::Approve).unwrap();
}

/// A tablet that fetches whole photos ahead.
async fn tablet(world: &World) -> Phone {
    let tablet = world.tablet("Dewi").await;
    tablet.keep_photos_ahead();
    tablet
}

async fn days_later(world: &World, phone: &Phone, days: i64) {
    phone.clock.advance_ms(days * DAY);
    world.clock.advance_ms(days * DAY);
    assert_eq!(phone.sync().await, None);
}

#[tokio::test]
async fn decided_surveys_leave_a_tablet_photos_first_and_come_back_when_they_are_asked_for() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, tablet(&world).await);
    let (decided, waiting) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    approve(&dewi, decided);
    for _ in 0..2 {
        assert_eq!(dewi.sync().await, None);
    }
    world.backs_up().await;
    let before = dewi.device().case(decided).unwrap();
    let card = before.survey.photos(&EvidenceKind::IdentityCard).next().unwrap().sha256;
    days_later(&world, &dewi, 6).await;
    assert!(dewi.device().case_photo(card).unwrap().is_some());
    days_later(&world, &dewi, 3).await;
    assert_eq!(dewi.device().case_photo(card).unwrap(), None, "whole photos of what was decided");
    let others = dewi.device().case(waiting).unwrap().survey.evidence;
    assert!(others.iter().all(|photo| dewi.device().case_photo(photo.sha256).unwrap().is_some()));
    days_later(&world, &dewi, 20).await;
    assert_eq!(dewi.device().case(decided).unwrap(), before);
    days_later(&world, &dewi, 1).await;

    world.section("documents are gone; list, search, decision and receipt still work");
    assert_eq!(dewi.device().case(decided).unwrap_err().code(), "review.left");
    assert_eq!(dewi.device().case_thumbnail(card).unwrap(), None);
    let left = dewi.device().left_case(decided).unwrap().unwrap();
    assert_eq!((left.area.reviews.len(), &left.area.receipt_number), (1, &before.receipt_number));
    let row = rows(&dewi, "siti 9003").remove(0);
    assert_eq!((row.survey, row.state, row.thumbnail), (decided, ReviewState::Approved, None));
    assert_eq!(rows(&dewi, &before.survey.identity.nik), [], "the NIK is masked");
    assert!(dewi.device().case(waiting).is_ok() && dewi.device().left_case(waiting).unwrap().is_none());

    world.section("fetched again they stay for some days");
    dewi.device().fetch_left_case(decided).await.unwrap();
    assert_eq!(dewi.device().case(decided).unwrap().survey, before.survey);
    days_later(&world, &dewi, 2).await;
    assert!(dewi.device().case(decided).is_ok());
    for days in [1, 3] {
        days_later(&world, &dewi, days).await;
    }
    assert!(dewi.device().case(decided).is_err());
}

#[tokio::test]
async fn nothing_leaves_a_tablet_that_is_in_no_backup_or_about_which_something_is_unsent() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, tablet(&world).await);
    let (alone, unsent) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    approve(&dewi, alone);
    assert_eq!(dewi.sync().await, None);
    for days in [40, 4] {
        days_later(&world, &dewi, days).await;
    }
    assert!(dewi.device().case(alone).is_ok(), "in no backup");
    world.backs_up().await;
    approve(&dewi, unsent);
    dewi.device()
        .set_case_draft(alone, &sambang::device::ReviewDraft { note: "nanti".into(), ..Default::default() })
        .unwrap();
    for days in [40, 4] {
        days_later(&world, &dewi, days).await;
    }
    assert!(dewi.device().case(alone).is_ok(), "something was written about it");
}

#[tokio::test]
async fn a_server_whose_clock_lies_alone_makes_nothing_leave() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, tablet(&world).await);
    let id = finished(&rahmat, 9003);
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    approve(&dewi, id);
    assert_eq!(dewi.sync().await, None);
    world.backs_up().await;
    let photo = rahmat.device().survey(id).unwrap().evidence[0].sha256;
    for _ in 0..4 {
        world.clock.advance_ms(40 * DAY);
        assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    }
    assert!(rahmat.device().photo(photo).is_ok() && dewi.device().case(id).is_ok());
    world.section("the phone's own clock goes along");
    days_later(&world, &rahmat, 4).await;
    assert!(rahmat.device().photo(photo).is_err());
}

#[tokio::test]
async fn a_blocked_tablet_gives_its_area_up_and_hands_in_what_only_it_has() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, tablet(&world).await);
    let (one, two) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    approve(&dewi, one);
    let (registry, person) = (world.server().registry(), dewi.device().person().unwrap());
    let device = registry.devices().await.unwrap().into_iter().find(|device| device.person == person.id).unwrap();
    registry.revoke_device(device.id).await.unwrap();
    assert_eq!(dewi.sync().await, Some(LastError::SignInAgain));
    assert_eq!(dewi.device().closed().unwrap(), Some(Closed::Revoked));
    assert_eq!(dewi.device().queue(&QueueFilter::default()).unwrap_err().code(), "closed.revoked");
    assert_eq!(dewi.device().queue_counts().unwrap().all, 0);
    assert_eq!(dewi.device().team().unwrap(), None);
    assert_eq!(dewi.device().waiting_decisions().unwrap().len(), 1, "the decision stays");

    world.section("the office admits it again");
    registry.admit_device(device.id).await.unwrap();
    dewi.device().enrol_again(&world.code(&person).await).await.unwrap();
    for _ in 0..3 {
        assert_eq!(dewi.sync().await, None);
    }
    assert_eq!(dewi.device().closed().unwrap(), None);
    assert_eq!(registry.find_state(one).await.unwrap().unwrap().state, ReviewState::Approved);
    assert!(dewi.device().case(one).is_ok() && dewi.device().case(two).is_ok());
}

#[tokio::test]
async fn a_blocked_phone_gives_received_surveys_up_and_hands_in_the_others() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let received = finished(&rahmat, 9003);
    assert_eq!(rahmat.sync().await, None);
    world.backs_up().await;
    assert_eq!(rahmat.sync().await, None);
    let (unsent, draft) = (finished(&rahmat, 9004), visit::complete(rahmat.device(), "1803022001", 9005));
    let photo = |id| rahmat.device().survey(id).unwrap().evidence[0].sha256;
    let photos = [photo(received), photo(unsent), photo(draft)];
    let (registry, person) = (world.server().registry(), rahmat.device().person().unwrap());
    let device = registry.devices().await.unwrap().into_iter().find(|device| device.person == person.id).unwrap();
    registry.revoke_device(device.id).await.unwrap();
    assert_eq!(rahmat.sync().await, Some(LastError::SignInAgain));
    let here = photos.map(|photo| rahmat.device().photo(photo).is_ok());
    assert_eq!(here, [false, true, true]);
    assert_eq!(rahmat.device().receipt(received).unwrap_err().code(), "closed.revoked");
    assert_eq!(registry.counts().await.unwrap().quarantined, 1, "what was unsent is handed in");
    assert!(rahmat.device().edit(draft, |survey| survey.identity.address = "Dusun III".into()).is_ok());
}

fn listed(phone: &Phone) -> Vec<SurveyId> {
    let all = ListFilter { group: Group::All, text: String::new(), limit: 50 };
    phone.device().list(&all).unwrap().into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn two_weeks_without_a_word_of_the_province_close_what_it_holds_and_nothing_else() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, tablet(&world).await);
    let received = finished(&rahmat, 9003);
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    let unsent = finished(&rahmat, 9004);
    for phone in [&rahmat, &dewi] {
        phone.clock.pass_ms(13 * DAY);
        assert_eq!(phone.device().closed().unwrap(), None);
        phone.clock.pass_ms(2 * DAY);
        assert_eq!(phone.device().closed().unwrap(), Some(Closed::NoContact(14)));
    }
    let draft = visit::complete(rahmat.device(), "1803022001", 9005);
    let mut open = [unsent, draft];
    open.sort();
    let mut found = listed(&rahmat);
    found.sort();
    assert_eq!(found, open);
    assert_eq!(rahmat.device().receipt(received).unwrap_err().code(), "closed.no_contact");
    assert!(rahmat.device().receipt(unsent).unwrap().is_none());
    assert_eq!(dewi.device().queue(&QueueFilter::default()).unwrap_err().code(), "closed.no_contact");
    assert_eq!(dewi.device().case(received).unwrap_err().code(), "closed.no_contact");

    world.section("one answer opens everything, and nothing was deleted");
    world.clock.advance_ms(15 * DAY);
    assert_eq!((rahmat.sync().await, dewi.sync().await), (None, None));
    assert_eq!(listed(&rahmat).len(), 3);
    assert!(rahmat.device().receipt(received).unwrap().is_some() && dewi.device().case(received).is_ok());
}

#[tokio::test]
async fn a_wrong_clock_alone_closes_nothing_and_one_that_is_set_back_opens_nothing() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.sync().await, None);
    rahmat.clock.advance_ms(400 * DAY);
    assert_eq!(rahmat.device().closed().unwrap(), None);
    rahmat.clock.advance_ms(-400 * DAY);
    rahmat.clock.pass_ms(15 * DAY);
    rahmat.clock.advance_ms(-15 * DAY);
    assert_eq!(rahmat.device().closed().unwrap(), Some(Closed::NoContact(14)));

    world.section("the phone is switched off in between");
    assert_eq!(rahmat.sync().await, None);
    rahmat.clock.pass_ms(6 * DAY);
    world.server_goes().await;
    assert_eq!(rahmat.sync().await, Some(LastError::ServerDown));
    rahmat.clock.advance_ms(10 * DAY);
    rahmat.clock.restart();
    assert_eq!(rahmat.device().closed().unwrap(), None, "it may be the clock");
    rahmat.clock.pass_ms(DAY);
    assert_eq!(rahmat.device().closed().unwrap(), Some(Closed::NoContact(14)));
}
