//! What is burned into the photos of a business stays true while the visit is a draft.

use sambang::media::{Caption, PhotoKind, prepare};
use sambang_domain::region::RegionTable;
use sambang_domain::survey::{Attachment, EvidenceKind, Position};

use crate::phone::Phone;
use crate::visit;
use crate::world::World;

const HERE: &str = "1803022001";
const FRONT: EvidenceKind = EvidenceKind::BusinessFront;

fn position(phone: &Phone, latitude: f64, by_hand: bool) -> Position {
    Position {
        latitude,
        longitude: 104.9,
        accuracy_m: if by_hand { 0.0 } else { 8.0 },
        at: phone.device().now(),
        mock: Some(false),
        by_hand,
        receiver_ahead_ms: None,
        unknown: Default::default(),
    }
}

/// The stored photo of the business is `original`, whose file tells no time, with exactly this point burned in.
fn assert_burned(phone: &Phone, front: &Attachment, original: &[u8], point: &str) {
    let village = RegionTable::shipped().full_name(visit::village(HERE)).unwrap();
    let added = "Waktu foto tidak tercatat · ditambahkan 15-04-2021 09.31:00".to_owned();
    let lines = vec![added, format!("Titik survei {point}"), village, phone.device().person().unwrap().name];
    let expected = prepare(original, PhotoKind::Business, Some(&Caption { lines })).unwrap();
    assert!(phone.device().photo(front.sha256).unwrap() == expected.jpeg, "burned in: {point}");
}

#[tokio::test]
async fn after_the_point_was_corrected_its_photos_are_burned_anew_from_the_original_and_say_that_it_was_typed() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let id = visit::complete(rahmat.device(), HERE, 9003);
    let front = |phone: &Phone| phone.device().survey(id).unwrap().photos(&FRONT).next().unwrap().clone();
    let original = visit::camera_jpeg(9003 * 10 + 1);
    assert_burned(&rahmat, &front(&rahmat), &original, "tanpa titik lokasi");
    let first = front(&rahmat).sha256;

    // What is burned in anew is burned into the stored picture as it was before its first caption.
    let plain = prepare(&original, PhotoKind::Business, None).unwrap().jpeg;
    world.section("a receiver's point has its accuracy");
    let fix = position(&rahmat, -4.8, false);
    rahmat.device().edit(id, |survey| survey.position = Some(fix)).unwrap();
    rahmat.device().renew_captions(id).unwrap();
    assert_burned(&rahmat, &front(&rahmat), &plain, "-4.80000, 104.90000 ±8 m");

    world.section("a typed one never has; nothing of the earlier captions is left, a day and a kill later");
    rahmat.clock.advance_ms(24 * 60 * 60 * 1000);
    rahmat.crash();
    let typed = position(&rahmat, -4.812_345, true);
    rahmat.device().edit(id, |survey| survey.position = Some(typed)).unwrap();
    rahmat.device().renew_captions(id).unwrap();
    let last = front(&rahmat);
    assert_burned(&rahmat, &last, &plain, "-4.81234, 104.90000 (diketik)");
    assert_ne!(last.sha256, first);
    assert!(rahmat.device().photo(first).is_err(), "the photo that was replaced is gone");

    world.section("the card has no caption, and what the province gets is the last one");
    let card = rahmat.device().survey(id).unwrap().photos(&EvidenceKind::IdentityCard).next().unwrap().clone();
    let plain = prepare(&visit::camera_jpeg(9003 * 10), PhotoKind::IdentityCard, None).unwrap();
    assert!(rahmat.device().photo(card.sha256).unwrap() == plain.jpeg);
    rahmat.device().finish(id).unwrap();
    assert_eq!(rahmat.sync().await, None);
    world.assert_received_once(&rahmat, id).await;
    assert!(world.stored(id).await.unwrap().survey.evidence.iter().any(|photo| photo.sha256 == last.sha256));
}
