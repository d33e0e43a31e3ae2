//! What stands in the database of a backup, and what does not.

use std::path::Path;

use rusqlite::types::ValueRef;
use sambang::store::StoreKey;
use sambang::sync::SealedLock;
use sambang_domain::wire::v1::WaitsFor;

use crate::damaged::behind;
use crate::phone::Phone;
use crate::visit;
use crate::world::World;

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
    let lock = SealedLock { device: phone.id(), sealed, pass: None, opens: WaitsFor::Backup };
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
