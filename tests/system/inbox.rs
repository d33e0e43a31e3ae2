//! What lies about in the app's folder: photos that came while it was locked, and stores that were set aside.

use sambang::device;
use sambang_domain::ids::Digest;
use sambang_domain::survey::EvidenceKind;

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const KIND: EvidenceKind = EvidenceKind::BusinessFront;

fn holds(phone: &Phone, name: &str, photo: &[u8]) -> bool {
    let file = std::fs::read(phone.setup().folder.join("inbox").join(name)).unwrap();
    file.windows(64).any(|part| part == &photo[1000..1064])
}

#[tokio::test]
async fn a_photo_that_comes_while_the_app_is_locked_is_sealed_and_attached_after_the_unlock() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let (id, camera, other) = (rahmat.visit(), visit::camera_jpeg(779), visit::camera_jpeg(780));
    rahmat.device().expect_photo(id, KIND).unwrap();
    let inbox = rahmat.device().inbox();
    std::fs::create_dir_all(&inbox).unwrap();
    rahmat.lock();
    std::fs::write(inbox.join("1.jpg"), &camera).unwrap();
    assert!(holds(&rahmat, "1.jpg", &camera));
    assert_eq!(device::seal_inbox(&rahmat.setup().folder, crate::world::MORNING).unwrap(), 1);
    assert!(!holds(&rahmat, "1.jpg", &camera));
    rahmat.crash();
    assert_eq!(rahmat.device().collect_inbox().unwrap().added, 1);
    let survey = rahmat.device().survey(id).unwrap();
    assert!(survey.photos(&KIND).any(|photo| photo.source_sha256 == Digest::of(&camera)));
    assert_eq!(std::fs::read_dir(&inbox).unwrap().count(), 0);

    world.section("one that belongs to nobody is sealed at once, and can be looked at and claimed");
    std::fs::write(inbox.join("2.jpg"), &other).unwrap();
    rahmat.device().collect_inbox().unwrap();
    let waiting = rahmat.device().unclaimed_photos().unwrap().remove(0);
    assert!(!holds(&rahmat, &waiting.name, &other));
    rahmat.crash();
    assert!(!rahmat.device().unclaimed_thumbnail(&waiting.name).unwrap().is_empty());
    rahmat.device().claim_photo(&waiting.name, id, KIND).unwrap();
    let survey = rahmat.device().survey(id).unwrap();
    assert!(survey.photos(&KIND).any(|photo| photo.source_sha256 == Digest::of(&other)));
}

#[tokio::test]
async fn a_store_that_was_set_aside_can_be_removed_when_nothing_waits() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    std::fs::write(rahmat.setup().folder.join("sambang.db.damaged-1"), b"an older store").unwrap();
    let id = rahmat.finished_visit();
    let file = rahmat.device().set_aside_files().unwrap().remove(0);
    assert_eq!((file.name.as_str(), file.bytes), ("sambang.db.damaged-1", 14));
    assert_eq!(rahmat.device().remove_set_aside(&file.name).unwrap_err().code(), "device.still_waiting");
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    rahmat.device().remove_set_aside(&file.name).unwrap();
    assert_eq!(rahmat.device().set_aside_files().unwrap(), []);
    assert!(rahmat.device().remove_set_aside("sambang.key").is_err());
}
