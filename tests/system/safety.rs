//! Daily use of a phone: drafts discarded by mistake, no space left, a wrong clock, purged photos, and a log
//! that may be shown to anybody.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use sambang::device::{self, ClockWarning, DeviceError, Group, ListFilter, LocalCopy, REFUSE_BELOW, Room, WARN_BELOW};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::{EvidenceKind, Step};

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::visit;
use crate::world::World;

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

pub(crate) fn listed(phone: &Phone) -> Vec<SurveyId> {
    let filter = ListFilter { group: Group::All, text: String::new(), limit: 100 };
    phone.device().list(&filter).unwrap().into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn a_discarded_draft_waits_thirty_days_in_the_bin_and_comes_back_whole() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let before = rahmat.device().survey(id).unwrap();
    rahmat.device().discard_draft(id).unwrap();
    world.section("it is gone from every list, and can be neither read nor changed");
    assert_eq!(listed(&rahmat), []);
    let counts = rahmat.device().counts().unwrap();
    assert_eq!((counts.drafts, counts.today), (0, 0));
    assert!(rahmat.device().survey(id).is_err() && rahmat.device().edit(id, |_| {}).is_err());
    assert!(rahmat.device().finish(id).is_err() && rahmat.device().discard_draft(id).is_err());
    let bin = rahmat.device().bin().unwrap();
    assert_eq!((bin.len(), bin[0].id, bin[0].files), (1, id, 4));
    assert_eq!(rahmat.device().bin_days_left(bin[0].binned_at.unwrap()), 30);
    world.section("on its last day it can still be restored, photos and all");
    rahmat.clock.advance_ms(30 * DAY - 1);
    rahmat.crash();
    assert_eq!(rahmat.device().bin_days_left(bin[0].binned_at.unwrap()), 1);
    rahmat.device().restore(id).unwrap();
    assert_eq!(rahmat.device().survey(id).unwrap(), before);
    for photo in &before.evidence {
        assert_eq!(rahmat.device().photo(photo.sha256).unwrap().len() as u64, photo.size_bytes);
    }
    assert!(rahmat.device().bin().unwrap().is_empty() && rahmat.device().restore(id).is_err());
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn after_thirty_days_the_bin_gives_the_room_back() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let (thrown, kept) = (rahmat.visit(), visit::complete(rahmat.device(), "1803022001", 9004));
    let photos = rahmat.device().storage().unwrap().photos;
    rahmat.device().discard_draft(thrown).unwrap();
    assert_eq!(rahmat.device().storage().unwrap().photos, photos);
    rahmat.clock.advance_ms(30 * DAY);
    world.clock.advance_ms(30 * DAY);
    rahmat.crash();
    assert_eq!(rahmat.device().bin().unwrap().len(), 1, "only the server's clock empties it");
    assert_eq!(rahmat.sync().await, None);
    assert_eq!(rahmat.device().bin().unwrap(), []);
    assert!(rahmat.device().restore(thrown).is_err());
    assert!(rahmat.device().storage().unwrap().photos < photos);
    assert_eq!(listed(&rahmat), [kept]);
    assert!(rahmat.device().photo(rahmat.device().survey(kept).unwrap().evidence[0].sha256).is_ok());
}

#[tokio::test]
async fn what_was_sealed_and_not_sent_can_never_be_deleted() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert!(matches!(rahmat.device().discard_draft(id), Err(DeviceError::Store(_))));
    rahmat.clock.advance_ms(400 * DAY);
    rahmat.crash();
    assert_eq!(rahmat.device().outbox().unwrap().len(), 1);
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn low_storage_warns_then_refuses_to_start_and_never_stops_a_visit() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let programme = rahmat.device().programmes().unwrap().remove(0).reference;
    rahmat.free.store(WARN_BELOW - 1, Ordering::SeqCst);
    assert_eq!(rahmat.device().room(), Room::Low(WARN_BELOW - 1));
    rahmat.device().start_visit(&programme).unwrap();
    rahmat.free.store(REFUSE_BELOW - 1, Ordering::SeqCst);
    let refused = rahmat.device().start_visit(&programme).unwrap_err();
    assert_eq!(refused.code(), "storage.low");
    assert_eq!(listed(&rahmat).len(), 2, "nothing was begun");
    world.section("the visit that was begun goes on to its end");
    rahmat.free.store(0, Ordering::SeqCst);
    rahmat.device().edit(id, |survey| survey.business.landmark = "seberang pasar".into()).unwrap();
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn a_wrong_clock_is_noticed_when_the_province_answers() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    assert_eq!(rahmat.device().clock_warning().unwrap(), None);
    rahmat.clock.advance_ms(-3 * 60 * MINUTE);
    assert_eq!(rahmat.device().clock_warning().unwrap(), None, "nobody has told the phone yet");
    rahmat.sync().await;
    let behind = ClockWarning { ahead: false, minutes: 180 };
    assert_eq!(rahmat.device().clock_warning().unwrap(), Some(behind));
    rahmat.clock.advance_ms(3 * 60 * MINUTE + 9 * MINUTE);
    rahmat.sync().await;
    assert_eq!(rahmat.device().clock_warning().unwrap(), None);
    rahmat.clock.advance_ms(365 * DAY);
    rahmat.sync().await;
    assert!(rahmat.device().clock_warning().unwrap().unwrap().ahead);
}

#[tokio::test]
async fn received_surveys_leave_the_phone_after_the_chosen_days_and_their_receipts_stay() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    let photo = rahmat.device().survey(id).unwrap().evidence[0].sha256;
    let before = rahmat.device().receipt(id).unwrap().unwrap();
    assert_eq!(before.local, LocalCopy::LeavesIn(30));
    let one_way = |days: i64| {
        rahmat.clock.advance_ms(days * DAY);
        world.clock.advance_ms(days * DAY);
    };
    world.backs_up().await;
    for days in [27, 2] {
        one_way(days);
        rahmat.sync().await;
    }
    assert!(rahmat.device().photo(photo).is_ok());
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::LeavesIn(1));
    one_way(1);
    let unsent = visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.device().finish(unsent).unwrap();
    rahmat.network.script(vec![Fault::LoseReply; 40]);
    rahmat.sync().await;
    assert!(rahmat.device().photo(photo).is_ok(), "only after the province answered");
    rahmat.network.script([]);
    assert_eq!(rahmat.sync().await, None);
    world.section("photos and answers are gone; list, search and receipt still work");
    assert!(rahmat.device().photo(photo).is_err());
    let left = rahmat.device().survey(id).unwrap();
    let whole = world.stored(id).await.unwrap().survey;
    assert_eq!((left.identity.address.as_str(), left.identity.family_card.as_str()), ("", ""));
    assert!(!left.identity.nik.contains(whole.identity.nik.get(6..12).unwrap()) && left.statement.is_none());
    let row = rahmat.device().list(&ListFilter { group: Group::Received, text: "siti 9003".into(), limit: 9 }).unwrap();
    assert_eq!((row.len(), row[0].id, row[0].files), (1, id, 4));
    let after = rahmat.device().receipt(id).unwrap().unwrap();
    assert_eq!(after.local, LocalCopy::Left);
    assert_eq!(sambang::device::ReceiptView { local: before.local, ..after }, before);
    world.section("what arrived just now stays, and the next seal still follows the last one");
    world.assert_received_once(&rahmat, unsent).await;
    rahmat.crash();
    let next = visit::complete(rahmat.device(), "1803022001", 9005);
    rahmat.device().finish(next).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, next).await;
    assert_eq!(world.server().registry().verify().await.unwrap().gaps, 0);
}

#[tokio::test]
async fn a_phone_clock_set_ahead_does_not_shorten_the_time_photos_stay() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    rahmat.sync().await;
    let photo = rahmat.device().survey(id).unwrap().evidence[0].sha256;
    rahmat.clock.advance_ms(365 * DAY);
    rahmat.crash();
    rahmat.sync().await;
    assert!(rahmat.device().photo(photo).is_ok());
    world.section("never means never");
    let mut settings = rahmat.device().settings().unwrap();
    settings.keep_days = None;
    rahmat.device().save_settings(&settings).unwrap();
    world.clock.advance_ms(170 * DAY);
    rahmat.sync().await;
    assert!(rahmat.device().photo(photo).is_ok());
    assert_eq!(rahmat.device().receipt(id).unwrap().unwrap().local, LocalCopy::Stays);
    settings.keep_days = Some(7);
    rahmat.device().save_settings(&settings).unwrap();
    world.backs_up().await;
    rahmat.sync().await;
    assert!(rahmat.device().photo(photo).is_ok(), "the province must say so twice");
    rahmat.clock.advance_ms(3 * DAY);
    world.clock.advance_ms(3 * DAY);
    rahmat.sync().await;
    assert!(rahmat.device().photo(photo).is_err());
}

#[tokio::test]
async fn what_is_held_back_or_incomplete_is_never_purged() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let elsewhere = visit::complete(rahmat.device(), "3171011001", 9001);
    rahmat.device().finish(elsewhere).unwrap();
    let draft = visit::complete(rahmat.device(), "1803022001", 9002);
    rahmat.sync().await;
    world.backs_up().await;
    rahmat.clock.advance_ms(170 * DAY);
    world.clock.advance_ms(170 * DAY);
    rahmat.sync().await;
    for id in [elsewhere, draft] {
        let survey = rahmat.device().survey(id).unwrap();
        assert_eq!(survey.identity.family_card, "1803021502109001");
        assert!(survey.evidence.iter().all(|photo| rahmat.device().photo(photo.sha256).is_ok()));
    }
}

/// Collects what is traced on this thread.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Heard {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_whole_visit_writes_nothing_personal_into_the_log() {
    let heard = Heard::default();
    let writer = heard.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter("warn,sambang=trace,sambang_server=trace")
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let _quiet_again = tracing::subscriber::set_default(subscriber);
    // With a single subscriber, tracing asks only the thread that meets a line first; other tests
    // would silence lines for this one.
    let _second = tracing::Dispatch::new(tracing_subscriber::Registry::default());
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    let blocked = visit::complete(rahmat.device(), "3171011001", 9001);
    rahmat.device().finish(blocked).unwrap();
    for fault in [Fault::LoseReply, Fault::GarbleReply, Fault::LoseReply] {
        rahmat.network.script([fault]);
        rahmat.sync().await;
    }
    rahmat.network.script([]);
    rahmat.sync().await;
    world.assert_received_once(&rahmat, id).await;
    assert!(rahmat.device().add_photo(id, EvidenceKind::IdentityCard, b"no photo").is_err());
    let thrown = visit::complete(rahmat.device(), "1803022001", 9007);
    rahmat.device().discard_draft(thrown).unwrap();
    rahmat.clock.advance_ms(40 * DAY);
    world.clock.advance_ms(40 * DAY);
    rahmat.crash();
    rahmat.sync().await;
    let log = String::from_utf8(heard.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("sambang::sync") && log.contains("old drafts left the bin"), "the log was captured: {log}");
    let token = rahmat.network.token();
    for secret in [
        "180302500287",
        "1803021502109001",
        "CONTOH",
        "Siti",
        "Rahmat",
        "Dusun",
        "Kotabumi",
        "gorengan",
        "1803022001",
        "3171011001",
        PIN,
        token.as_str(),
    ] {
        assert!(!secret.is_empty() && !log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn a_photo_that_comes_after_the_app_was_killed_finds_its_tile() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    let kind = EvidenceKind::BusinessFront;
    let photos = |phone: &Phone| phone.device().survey(id).unwrap().photos(&kind).count();
    rahmat.device().set_step(id, Step::Photos).unwrap();
    rahmat.device().expect_photo(id, kind.clone()).unwrap();
    world.section("the camera is open, the phone kills the app, and hands the photo over at the next start");
    rahmat.crash();
    let pending = rahmat.device().pending_photo().unwrap().unwrap();
    assert_eq!((pending.survey, pending.kind, rahmat.device().step(id).unwrap()), (id, kind.clone(), Step::Photos));
    let inbox = rahmat.device().inbox();
    std::fs::create_dir_all(&inbox).unwrap();
    let camera = visit::camera_jpeg(777);
    std::fs::write(inbox.join("1.jpg"), &camera).unwrap();
    std::fs::write(inbox.join("2.part"), &camera[..500]).unwrap();
    let before = photos(&rahmat);
    assert_eq!(rahmat.device().collect_inbox().unwrap().added, 1);
    let maximum = rahmat.device().programmes().unwrap()[0].evidence_rule(&kind).unwrap().maximum as usize;
    assert_eq!(photos(&rahmat), (before + 1).min(maximum));
    let survey = rahmat.device().survey(id).unwrap();
    assert!(survey.photos(&kind).any(|photo| photo.source_sha256 == Digest::of(&camera)));
    assert!(!inbox.join("1.jpg").exists() && inbox.join("2.part").exists());
    assert_eq!(rahmat.device().pending_photo().unwrap(), None);
    world.section("killed after storing and before removing: it is not attached twice");
    rahmat.device().expect_photo(id, kind.clone()).unwrap();
    std::fs::write(inbox.join("1.jpg"), &camera).unwrap();
    rahmat.clock.advance_ms(MINUTE);
    rahmat.crash();
    assert_eq!(rahmat.device().collect_inbox().unwrap().added, 0);
    assert_eq!(rahmat.device().survey(id).unwrap(), survey);
    assert!(!inbox.join("1.jpg").exists());
    world.section("a broken file is no photo; one that nobody asked for waits");
    std::fs::write(inbox.join("3.jpg"), &camera[..2000]).unwrap();
    assert!(rahmat.device().collect_inbox().unwrap().refused.is_some());
    assert!(!inbox.join("3.jpg").exists());
    rahmat.device().forget_photo().unwrap();
    std::fs::write(inbox.join("4.jpg"), visit::camera_jpeg(778)).unwrap();
    assert_eq!(rahmat.device().collect_inbox().unwrap().added, 0);
    assert!(inbox.join("4.jpg").exists());
    assert_eq!(rahmat.device().survey(id).unwrap(), survey);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_and_a_full_disk_are_told_at_the_door_and_not_after_the_pin() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    rahmat.lock();
    let setup = rahmat.setup();
    let told = |setup: &device::Setup| device::gate(setup).map_err(|error| error.code());
    world.section("no block is free: what is written to this device is refused as a full disk refuses it");
    std::os::unix::fs::symlink("/dev/full", setup.folder.join("writable")).unwrap();
    assert_eq!(told(&setup).unwrap_err(), "store.full");
    world.section("room again, and the door is the one it was");
    assert!(matches!(told(&setup), Ok(device::Gate::Locked { .. })));
    assert!(!setup.folder.join("writable").exists(), "nothing is left of the question");
    world.section("a folder that is none");
    let file = setup.folder.join("sambang.log");
    std::fs::write(&file, "").unwrap();
    assert_eq!(told(&device::Setup { folder: file, ..setup.clone() }).unwrap_err(), "store.failed");
}
