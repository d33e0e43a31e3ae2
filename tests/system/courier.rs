//! What is sent while nobody has unlocked the app: by a courier, out of the postbox, without a PIN.

use std::path::PathBuf;
use std::sync::Arc;

use sambang::device::{self, Errand};
use sambang::sync::{Method, Request};
use sambang_domain::ids::SurveyId;
use sambang_server::Rotation;

use crate::handset::Handset;
use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::world::World;

/// A facilitator's phone with a chip, whose courier the province knows.
async fn known(world: &World) -> (Phone, Arc<Handset>) {
    let (phone, handset) = enrolled(world).await;
    assert_eq!(phone.sync().await, None);
    (phone, handset)
}

async fn enrolled(world: &World) -> (Phone, Arc<Handset>) {
    let handset = Arc::new(Handset::new(1));
    let mut phone = Phone::with(&handset);
    let person = world.facilitator("Rahmat").await;
    phone.enrol(&world.server().url(), &world.code(&person).await).await;
    (phone, handset)
}

/// A visit in a village without a network; then the phone goes into the pocket.
async fn visit_without_network(phone: &mut Phone) -> SurveyId {
    let id = phone.finished_visit();
    without_network(phone).await;
    phone.lock();
    id
}

/// A run that reaches nobody.
async fn without_network(phone: &Phone) {
    phone.network.refuse(|_| Some(Fault::Offline));
    phone.network.lose_reports(true);
    assert!(phone.sync().await.is_some());
    phone.network.clear();
    phone.network.lose_reports(false);
    phone.network.take_requests();
}

/// There is a network, and the phone lies in the pocket.
async fn errand(phone: &Phone) -> Errand {
    let setup = phone.setup();
    let key = device::send_key(&setup).expect("the chip opens the postbox");
    device::send_behind(&setup, key).await
}

fn postbox(phone: &Phone) -> PathBuf {
    phone.setup().folder.join("postbox")
}

/// The files of documents and photos.
fn items(phone: &Phone) -> Vec<PathBuf> {
    let files = std::fs::read_dir(postbox(phone)).unwrap().map(|file| file.unwrap().path());
    let is_item = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().contains("-");
    let mut items: Vec<_> = files.filter(is_item).collect();
    items.sort();
    items
}

/// The survey and all its photos are at the province.
async fn assert_brought(world: &World, id: SurveyId) {
    let revision = world.stored(id).await.expect("the survey arrived");
    assert!(revision.survey.evidence.len() >= 4);
    for photo in revision.survey.evidence {
        assert!(world.server().registry().find_attachment(photo.sha256).await.unwrap().is_some());
    }
}

/// The unlocked app hears of everything and closes it.
async fn assert_closes(world: &World, phone: &mut Phone, id: SurveyId) {
    phone.crash();
    assert_eq!(phone.sync().await, None);
    phone.assert_receipt_complete(id);
    phone.assert_outbox_empty();
    assert_eq!(items(phone), Vec::<PathBuf>::new(), "nothing waits in the postbox");
    world.assert_received_once(phone, id).await;
}

#[tokio::test]
async fn what_waits_is_brought_without_a_pin_and_the_unlocked_app_only_hears_of_it() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    assert!(items(&rahmat).len() >= 5, "a document and its photos");
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_brought(&world, id).await;
    assert_eq!(rahmat.network.token(), format!("Courier {}", rahmat.id()), "it carries no token");
    let asked = rahmat.network.take_requests();
    let brings = |(method, url): &(Method, String)| match method {
        Method::Put => url.ends_with("/revisions/1"),
        Method::Post | Method::Patch | Method::Head => url.contains("/v1/uploads"),
        Method::Get => false,
    };
    assert!(!asked.is_empty() && asked.iter().all(brings), "{asked:?}");
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_eq!(rahmat.network.take_requests(), [], "what was brought is not brought again");
    rahmat.crash();
    assert_eq!(rahmat.device().outbox().unwrap().len(), 1, "only a receipt in the store closes it");
    rahmat.network.take_requests();
    assert_eq!(rahmat.sync().await, None);
    let asked = rahmat.network.take_requests();
    assert!(!asked.iter().any(|(_, url)| url.contains("/v1/uploads")), "no photo goes twice: {asked:?}");
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn an_errand_that_is_cut_after_any_request_goes_on_with_the_next() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    for fault in [Fault::LoseRequest, Fault::LoseReply, Fault::CutAfter(1_000), Fault::CaptivePortal, Fault::Offline] {
        for through in 0..2 {
            let mut script = vec![Fault::None; through];
            script.extend([fault; 30]);
            rahmat.network.script(script);
            let came = errand(&rahmat).await;
            assert!(came == Errand::Later || came == Errand::Done, "{came:?} after {fault:?}");
        }
    }
    rahmat.network.script([]);
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_brought(&world, id).await;
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn the_courier_of_a_blocked_device_brings_nothing_and_empties_its_postbox() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    world.server().registry().revoke_device(rahmat.id()).await.unwrap();
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked);
    assert!(items(&rahmat).is_empty() && !postbox(&rahmat).join("label").exists());
    assert!(world.stored(id).await.is_none());
    rahmat.network.take_requests();
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked);
    assert_eq!(rahmat.network.take_requests(), []);
    rahmat.crash();
    rahmat.sync().await;
    rahmat.finished_visit();
    rahmat.sync().await;
    assert!(items(&rahmat).is_empty(), "a blocked device fills none");
}

#[tokio::test]
async fn a_store_that_was_put_back_is_brought_the_document_again() {
    let mut world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let copy = world.copy_of_the_store().await;
    let id = visit_without_network(&mut rahmat).await;
    rahmat.network.refuse(|request: &Request| request.url.contains("/v1/uploads").then_some(Fault::Offline));
    assert_eq!(errand(&rahmat).await, Errand::Later);
    assert!(world.stored(id).await.is_some());
    rahmat.network.clear();
    world.restore(&copy).await;
    assert!(world.stored(id).await.is_none());
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_brought(&world, id).await;
    rahmat.crash();
    rahmat.sync().await;
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn a_courier_that_the_province_does_not_know_or_not_any_more_waits_for_the_pin() {
    let mut world = World::start().await;
    let (mut rahmat, _) = enrolled(&world).await;
    let empty = world.copy_of_the_store().await;
    let id = visit_without_network(&mut rahmat).await;
    world.section("no report has told of it");
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked);
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    rahmat.assert_receipt_complete(id);
    world.section("the store was put back to before");
    let next = visit_without_network(&mut rahmat).await;
    world.restore(&empty).await;
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked);
    rahmat.crash();
    for _ in 0..2 {
        rahmat.sync().await;
    }
    assert_closes(&world, &mut rahmat, next).await;
    world.assert_received_once(&rahmat, id).await;
}

#[tokio::test]
async fn an_app_that_is_too_old_and_a_province_with_another_key_wait_for_the_pin() {
    let mut world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    rahmat.network.refuse(|_| Some(Fault::Status(426)));
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked);
    rahmat.network.clear();
    world.rotate(Rotation::Receipt).await;
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked, "an answer under a key that the label does not name");
    rahmat.crash();
    assert_eq!(rahmat.sync().await, None);
    let next = visit_without_network(&mut rahmat).await;
    assert_eq!(errand(&rahmat).await, Errand::Done, "the unlocked app has written the new key down");
    assert_closes(&world, &mut rahmat, next).await;
    rahmat.assert_receipt_complete(id);
}

#[tokio::test]
async fn files_that_were_changed_cut_or_swapped_are_thrown_away_and_sent_from_the_store() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let surveys = [visit_without_network(&mut rahmat).await, {
        rahmat.crash();
        visit_without_network(&mut rahmat).await
    }];
    let files = items(&rahmat);
    let (documents, photos): (Vec<PathBuf>, Vec<PathBuf>) =
        files.into_iter().partition(|file| file.extension().unwrap().len() < 64);
    assert_eq!(documents.len(), 2);
    std::fs::copy(&documents[0], &documents[1]).unwrap();
    let mut changed = std::fs::read(&photos[0]).unwrap();
    changed[100] ^= 1;
    std::fs::write(&photos[0], &changed).unwrap();
    let cut = std::fs::read(&photos[1]).unwrap();
    std::fs::write(&photos[1], &cut[..cut.len() / 2]).unwrap();
    std::fs::write(postbox(&rahmat).join("journal"), "{").unwrap();
    errand(&rahmat).await;
    for gone in [&documents[1], &photos[0], &photos[1]] {
        assert!(!gone.exists(), "{}", gone.display());
    }
    for id in surveys {
        assert_closes(&world, &mut rahmat, id).await;
    }
}

#[tokio::test]
async fn a_key_that_is_gone_brings_nothing_and_the_unlocked_app_begins_anew() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    std::fs::remove_file(postbox(&rahmat).join("key")).unwrap();
    assert!(device::send_key(&rahmat.setup()).is_none());
    rahmat.crash();
    assert_eq!(items(&rahmat), Vec::<PathBuf>::new(), "nobody can read them any more");
    without_network(&rahmat).await;
    rahmat.lock();
    assert_eq!(errand(&rahmat).await, Errand::UntilUnlocked, "its new courier is not known yet");
    rahmat.crash();
    rahmat.network.refuse(|request: &Request| request.url.contains("/v1/surveys/").then_some(Fault::Offline));
    rahmat.sync().await;
    rahmat.network.clear();
    rahmat.lock();
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_brought(&world, id).await;
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn a_phone_that_is_nearly_full_or_sends_by_hand_has_an_empty_postbox() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    rahmat.free.store(sambang::device::WARN_BELOW, std::sync::atomic::Ordering::SeqCst);
    let id = visit_without_network(&mut rahmat).await;
    assert_eq!(items(&rahmat), Vec::<PathBuf>::new());
    rahmat.free.store(u64::MAX, std::sync::atomic::Ordering::SeqCst);
    rahmat.crash();
    without_network(&rahmat).await;
    assert!(!items(&rahmat).is_empty());
    let mut settings = rahmat.device().settings().unwrap();
    settings.auto_sync = false;
    rahmat.device().save_settings(&settings).unwrap();
    without_network(&rahmat).await;
    assert_eq!(items(&rahmat), Vec::<PathBuf>::new());
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn a_disk_that_takes_no_note_loses_nothing() {
    let world = World::start().await;
    let (mut rahmat, _) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    std::fs::create_dir(postbox(&rahmat).join("journal")).unwrap();
    assert_eq!(errand(&rahmat).await, Errand::Later);
    std::fs::remove_dir(postbox(&rahmat).join("journal")).unwrap();
    assert_eq!(errand(&rahmat).await, Errand::Done);
    assert_brought(&world, id).await;
    assert_closes(&world, &mut rahmat, id).await;
}

#[tokio::test]
async fn a_phone_without_a_chip_has_no_postbox() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    visit_without_network(&mut rahmat).await;
    assert!(!postbox(&rahmat).exists() && device::send_key(&rahmat.setup()).is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_errand_stops_when_the_app_sends_and_goes_on_when_another_app_is_in_front() {
    let world = World::start().await;
    let (mut rahmat, handset) = known(&world).await;
    let id = visit_without_network(&mut rahmat).await;
    rahmat.network.refuse(|_| Some(Fault::Hangs));
    let (setup, key) = (rahmat.setup(), device::send_key(&rahmat.setup()).unwrap());
    let under_way = tokio::spawn(async move { device::send_behind(&setup, key).await });
    rahmat.unlock(PIN).await.unwrap();
    rahmat.behind.work(rahmat.device());
    assert_eq!(under_way.await.unwrap(), Errand::Stopped);
    world.section("the system holds the app still in the middle of its run");
    rahmat.network.clear();
    while errand(&rahmat).await == Errand::Stopped {
        handset.pause();
        tokio::task::yield_now().await;
    }
    assert_brought(&world, id).await;
}
