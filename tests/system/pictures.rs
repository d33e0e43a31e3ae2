//! Photos belong to whom they were taken for, and prove one business.

use sambang::device::QueueFilter;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::survey::EvidenceKind;

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const HERE: &str = "1803022001";
const FRONT: EvidenceKind = EvidenceKind::BusinessFront;

fn begin(phone: &Phone) -> SurveyId {
    let programme = phone.device().programmes().unwrap().remove(0).reference;
    phone.device().start_visit(&programme).unwrap()
}

fn sources(phone: &Phone, id: SurveyId) -> Vec<Digest> {
    phone.device().survey(id).unwrap().evidence.iter().map(|photo| photo.source_sha256).collect()
}

fn put(phone: &Phone, name: &str, photo: &[u8]) {
    let inbox = phone.device().inbox();
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join(name), photo).unwrap();
}

#[tokio::test]
async fn a_photo_left_in_the_inbox_is_never_attached_to_the_next_applicant() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let (device, of_a, of_b) = (rahmat.device(), visit::small_jpeg(1), visit::small_jpeg(2));
    let (a, b) = (begin(&rahmat), begin(&rahmat));
    device.expect_photo(a, FRONT).unwrap();
    put(&rahmat, "1.jpg", &of_a);
    device.discard_draft(a).unwrap();
    let collected = device.collect_inbox().unwrap();
    assert_eq!((collected.added, collected.unclaimed), (0, 1));
    device.expect_photo(b, FRONT).unwrap();
    put(&rahmat, "2.jpg", &of_b);
    assert_eq!(device.collect_inbox().unwrap().added, 1);
    assert_eq!(sources(&rahmat, b), [Digest::of(&of_b)]);
    world.section("the person says what becomes of it");
    let waiting = device.unclaimed_photos().unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(!device.unclaimed_thumbnail(&waiting[0].name).unwrap().is_empty());
    let c = begin(&rahmat);
    device.claim_photo(&waiting[0].name, c, FRONT).unwrap();
    assert_eq!(sources(&rahmat, c), [Digest::of(&of_a)]);
    assert_eq!(device.unclaimed_photos().unwrap(), []);
}

#[tokio::test]
async fn a_photo_that_comes_after_its_chooser_was_closed_belongs_to_nobody() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let device = rahmat.device();
    let (a, b) = (begin(&rahmat), begin(&rahmat));
    device.expect_photo(a, FRONT).unwrap();
    device.forget_photo().unwrap();
    put(&rahmat, "late.jpg", &visit::small_jpeg(1));
    assert_eq!(device.unclaimed_photos().unwrap().len(), 1);
    device.expect_photo(b, FRONT).unwrap();
    assert_eq!(device.collect_inbox().unwrap().added, 0);
    assert!(sources(&rahmat, b).is_empty());
    let waiting = device.unclaimed_photos().unwrap();
    device.discard_unclaimed(&waiting[0].name).unwrap();
    assert_eq!(device.unclaimed_photos().unwrap(), []);
}

#[tokio::test]
async fn a_photo_for_a_survey_that_was_sealed_meanwhile_belongs_to_nobody() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.visit();
    rahmat.device().expect_photo(id, FRONT).unwrap();
    rahmat.device().finish(id).unwrap();
    put(&rahmat, "1.jpg", &visit::small_jpeg(1));
    assert_eq!(rahmat.device().collect_inbox().unwrap().unclaimed, 1);
    assert_eq!(rahmat.device().pending_photo().unwrap(), None);
}

/// The warning that a picture stands for another applicant, by path.
fn shared(phone: &Phone, id: SurveyId) -> Vec<String> {
    let findings = phone.device().findings(id).unwrap().into_iter();
    findings.filter(|finding| finding.code.as_str() == "photo.of_another").map(|finding| finding.path).collect()
}

#[tokio::test]
async fn one_picture_of_a_business_for_two_applicants_is_a_finding_on_the_phone_and_at_the_province() {
    let world = World::start().await;
    let (rahmat, dewi) = (world.phone("Rahmat").await, world.tablet("Dewi").await);
    let photo = visit::camera_jpeg(4_711);
    let (first, second) = (rahmat.visit(), visit::complete(rahmat.device(), HERE, 9004));
    rahmat.device().take_photo(first, FRONT, &photo).unwrap();
    assert_eq!(shared(&rahmat, first), Vec::<String>::new());
    rahmat.device().take_photo(second, FRONT, &[&photo[..], b"seven!!"].concat()).unwrap();
    assert_eq!(shared(&rahmat, second), ["evidence.business_front"]);
    rahmat.device().finish(first).unwrap();
    rahmat.device().finish(second).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.section("the tablet is told by the province");
    assert_eq!(dewi.sync().await, None);
    let case = dewi.device().case(second).unwrap();
    let finding = case.findings.iter().find(|finding| finding.code.as_str() == "photo.of_another").unwrap();
    assert!(!finding.args["name"].is_empty());
    let row =
        dewi.device().queue(&QueueFilter::default()).unwrap().into_iter().find(|row| row.survey == second).unwrap();
    assert!(row.findings.iter().any(|(_, code)| code == "photo.of_another"), "{:?}", row.findings);
    world.section("and so it is for two facilitators");
    let yulianti = world.phone("Yulianti").await;
    let third = visit::complete(yulianti.device(), HERE, 9005);
    yulianti.device().take_photo(third, EvidenceKind::BusinessActivity, &photo).unwrap();
    yulianti.device().finish(third).unwrap();
    assert_eq!(yulianti.sync().await, None);
    assert_eq!(dewi.sync().await, None);
    let found = dewi.device().case(third).unwrap().findings;
    assert!(found.iter().any(|finding| finding.path == "evidence.business_activity"), "{found:?}");
}

#[tokio::test]
async fn one_picture_in_two_tiles_is_found_whatever_its_file_carries() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let (id, photo) = (rahmat.visit(), visit::camera_jpeg(4_712));
    rahmat.device().take_photo(id, FRONT, &photo).unwrap();
    rahmat.device().take_photo(id, EvidenceKind::BusinessActivity, &[&photo[..], b"seven!!"].concat()).unwrap();
    let findings = rahmat.device().findings(id).unwrap();
    assert!(findings.iter().any(|finding| finding.code.as_str() == "photo.duplicate"), "{findings:?}");
}
