//! A supervisor's tablet when the store was put back: what it decided, and what it holds of the area.

use sambang::device::{QueueFilter, QueueGroup};
use sambang_domain::ids::SurveyId;
use sambang_domain::review::{ReviewState, Verdict};

use super::{finished, small, synced};
use crate::phone::Phone;
use crate::world::World;

fn approve(tablet: &Phone, id: SurveyId) {
    let judged = tablet.device().case(id).unwrap().digest;
    tablet.device().decide(id, judged, Verdict::Approve).unwrap();
}

async fn state(world: &World, id: SurveyId) -> Option<ReviewState> {
    world.server().registry().find_state(id).await.unwrap().map(|state| state.state)
}

fn group(tablet: &Phone, group: QueueGroup) -> Vec<SurveyId> {
    let rows = tablet.device().queue(&QueueFilter { group, ..QueueFilter::default() }).unwrap();
    rows.into_iter().map(|row| row.survey).collect()
}

#[tokio::test]
async fn b01_decisions_and_surveys_of_the_area_come_back_from_the_tablet_alone() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let early = small(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    let copy = world.copy_of_the_store().await;
    let late = finished(&rahmat, 9004);
    synced(&rahmat).await;
    synced(&tablet).await;
    approve(&tablet, early);
    approve(&tablet, late);
    synced(&tablet).await;
    world.restore(&copy).await;
    assert_eq!((state(&world, early).await, state(&world, late).await), (Some(ReviewState::Received), None));

    world.section("the phone is far away; the tablet has the sealed bytes");
    synced(&tablet).await;
    assert_eq!(state(&world, early).await, Some(ReviewState::Approved));
    assert_eq!(state(&world, late).await, Some(ReviewState::Approved));
    assert_eq!(group(&tablet, QueueGroup::Approved).len(), 2);
    assert_eq!(tablet.device().waiting_decisions().unwrap(), []);

    world.section("the phone brings the photos, and nothing is there twice");
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, late).await;
    rahmat.assert_receipt_complete(late);
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts, counts.reviews), (2, 0, 2));
}

#[tokio::test]
async fn b01_a_decision_waits_for_a_survey_that_only_the_phone_has() {
    let mut world = World::start().await;
    let copy = world.copy_of_the_store().await;
    let (person, boss) = (world.facilitator("Rahmat").await, world.supervisor("Dewi").await);
    let (mut rahmat, mut tablet) = (Phone::new(), Phone::new());
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    tablet.enrol(&world.server().url(), &world.code(&boss).await).await;
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    approve(&tablet, id);
    synced(&tablet).await;

    world.section("the restored store knows neither of the two people");
    world.restore(&copy).await;
    let add = async |person: &sambang_domain::people::Person| {
        let sambang_domain::people::Person { id, name, role, area, office, .. } = person.clone();
        let new = sambang_server::NewPerson { name, role, area, office };
        world.server().registry().add_person_as(id, new).await.unwrap();
    };
    add(&boss).await;
    tablet.device().enrol_again(&world.code(&boss).await).await.unwrap();
    assert!(tablet.sync().await.is_some(), "nobody can vouch for a person whom the province does not know");
    assert_eq!(tablet.device().sync_status().unwrap().unsure, 1);
    assert_eq!(group(&tablet, QueueGroup::Approved), [id], "it stays on the tablet");
    add(&person).await;
    rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
    synced(&rahmat).await;
    synced(&tablet).await;
    assert_eq!(state(&world, id).await, Some(ReviewState::Approved));
    assert_eq!(tablet.device().sync_status().unwrap().unsure, 0);
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn b02_a_tablet_sees_what_got_the_numbers_of_a_lost_history() {
    let mut world = World::start().await;
    let (rahmat, yuli, tablet) =
        (world.phone("Rahmat").await, world.phone("Yulianti").await, world.tablet("Dewi").await);
    let copy = world.copy_of_the_store().await;
    let lost = small(&rahmat, 9003);
    synced(&rahmat).await;
    synced(&tablet).await;
    world.put_back(&copy).await;
    let (first, second) = (small(&yuli, 9004), small(&yuli, 9005));
    synced(&yuli).await;
    synced(&tablet).await;
    let mut seen = group(&tablet, QueueGroup::All);
    seen.sort();
    let mut expected = vec![lost, first, second];
    expected.sort();
    assert_eq!(seen, expected);
    assert!(state(&world, lost).await.is_some(), "and it gave back what only it had beside the phone");
}
