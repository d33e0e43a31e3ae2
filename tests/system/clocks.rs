//! Clocks that were ahead or behind: nothing is locked, lost or hidden by one, and days follow one that is put right.

use chrono::NaiveDate;
use sambang::device::{self, BIN_DAYS, Pin, UnlockError};
use sambang_domain::check::Severity;
use sambang_domain::ids::{SurveyId, Timestamp};

use crate::phone::{PIN, Phone};
use crate::reviewer::Reviewer;
use crate::safety::listed;
use crate::visit;
use crate::world::{MORNING, World};

const HERE: &str = "1803022001";
const DAY: i64 = 86_400_000;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Sets the phone's clock.
fn set(phone: &Phone, to: Timestamp) {
    phone.clock.advance_ms(to.0 - phone.device().now().0);
}

fn begin(phone: &Phone) -> SurveyId {
    let programme = phone.device().programmes().unwrap().remove(0).reference;
    phone.device().start_visit(&programme).unwrap()
}

#[tokio::test]
async fn wrong_pins_while_the_clock_was_ahead_cost_one_pause() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let setup = rahmat.setup();
    rahmat.lock();
    let wrong = Pin::parse("908172").unwrap();
    rahmat.clock.advance_ms(365 * DAY);
    for _ in 0..3 {
        assert!(device::unlock(&setup, &wrong).is_err());
    }
    rahmat.clock.advance_ms(-365 * DAY);
    let right = || device::unlock(&setup, &Pin::parse(PIN).unwrap());
    assert!(matches!(right(), Err(UnlockError::TooSoon { wait_ms: 30_000 })));
    rahmat.clock.advance_ms(30_000);
    assert!(right().is_ok());
}

#[tokio::test]
async fn a_visit_begun_while_the_clock_was_reset_is_finished_with_its_true_day() {
    for reset in [day(1970, 1, 1), day(1980, 1, 6), day(2010, 1, 1)] {
        let world = World::start().await;
        let rahmat = world.phone("Rahmat").await;
        set(&rahmat, Timestamp(reset.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp_millis()));
        let id = begin(&rahmat);
        set(&rahmat, MORNING.plus_ms(2 * DAY));
        visit::fill(rahmat.device(), id, HERE, 9003);
        let findings = rahmat.device().findings(id).unwrap();
        assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:?}");
        rahmat.device().finish(id).unwrap();
        let survey = rahmat.device().survey(id).unwrap();
        assert_eq!(survey.visited_on, day(2021, 4, 17));
        assert!(survey.statement.unwrap().text.ends_with("Kotabumi, 17 April 2021"));
        world.clock.advance_ms(2 * DAY);
        assert_eq!(rahmat.sync().await, None);
        world.assert_received_once(&rahmat, id).await;
    }
}

#[tokio::test]
async fn a_day_that_was_written_by_a_clock_ahead_follows_it_back() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.clock.advance_ms(5_000 * DAY);
    let id = begin(&rahmat);
    rahmat.clock.advance_ms(-5_000 * DAY);
    visit::fill(rahmat.device(), id, HERE, 9003);
    assert_eq!(rahmat.device().survey(id).unwrap().visited_on, day(2021, 4, 15));
}

#[tokio::test]
async fn a_visit_has_the_servers_day_where_the_clock_is_known_to_be_wrong() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.clock.advance_ms(-3 * DAY);
    let before = begin(&rahmat);
    assert_eq!(rahmat.sync().await, None);
    let after = begin(&rahmat);
    for id in [before, after] {
        visit::fill(rahmat.device(), id, HERE, 9003);
        assert_eq!(rahmat.device().survey(id).unwrap().visited_on, day(2021, 4, 15));
    }
}

#[tokio::test]
async fn a_day_that_a_person_set_stays() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.clock.advance_ms(5_000 * DAY);
    let id = begin(&rahmat);
    rahmat.device().set_visit_day(id, day(2021, 4, 14)).unwrap();
    rahmat.clock.advance_ms(-5_000 * DAY);
    visit::fill(rahmat.device(), id, HERE, 9003);
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.device().survey(id).unwrap().visited_on, day(2021, 4, 14));
}

#[tokio::test]
async fn a_statement_bears_the_day_it_was_signed_also_when_it_is_signed_anew() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let mut dewi = Reviewer::enrol(&world, "Dewi").await;
    let id = begin(&rahmat);
    world.clock.advance_ms(12 * DAY);
    rahmat.clock.advance_ms(12 * DAY);
    visit::fill(rahmat.device(), id, HERE, 9003);
    rahmat.device().edit(id, |survey| survey.identity.family_card = "1803022004219001".into()).unwrap();
    visit::sign(rahmat.device(), id);
    let statement = |phone: &Phone| phone.device().survey(id).unwrap().statement.unwrap();
    assert!(statement(&rahmat).text.ends_with("Kotabumi, 27 April 2021"));
    assert_eq!(rahmat.device().survey(id).unwrap().visited_on, day(2021, 4, 15));
    let findings = rahmat.device().findings(id).unwrap();
    assert!(findings.iter().all(|finding| finding.code.as_str() != "family_card.date"), "{findings:?}");
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.section("returned, and signed again nine days later");
    dewi.returns(&world, id, &[("identity.address", "Mohon diperiksa.")]).await;
    assert_eq!(rahmat.sync().await, None);
    rahmat.clock.advance_ms(9 * DAY);
    rahmat.device().begin_correction(id).unwrap();
    rahmat.device().edit(id, |survey| survey.identity.address = "Dusun III".into()).unwrap();
    visit::sign(rahmat.device(), id);
    assert!(statement(&rahmat).text.ends_with("Kotabumi, 6 Mei 2021"));
    rahmat.device().finish(id).unwrap();
}

#[tokio::test]
async fn a_clock_that_was_ahead_empties_no_bin() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    rahmat.device().discard_draft(id).unwrap();
    rahmat.clock.advance_ms(365 * DAY);
    rahmat.crash();
    assert_eq!(rahmat.device().bin().unwrap().len(), 1);
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().bin().unwrap().len(), 1, "the server's clock counts");
    rahmat.clock.advance_ms(-365 * DAY);
    rahmat.device().restore(id).unwrap();
    world.section("discarded while the clock was ahead: thirty days from the next answer on");
    rahmat.clock.advance_ms(5_000 * DAY);
    rahmat.device().discard_draft(id).unwrap();
    rahmat.clock.advance_ms(-5_000 * DAY);
    let left = |phone: &Phone| phone.device().bin_days_left(phone.device().bin().unwrap()[0].binned_at.unwrap());
    assert_eq!(i64::from(left(&rahmat)), BIN_DAYS);
    assert_eq!(rahmat.sync().await, None);
    for clock_days in [29, 1] {
        assert_eq!(rahmat.device().bin().unwrap().len(), 1);
        rahmat.clock.advance_ms(clock_days * DAY);
        world.clock.advance_ms(clock_days * DAY);
        assert_eq!(rahmat.sync().await, None);
    }
    assert_eq!(rahmat.device().bin().unwrap(), []);
}

#[tokio::test]
async fn a_draft_made_while_the_clock_was_ahead_is_no_longer_first_and_not_of_today() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    rahmat.clock.advance_ms(5_000 * DAY);
    let ahead = begin(&rahmat);
    rahmat.clock.advance_ms(-5_000 * DAY);
    let later = begin(&rahmat);
    assert_eq!(listed(&rahmat), [later, ahead]);
    assert_eq!(rahmat.device().counts().unwrap().today, 1);
    rahmat.device().edit(ahead, |survey| survey.identity.name = "CONTOH Siti".into()).unwrap();
    assert_eq!(listed(&rahmat), [ahead, later], "last changed first");
}

#[tokio::test]
async fn an_assigned_visit_begun_by_a_clock_behind_gets_its_day_as_well() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    set(&rahmat, Timestamp(0));
    assert_eq!(rahmat.device().today().unwrap(), day(2021, 4, 15), "not before the server last spoke");
    let id = begin(&rahmat);
    assert_eq!(rahmat.device().survey(id).unwrap().visited_on, day(2021, 4, 15));
}
