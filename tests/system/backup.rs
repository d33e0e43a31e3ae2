//! A backup travels from one phone of a person to the next.

use sambang::device::{DeviceError, Pin, TakenOver};

use crate::network::Fault;
use crate::phone::{PIN, Phone};
use crate::safety::listed;
use crate::visit;
use crate::world::World;

/// A phone of the same person, enrolled anew.
async fn next_phone(world: &World, old: &Phone) -> Phone {
    let person = old.device().person().unwrap();
    let mut phone = Phone::new();
    phone.enrol(&world.server().url(), &world.code(&person).await).await;
    phone
}

fn pin(text: &str) -> Pin {
    Pin::parse(text).unwrap()
}

#[tokio::test]
async fn a_backup_brings_drafts_and_unsent_surveys_onto_the_next_phone() {
    let world = World::start().await;
    let old = world.phone("Rahmat").await;
    let received = visit::complete(old.device(), "1803022001", 9003);
    old.device().finish(received).unwrap();
    old.sync().await;
    let sealed = visit::complete(old.device(), "1803022001", 9004);
    old.device().finish(sealed).unwrap();
    let draft = visit::complete(old.device(), "1803022001", 9005);
    let thrown = visit::complete(old.device(), "1803022001", 9006);
    old.device().discard_draft(thrown).unwrap();
    world.section("one half-sent photo goes along, with the place where it stopped");
    let cut = [Fault::None, Fault::None, Fault::CutAfter(1000)];
    old.network.script(cut.into_iter().chain([Fault::Offline; 20]));
    old.sync().await;
    let file = old.device().save_backup().unwrap();
    let bytes = std::fs::read(&file).unwrap();
    for secret in [&b"1803025002879004"[..], b"CONTOH", b"JFIF", b"Rahmat", PIN.as_bytes()] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }

    let new = next_phone(&world, &old).await;
    let own = visit::complete(new.device(), "1803022001", 9010);
    new.device().finish(own).unwrap();
    let taken = new.device().restore_backup(&file, &pin(PIN)).unwrap();
    assert_eq!(taken, TakenOver { drafts: 2, waiting: 1, received: 1, known: 0 });
    world.section("drafts are drafts of this phone");
    assert_eq!(new.device().survey(draft).unwrap(), old.device().survey(draft).unwrap());
    for photo in new.device().survey(draft).unwrap().evidence {
        assert_eq!(new.device().photo(photo.sha256).unwrap(), old.device().photo(photo.sha256).unwrap());
    }
    assert_eq!(new.device().bin().unwrap()[0].id, thrown);
    new.device().finish(draft).unwrap();
    world.section("receipts came along; what waited is sent as the old phone sealed it");
    new.assert_receipt_complete(received);
    assert_eq!(new.sync().await, None);
    new.assert_outbox_empty();
    for id in [sealed, draft, own] {
        world.assert_received_once(&new, id).await;
    }
    let of = |id| world.stored(id);
    assert_ne!(of(sealed).await.unwrap().device, of(draft).await.unwrap().device);
    assert_eq!(
        (of(own).await.unwrap().sequence, of(draft).await.unwrap().sequence),
        (1, 2),
        "its own count has no gap"
    );
    world.section("a second time changes nothing, and the old phone is told that all is there");
    let again = new.device().restore_backup(&file, &pin(PIN)).unwrap();
    assert_eq!(again, TakenOver { known: 4, ..TakenOver::default() });
    old.network.script([]);
    assert_eq!(old.sync().await, None);
    old.assert_receipt_complete(sealed);
    let counts = world.server().registry().counts().await.unwrap();
    assert_eq!((counts.revisions, counts.conflicts), (4, 0));
}

#[tokio::test]
async fn a_backup_opens_only_for_its_person_and_only_whole() {
    let world = World::start().await;
    let old = world.phone("Rahmat").await;
    let draft = old.visit();
    let file = old.device().save_backup().unwrap();
    let new = next_phone(&world, &old).await;
    let code = |result: Result<TakenOver, DeviceError>| result.unwrap_err().code();
    assert_eq!(code(new.device().restore_backup(&file, &pin("246801"))), "backup.wrong_pin");
    let dewi = world.phone("Dewi").await;
    assert_eq!(code(dewi.device().restore_backup(&file, &pin(PIN))), "backup.other_person");
    let bytes = std::fs::read(&file).unwrap();
    let other = file.with_extension("other");
    let head = bytes.windows(10).position(|window| window == b"SQLite for").unwrap_or(2000);
    for (at, bit) in [(head + 5000, 1), (bytes.len() - 1, 128), (bytes.len() / 2, 4)] {
        let mut changed = bytes.clone();
        changed[at] ^= bit;
        std::fs::write(&other, changed).unwrap();
        assert_eq!(code(new.device().restore_backup(&other, &pin(PIN))), "backup.damaged", "byte {at}");
    }
    for length in [bytes.len() - 1, bytes.len() / 2, 30] {
        std::fs::write(&other, &bytes[..length]).unwrap();
        assert_eq!(code(new.device().restore_backup(&other, &pin(PIN))), "backup.damaged", "cut to {length}");
    }
    std::fs::write(&other, [&bytes[..], b"x"].concat()).unwrap();
    assert_eq!(code(new.device().restore_backup(&other, &pin(PIN))), "backup.damaged");
    std::fs::write(&other, visit::camera_jpeg(1)).unwrap();
    assert_eq!(code(new.device().restore_backup(&other, &pin(PIN))), "backup.not_a_backup");
    std::fs::write(
        &other,
        bytes.iter().enumerate().map(|(at, b)| if at == 15 { b'9' } else { *b }).collect::<Vec<_>>(),
    )
    .unwrap();
    assert_eq!(code(new.device().restore_backup(&other, &pin(PIN))), "backup.newer");
    assert!(listed(&new).is_empty() && listed(&dewi).is_empty(), "nothing of it was taken over");
    world.section("a forgotten PIN is no loss: the province opens its own lock");
    let fresh = world.recovery_code(&old).await;
    let taken = new.device().restore_backup_with_code(&file, &fresh).await.unwrap();
    assert_eq!((taken.drafts, listed(&new)), (1, vec![draft]));
    assert_eq!(
        std::fs::read_dir(new.setup().folder).unwrap().filter(|f| f.as_ref().unwrap().path().is_dir()).count(),
        0
    );
}
