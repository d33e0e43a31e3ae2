//! What else happens around a restored server.

use std::collections::BTreeSet;

use sambang::device::Delivery;
use sambang_domain::programme::Programme;

use super::{finished, put_back, small, synced};
use crate::network::Fault;
use crate::world::World;

#[tokio::test]
async fn a_store_that_is_put_back_twice_ends_with_everything_both_times() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let copy = world.copy_of_the_store().await;
    let (mut ids, mut numbers, mut epochs) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for (serial, announced) in [(9003, true), (9004, true), (9005, false), (9006, false)] {
        ids.push(small(&rahmat, serial));
        synced(&rahmat).await;
        for id in &ids {
            world.assert_held_once(&rahmat, *id).await;
            numbers.insert(rahmat.device().receipt(*id).unwrap().unwrap().number);
        }
        epochs.insert(world.server().registry().epoch().await.unwrap());
        put_back(&mut world, &copy, announced).await;
    }
    synced(&rahmat).await;
    for id in &ids {
        world.assert_held_once(&rahmat, *id).await;
    }
    world.verify_after_files_were_put_back().await;
    assert!(epochs.len() >= 3, "{epochs:?}");
}

#[tokio::test]
async fn no_number_of_a_receipt_names_two_surveys_over_a_restore() {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let copy = world.copy_of_the_store().await;
    let (lost, other) = (small(&rahmat, 9003), small(&yuli, 9004));
    synced(&rahmat).await;
    let old = rahmat.device().receipt(lost).unwrap().unwrap().number;
    world.restore(&copy).await;
    synced(&yuli).await;
    assert_ne!(yuli.device().receipt(other).unwrap().unwrap().number, old);
    synced(&rahmat).await;
    let new = rahmat.device().receipt(lost).unwrap().unwrap().number;
    assert_ne!(new, old, "the screen shows the number that the province knows");
}

#[tokio::test]
async fn a_store_put_back_in_the_middle_of_a_run_ends_with_everything() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let copy = world.copy_of_the_store().await;
    let (one, two) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    world.section("both documents and half a photo are there when the line breaks");
    rahmat.network.script([vec![Fault::None, Fault::None, Fault::CutAfter(20_000)], vec![Fault::Offline; 30]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    world.put_back(&copy).await;
    // The report does not go through: the run meets a province that does not know its documents.
    synced(&rahmat).await;
    for id in [one, two] {
        world.assert_received_once(&rahmat, id).await;
    }
    rahmat.assert_outbox_empty();
}

#[tokio::test]
async fn a_mark_that_no_report_could_show_is_shown_by_a_later_run() {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let copy = world.copy_of_the_store().await;
    let epoch = world.server().registry().epoch().await.unwrap();
    let mut programme: Programme = rahmat.device().programmes().unwrap().remove(0);
    programme.reference.version = 10;
    world.server().registry().publish_programme(&programme).await.unwrap();
    synced(&rahmat).await;
    world.put_back(&copy).await;
    for serial in 9020..9026 {
        small(&yuli, serial);
    }
    synced(&yuli).await;
    rahmat.network.lose_reports(true);
    rahmat.sync().await;
    rahmat.network.lose_reports(false);
    assert_eq!(world.server().registry().epoch().await.unwrap(), epoch);
    synced(&rahmat).await;
    assert_ne!(world.server().registry().epoch().await.unwrap(), epoch);
}

#[tokio::test]
async fn a_phone_that_enrols_again_still_shows_that_files_were_put_back() {
    let mut world = World::start().await;
    let (person, yuli) = (world.facilitator("Rahmat").await, world.phone("Yulianti").await);
    let copy = world.copy_of_the_store().await;
    let epoch = world.server().registry().epoch().await.unwrap();
    let mut rahmat = crate::phone::Phone::new();
    rahmat.enrol(&world.server().url(), &world.code(&person).await).await;
    synced(&rahmat).await;
    world.put_back(&copy).await;
    small(&yuli, 9004);
    synced(&yuli).await;
    rahmat.device().enrol_again(&world.code(&person).await).await.unwrap();
    synced(&rahmat).await;
    assert_ne!(world.server().registry().epoch().await.unwrap(), epoch, "it has sent nothing that could be missed");
}

#[tokio::test]
async fn a_survey_of_a_programme_that_was_published_after_the_backup_goes_when_it_is_published_again() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let copy = world.copy_of_the_store().await;
    let mut programme: Programme = rahmat.device().programmes().unwrap().remove(0);
    programme.reference.id = "uji-2022".into();
    world.server().registry().publish_programme(&programme).await.unwrap();
    synced(&rahmat).await;
    let id = rahmat.device().start_visit(&programme.reference).unwrap();
    crate::visit::fill_with(rahmat.device(), id, "1803022001", 9003, crate::visit::small_jpeg);
    rahmat.device().finish(id).unwrap();
    synced(&rahmat).await;
    world.restore(&copy).await;
    assert!(rahmat.sync().await.is_some());
    assert_eq!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Waiting, "no person can mend it here");
    world.server().registry().publish_programme(&programme).await.unwrap();
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn b01_the_whole_province_ends_with_everything() {
    for announced in [true, false] {
        let mut world = World::start().await;
        let (phones, tablet) = (
            [world.phone("Rahmat").await, world.phone("Yulianti").await, world.phone("Sari").await],
            world.tablet("Dewi").await,
        );
        let mut all = Vec::new();
        for (at, phone) in phones.iter().enumerate() {
            all.push((at, small(phone, 9100 + at as u32)));
            synced(phone).await;
        }
        let copy = world.copy_of_the_store().await;
        for round in 0..2 {
            for (at, phone) in phones.iter().enumerate() {
                all.push((at, small(phone, 9200 + 10 * round + at as u32)));
                synced(phone).await;
            }
            synced(&tablet).await;
        }
        for (n, (at, id)) in all.iter().enumerate() {
            let judged = tablet.device().case(*id).unwrap().digest;
            let verdict = match n % 2 {
                0 => sambang_domain::review::Verdict::Approve,
                _ => sambang_domain::review::Verdict::Return,
            };
            if n % 2 == 1 {
                let comment = sambang_domain::review::Comment {
                    path: "identity.address".into(),
                    text: "Mohon diperiksa.".into(),
                    unknown: Default::default(),
                };
                let draft = sambang::device::ReviewDraft { comments: vec![comment], ..Default::default() };
                tablet.device().set_case_draft(*id, &draft).unwrap();
            }
            tablet.device().decide(*id, judged, verdict).unwrap();
            if n % 3 == 0 {
                synced(&tablet).await;
                synced(&phones[*at]).await;
            }
        }
        put_back(&mut world, &copy, announced).await;
        for _ in 0..2 {
            for phone in phones.iter().chain([&tablet]) {
                synced(phone).await;
            }
        }
        for (at, id) in &all {
            world.assert_received_once(&phones[*at], *id).await;
            phones[*at].assert_outbox_empty();
            let registry = world.server().registry();
            assert_ne!(
                registry.find_state(*id).await.unwrap().unwrap().state,
                sambang_domain::review::ReviewState::Received,
                "every decision is in force again"
            );
        }
        let counts = world.server().registry().counts().await.unwrap();
        assert_eq!((counts.revisions, counts.conflicts, counts.reviews), (9, 0, 9));
    }
}
