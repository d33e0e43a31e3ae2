//! Surveys that were received after the backup, and what the phone must not give away.

use sambang::device::{Delivery, LocalCopy};
use sambang_domain::ids::Digest;

use super::{DAY, finished, put_back, received, small, synced};
use crate::network::Fault;
use crate::phone::Phone;
use crate::reviewer::Reviewer;
use crate::world::World;

/// Two phones of one person and one of another; each has sent something since the backup, one a photo alone.
async fn everything_comes_back(announced: bool) {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let person = rahmat.device().person().unwrap();
    let mut second = Phone::new();
    second.enrol(&world.server().url(), &world.code(&person).await).await;
    let before = finished(&rahmat, 9003);
    let half = finished(&yuli, 9004);
    // The document arrives, no photo does.
    yuli.network.script([vec![Fault::None], vec![Fault::Offline; 20]].concat());
    yuli.sync().await;
    yuli.network.script([]);
    synced(&rahmat).await;
    let copy = world.copy_of_the_store().await;

    let (after, other) = (finished(&rahmat, 9005), finished(&second, 9006));
    for phone in [&rahmat, &second, &yuli] {
        synced(phone).await;
    }
    assert!(received(&rahmat, after) && received(&second, other) && received(&yuli, half));
    put_back(&mut world, &copy, announced).await;
    assert!(world.stored(after).await.is_none());
    for phone in [&rahmat, &second, &yuli] {
        synced(phone).await;
        phone.assert_outbox_empty();
    }
    for (phone, id) in [(&rahmat, before), (&rahmat, after), (&second, other), (&yuli, half)] {
        world.assert_received_once(phone, id).await;
        phone.assert_receipt_complete(id);
        assert!(received(phone, id));
        assert_eq!(phone.device().own_report_difference().unwrap(), Some(0));
        assert_eq!(phone.device().sync_status().unwrap().unsure, 0);
    }
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts), (4, 0));
}

#[tokio::test]
async fn b01_what_was_sent_since_the_backup_is_sent_again() {
    everything_comes_back(true).await;
}

#[tokio::test]
async fn b01_what_was_sent_since_the_backup_is_sent_again_though_nobody_announced_that_files_were_put_back() {
    everything_comes_back(false).await;
}

#[tokio::test]
async fn b01_nothing_leaves_a_phone_before_it_is_in_a_backup_of_the_province() {
    let mut world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let copy = world.copy_of_the_store().await;
    let id = finished(&rahmat, 9003);
    synced(&rahmat).await;
    world.put_back(&copy).await;
    let photos = rahmat.device().survey(id).unwrap().evidence;
    let later = |world: &World| {
        rahmat.clock.advance_ms(31 * DAY);
        world.clock.advance_ms(31 * DAY);
    };
    later(&world);
    synced(&rahmat).await;
    later(&world);
    synced(&rahmat).await;
    world.assert_received_once(&rahmat, id).await;
    assert_eq!(rahmat.device().waiting_for_a_backup().unwrap(), 1);
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::WaitsForBackup);

    world.section("a backup is finished, and the province says once more that it holds all of it");
    world.backs_up().await;
    synced(&rahmat).await;
    later(&world);
    synced(&rahmat).await;
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Left);
    assert!(photos.iter().all(|photo| rahmat.device().photo(photo.sha256).is_err()));
    assert_eq!(rahmat.device().waiting_for_a_backup().unwrap(), 0);
}

#[tokio::test]
async fn b01_a_phone_that_gave_a_survey_away_says_so_and_is_content_when_it_comes_back_another_way() {
    let mut world = World::start().await;
    let (rahmat, tablet) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    tablet.keep_photos_ahead();
    let copy = world.copy_of_the_store().await;
    let (gone, kept) = (finished(&rahmat, 9003), finished(&rahmat, 9004));
    synced(&rahmat).await;
    synced(&tablet).await;
    let photos = rahmat.device().survey(gone).unwrap().evidence;
    world.backs_up().await;
    for days in [28, 3] {
        rahmat.clock.advance_ms(days * DAY);
        world.clock.advance_ms(days * DAY);
        synced(&rahmat).await;
    }
    assert_eq!(rahmat.device().receipt(gone).unwrap().unwrap().local, LocalCopy::Left);
    assert_eq!(rahmat.device().receipt(kept).unwrap().unwrap().local, LocalCopy::Left);

    world.section("the backup that was promised cannot be read: the one before it is put back");
    world.restore(&copy).await;
    synced(&rahmat).await;
    let row = rahmat.device().outbox().unwrap().into_iter().find(|row| row.survey == gone).unwrap();
    assert!(matches!(&row.delivery, Delivery::Blocked(reason) if reason.as_str() == "gone"), "{row:?}");
    let receipt = rahmat.device().receipt(gone).unwrap().unwrap();
    assert!(receipt.lost && !receipt.complete);
    synced(&rahmat).await;
    assert!(matches!(rahmat.device().outbox().unwrap()[0].delivery, Delivery::Blocked(_)), "it is not tried for ever");

    world.section("the tablet has the documents and the photos that somebody opened");
    synced(&tablet).await;
    synced(&rahmat).await;
    rahmat.assert_outbox_empty();
    for photo in photos {
        let bytes = world.server().registry().find_attachment(photo.sha256).await.unwrap().unwrap();
        assert_eq!(Digest::of(&bytes), photo.sha256);
    }
    rahmat.assert_receipt_complete(gone);
    world.server().registry().verify().await.unwrap();
}

/// The province returns a survey; the same news would lie before the phone's cursor.
async fn a_returned_survey_reaches_its_phone(cursor_moved_by_others_news: bool) {
    let mut world = World::start().await;
    let (rahmat, yuli) = (world.phone("Rahmat").await, world.phone("Yulianti").await);
    let mut dewi = Reviewer::enrol(&world, "Dewi").await;
    let person = rahmat.device().person().unwrap();
    let id = small(&rahmat, 9003);
    synced(&rahmat).await;
    let copy = world.copy_of_the_store().await;
    if cursor_moved_by_others_news {
        for area in ["180302", "1803", "180307", "1803"] {
            world.server().registry().set_area(person.id, vec![area.parse().unwrap()]).await.unwrap();
        }
        for n in 0..5 {
            let mut programme = rahmat.device().programmes().unwrap().remove(0);
            programme.reference.version = 10 + n;
            world.server().registry().publish_programme(&programme).await.unwrap();
        }
    } else {
        for serial in 9010..9015 {
            small(&rahmat, serial);
        }
    }
    synced(&rahmat).await;
    world.put_back(&copy).await;
    dewi.returns(&world, id, &[("business.landmark", "Patokannya apa?")]).await;
    for serial in 9020..9034 {
        small(&yuli, serial);
    }
    synced(&yuli).await;
    synced(&rahmat).await;
    assert!(rahmat.device().returned(id).unwrap().is_some());
    world.server().registry().verify().await.unwrap();
}

#[tokio::test]
async fn b02_a_returned_survey_reaches_its_phone_although_others_pushed_the_feed_past_its_cursor() {
    a_returned_survey_reaches_its_phone(false).await;
}

#[tokio::test]
async fn b02_the_same_where_the_phone_itself_lost_nothing_by_which_it_could_tell() {
    a_returned_survey_reaches_its_phone(true).await;
}

#[tokio::test]
async fn b03_a_receipt_of_a_server_whose_clock_was_ahead_does_not_stand_in_the_way_of_a_later_one() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = finished(&rahmat, 9003);
    world.clock.advance_ms(DAY);
    rahmat.network.script([vec![Fault::None], vec![Fault::Offline; 20]].concat());
    rahmat.sync().await;
    rahmat.network.script([]);
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().held, 0);
    world.clock.advance_ms(-DAY);
    synced(&rahmat).await;
    rahmat.assert_receipt_complete(id);
    rahmat.assert_outbox_empty();
}
