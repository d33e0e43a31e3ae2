//! A backup travels from one phone of a person to the next.

use std::path::Path;

use rusqlite::types::ValueRef;
use sambang::device::{DeviceError, OpenedBy, Passphrase, Pin, Secret, TakenOver, look_at_backup};
use sambang::store::StoreKey;
use sambang::sync::SealedLock;
use sambang_domain::people::Role;
use sambang_server::NewPerson;

use crate::damaged::behind;
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

/// The database in a backup, and everything that stands in its tables.
struct Opened {
    connection: rusqlite::Connection,
    tables: Vec<String>,
}

impl Opened {
    fn new(file: &Path, key: &StoreKey) -> Self {
        let bytes = std::fs::read(file).unwrap();
        let head = 21 + u32::from_be_bytes(bytes[17..21].try_into().unwrap()) as usize;
        let database = file.with_extension("db");
        std::fs::write(&database, &bytes[head..bytes.len() - 32]).unwrap();
        #[expect(clippy::disallowed_methods, reason = "not the app opens it here")]
        let connection = rusqlite::Connection::open(database).unwrap();
        connection.pragma_update(None, "key", format!("x'{}'", hex::encode(key.as_slice()))).unwrap();
        let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        let mut names = connection.prepare(sql).unwrap();
        let tables = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        drop(names);
        Self { connection, tables }
    }

    fn rows(&self, table: &str) -> u32 {
        self.connection.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// All cells, one after the other.
    fn content(&self) -> Vec<u8> {
        let mut content = Vec::new();
        for table in &self.tables {
            let mut all = self.connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = all.column_count();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for at in 0..columns {
                    if let ValueRef::Text(bytes) | ValueRef::Blob(bytes) = row.get_ref(at).unwrap() {
                        content.extend_from_slice(bytes);
                    }
                }
            }
        }
        content
    }

    fn holds(&self, bytes: &[u8]) -> bool {
        self.content().windows(bytes.len()).any(|part| part == bytes)
    }
}

/// The key of a backup, as the office gets it with a code for the phone that wrote it.
async fn key_of(world: &World, phone: &Phone, file: &Path) -> StoreKey {
    let bytes = std::fs::read(file).unwrap();
    let head = 21 + u32::from_be_bytes(bytes[17..21].try_into().unwrap()) as usize;
    let head: serde_json::Value = serde_json::from_slice(&bytes[21..head]).unwrap();
    let sealed = head["locks"]["recovery"].as_str().unwrap().to_owned();
    assert!(head.to_string().contains("words") && !head.to_string().contains("pin"), "{head}");
    let lock = SealedLock { device: phone.id(), sealed, pass: None };
    world.open_lock(&world.recovery_code(phone).await, lock).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_holds_what_restoring_reads_and_nothing_else() {
    let world = World::start().await;
    let mut rahmat = world.phone("Rahmat").await;
    let received = visit::complete(rahmat.device(), "1803022001", 9003);
    rahmat.device().finish(received).unwrap();
    assert_eq!(rahmat.sync().await, None);
    let received_photo = rahmat.device().photo(rahmat.device().survey(received).unwrap().evidence[0].sha256).unwrap();
    let draft = visit::complete(rahmat.device(), "1803022001", 9005);
    let waiting = visit::complete(rahmat.device(), "1803022001", 9004);
    rahmat.device().finish(waiting).unwrap();
    let kept_photo = rahmat.device().photo(rahmat.device().survey(draft).unwrap().evidence[0].sha256).unwrap();
    for sql in [
        "INSERT INTO filters (subject, wanted, bytes) VALUES ('recipients//x', '{}', CAST('CONTOH rahasia filter' AS BLOB))",
        "INSERT INTO filter_pieces (sha256, at, bytes) VALUES ('x', 0, x'00')",
        "INSERT INTO assignments (id, programme, nik, withdrawn, body) VALUES ('x', 'x', '1803025002879077', 0, '{}')",
    ] {
        behind(&world, &mut rahmat, sql).await;
    }
    let file = rahmat.backup();
    let backup = Opened::new(&file, &key_of(&world, &rahmat, &file).await);
    world.section("what is there");
    for kept in [b"1803025002879005".as_slice(), b"1803025002879004", &kept_photo[..2000]] {
        assert!(backup.holds(kept));
    }
    assert_eq!((backup.rows("surveys"), backup.rows("revisions")), (2, 1));
    assert_eq!(backup.rows("passes"), 1);
    world.section("what is not");
    let key = world.key_of(&rahmat).await;
    let database = rahmat.setup().folder.join("sambang.db");
    rahmat.lock();
    #[expect(clippy::disallowed_methods, reason = "not the app opens it here")]
    let own = rusqlite::Connection::open(database).unwrap();
    own.pragma_update(None, "key", format!("x'{}'", hex::encode(key.as_slice()))).unwrap();
    let identity: String =
        own.query_row("SELECT value FROM meta WHERE name = 'identity'", [], |row| row.get(0)).unwrap();
    drop(own);
    let identity: serde_json::Value = serde_json::from_str(&identity).unwrap();
    for name in ["token", "signing_seed"] {
        let secret = identity[name].as_str().unwrap();
        assert!(secret.len() > 20 && !backup.holds(secret.as_bytes()), "{name}");
    }
    for gone in [b"1803025002879003".as_slice(), b"1803025002879077", b"CONTOH rahasia", &received_photo[..2000]] {
        assert!(!backup.holds(gone));
    }
    let mut names = backup.connection.prepare("SELECT name FROM meta").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names, ["backup_of"]);
    let carried = ["meta", "programmes", "surveys", "attachments", "attachment_pieces", "plain_photos", "passes"];
    let carried = [&carried[..], &["survey_attachments", "pictures", "revisions", "outbox", "receipts"]].concat();
    for table in backup.tables.iter().filter(|table| !carried.contains(&table.as_str())) {
        assert_eq!(backup.rows(table), 0, "{table}");
    }
    let hex_key = hex::encode(key.as_slice());
    assert!(key_of(&world, &rahmat, &file).await != key && !backup.holds(hex_key.as_bytes()), "a key of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_backup_of_a_tablet_holds_nothing_of_its_area() {
    let world = World::start().await;
    let rahmat = world.phone("Rahmat").await;
    let id = rahmat.finished_visit();
    assert_eq!(rahmat.sync().await, None);
    let dewi = world.tablet("Dewi").await;
    assert_eq!(dewi.sync().await, None);
    assert_eq!(dewi.device().case(id).unwrap().survey.id, id);
    let file = dewi.backup();
    let backup = Opened::new(&file, &key_of(&world, &dewi, &file).await);
    assert!(!backup.holds(b"1803025002879003"));
    for table in backup.tables.iter().filter(|table| table.starts_with("area_")) {
        assert_eq!(backup.rows(table), 0, "{table}");
    }
}
