//! A backup travels from one phone of a person to the next.

use sambang::device::{DeviceError, OpenedBy, Passphrase, Pin, Secret, TakenOver, look_at_backup};
use sambang_domain::people::Role;
use sambang_server::NewPerson;

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

fn code(result: Result<TakenOver, DeviceError>) -> String {
    result.unwrap_err().code()
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
    let file = old.backup();
    let bytes = std::fs::read(&file).unwrap();
    for secret in [&b"1803025002879004"[..], b"CONTOH", b"JFIF", b"Rahmat", PIN.as_bytes()] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }

    let new = next_phone(&world, &old).await;
    let own = visit::complete(new.device(), "1803022001", 9010);
    new.device().finish(own).unwrap();
    let taken = new.restore(&file).unwrap();
    assert_eq!(taken, TakenOver { drafts: 2, waiting: 1, received: 0, known: 0 });
    world.section("drafts are drafts of this phone");
    assert_eq!(new.device().survey(draft).unwrap(), old.device().survey(draft).unwrap());
    for photo in new.device().survey(draft).unwrap().evidence {
        assert_eq!(new.device().photo(photo.sha256).unwrap(), old.device().photo(photo.sha256).unwrap());
    }
    assert_eq!(new.device().bin().unwrap()[0].id, thrown);
    new.device().finish(draft).unwrap();
    world.section("what the province has stays there; what waited is sent as the old phone sealed it");
    assert!(new.device().survey(received).is_err());
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
    let again = new.restore(&file).unwrap();
    assert_eq!(again, TakenOver { known: 3, ..TakenOver::default() });
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
    let file = old.backup();
    let look = look_at_backup(&file).unwrap();
    assert_eq!((look.device, look.opened_by), (old.id(), OpenedBy::Words));
    let new = next_phone(&world, &old).await;
    let others = Secret::Words(Passphrase::random());
    assert_eq!(code(new.device().restore_backup(&file, &others)), "backup.wrong_words");
    let pin = Secret::Pin(Pin::parse(PIN).unwrap());
    assert_eq!(code(new.device().restore_backup(&file, &pin)), "backup.wrong_words", "no PIN opens it");
    let dewi = world.phone("Dewi").await;
    assert_eq!(code(dewi.restore(&file)), "backup.other_person");
    let bytes = std::fs::read(&file).unwrap();
    let other = file.with_extension("other");
    let head = 21 + u32::from_be_bytes(bytes[17..21].try_into().unwrap()) as usize;
    for (at, bit) in [(head + 5000, 1), (bytes.len() - 1, 128), (bytes.len() / 2, 4)] {
        let mut changed = bytes.clone();
        changed[at] ^= bit;
        std::fs::write(&other, changed).unwrap();
        assert_eq!(code(new.restore(&other)), "backup.damaged", "byte {at}");
    }
    for length in [bytes.len() - 1, bytes.len() / 2, 30] {
        std::fs::write(&other, &bytes[..length]).unwrap();
        assert_eq!(code(new.restore(&other)), "backup.damaged", "cut to {length}");
    }
    std::fs::write(&other, [&bytes[..], b"x"].concat()).unwrap();
    assert_eq!(code(new.restore(&other)), "backup.damaged");
    std::fs::write(&other, visit::camera_jpeg(1)).unwrap();
    assert_eq!(code(new.restore(&other)), "backup.not_a_backup");
    std::fs::write(
        &other,
        bytes.iter().enumerate().map(|(at, b)| if at == 15 { b'9' } else { *b }).collect::<Vec<_>>(),
    )
    .unwrap();
    assert_eq!(code(new.restore(&other)), "backup.newer");
    assert!(listed(&new).is_empty() && listed(&dewi).is_empty(), "nothing of it was taken over");
    world.section("lost words are no loss: the province opens its own lock, for a code of the phone that wrote it");
    let enrols = world.code(&old.device().person().unwrap()).await;
    assert_eq!(code(new.device().restore_backup_with_code(&file, &enrols).await), "enrolment.code_invalid");
    let of_the_new = world.recovery_code(&new).await;
    assert_eq!(code(new.device().restore_backup_with_code(&file, &of_the_new).await), "enrolment.code_invalid");
    let opens = world.recovery_code(&old).await;
    new.network.script([Fault::LoseReply]);
    assert!(new.device().restore_backup_with_code(&file, &opens).await.is_err());
    let taken = new.device().restore_backup_with_code(&file, &opens).await.unwrap();
    assert_eq!((taken.drafts, listed(&new)), (1, vec![draft]));
    assert_eq!(
        std::fs::read_dir(new.setup().folder).unwrap().filter(|f| f.as_ref().unwrap().path().is_dir()).count(),
        0
    );
    assert!(old.device().reopenings().unwrap().at.is_empty(), "the phone's own lock was not opened");
}

/// A backup that an app of the first version made: one draft of this person, PIN [`PIN`].
const FIRST: &[u8] = include_bytes!("samples/backup_v1.sambang");
const FIRST_PERSON: &str = "0178d35e-0ea0-7226-8241-1cb36b536cae";

#[tokio::test]
async fn a_backup_of_an_older_app_still_opens_with_its_pin() {
    let world = World::start().await;
    let new = NewPerson {
        name: "CONTOH Rahmat".into(),
        role: Role::Facilitator,
        area: vec!["1803".parse().unwrap()],
        office: "Dinas CONTOH".into(),
    };
    let person = world.server().registry().add_person_as(FIRST_PERSON.parse().unwrap(), new).await.unwrap();
    let mut phone = Phone::new();
    phone.enrol(&world.server().url(), &world.code(&person).await).await;
    let file = phone.folder.path().join("lama.sambang");
    std::fs::write(&file, FIRST).unwrap();
    assert_eq!(look_at_backup(&file).unwrap().opened_by, OpenedBy::Pin, "the person is told that it is weak");
    let wrong = Secret::Pin(Pin::parse("246801").unwrap());
    assert_eq!(code(phone.device().restore_backup(&file, &wrong)), "backup.wrong_pin");
    assert_eq!(code(phone.restore(&file)), "backup.wrong_pin");
    let taken = phone.device().restore_backup(&file, &Secret::Pin(Pin::parse(PIN).unwrap())).unwrap();
    assert_eq!(taken, TakenOver { drafts: 1, ..TakenOver::default() });
    let survey = phone.device().survey(listed(&phone)[0]).unwrap();
    assert_eq!((survey.identity.name.as_str(), survey.evidence.len()), ("CONTOH Siti", 1));
    assert!(!phone.device().photo(survey.evidence[0].sha256).unwrap().is_empty());
}
