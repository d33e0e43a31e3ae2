//! Stores that programs made before this one: their library noted what it had done in a table of its own.

use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use super::migrate::{self, MigrateError, SQLITE};
use super::{Conn, StoreError};

/// The table as that library made it.
const NOTED: &str = "
CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
                ";

/// The beginnings of the checksums that such a program noted.
const CHECKSUMS: [(i64, &str); 16] = [
    (1, "ba0ed4338b04d2a1c74894ef7c235b1c"),
    (2, "b3b2b53ca94a291928d170f45378fd81"),
    (3, "8bbcb40cb991150084c6542fa134867f"),
    (4, "b969ce63e67be6d690ad7bbe2838db47"),
    (5, "9386137cc88bb75c2a02810cc1342cdf"),
    (6, "61774d84fd64f5a319361e04fbffa815"),
    (7, "e155230546db009bda5e2c54ef4aba51"),
    (8, "c38c7113ee82cfb345a877e9ebcf2196"),
    (9, "77454c7d48ea5bcffeebe21c2ab9e8e3"),
    (10, "29f98b5717138ff8b9c10ea7778c7378"),
    (11, "dc43abaab69abb097602ad83eb277c2e"),
    (13, "2159385cef38209892806fa0379e8658"),
    (15, "d173fb6f6a9c9533259e28fe3424ad72"),
    (16, "d7d8c3913411b1a06f94f87faa982f92"),
    (17, "5880a94e5b6b82b3ecea55a2a642a3fb"),
    (18, "efca7c3c83da46ef3edf8659d1d42e45"),
];

/// What a store looks like that such a program made when it knew migrations up to `known`.
fn made(known: i64) -> (tempfile::TempDir, Connection) {
    use sha2::{Digest, Sha384};
    let dir = tempfile::tempdir().unwrap();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let file = Connection::open_with_flags(dir.path().join("store"), flags).unwrap();
    file.execute_batch(NOTED).unwrap();
    for (version, name, sql) in SQLITE.iter().filter(|(version, ..)| *version <= known) {
        file.execute_batch(sql).unwrap();
        let checksum = Sha384::digest(sql).to_vec();
        let noted = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
            VALUES (?1, ?2, TRUE, ?3, -1)";
        file.execute(noted, (version, name, checksum)).unwrap();
    }
    (dir, file)
}

fn opened(dir: &tempfile::TempDir) -> Result<(), StoreError> {
    migrate::run(&mut Conn::open(&dir.path().join("store"), &Arc::default()).unwrap())
}

/// Number, success and whether the time it took is told of every migration.
fn noted(file: &Connection) -> Vec<(i64, bool, bool)> {
    let mut rows =
        file.prepare("SELECT version, success, execution_time > 0 FROM _sqlx_migrations ORDER BY 1").unwrap();
    let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn released_migrations_are_those_that_released_programs_noted() {
    let (_dir, file) = made(i64::MAX);
    for (version, begins) in CHECKSUMS {
        let sql = "SELECT substr(lower(hex(checksum)), 1, 32) FROM _sqlx_migrations WHERE version = ?1";
        assert_eq!(file.query_row(sql, [version], |row| row.get::<_, String>(0)).unwrap(), begins, "{version}");
    }
}

#[test]
fn a_released_programs_store_opens_and_goes_on_from_where_it_was() {
    for known in [0, 1, 10, 18] {
        let (dir, file) = made(known);
        opened(&dir).unwrap();
        let expected: Vec<_> = SQLITE.iter().map(|(version, ..)| (*version, true, *version > known)).collect();
        assert_eq!(noted(&file), expected);
        let tables = |file: &Connection| -> String {
            let sql = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
            file.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!(tables(&file), tables(&made(i64::MAX).1));
    }
}

#[test]
fn a_store_with_another_text_or_a_half_done_one_is_refused() {
    let (dir, file) = made(10);
    file.execute_batch("UPDATE _sqlx_migrations SET checksum = zeroblob(48) WHERE version = 3").unwrap();
    assert!(matches!(opened(&dir), Err(StoreError::Migrate(MigrateError::Changed(3)))));
    let (dir, file) = made(10);
    file.execute_batch("UPDATE _sqlx_migrations SET success = FALSE WHERE version = 10").unwrap();
    assert!(matches!(opened(&dir), Err(StoreError::Migrate(MigrateError::Unfinished(10)))));
    assert_eq!(noted(&file).len(), 10, "nothing was done");
}

#[test]
fn a_migration_that_fails_leaves_nothing_behind() {
    let (dir, file) = made(1);
    file.execute_batch("CREATE TABLE brought (in_the_way INTEGER)").unwrap();
    assert!(matches!(opened(&dir), Err(StoreError::Migrate(MigrateError::Failed(10, _)))));
    assert_eq!(noted(&file).last(), Some(&(9, true, true)));
    file.execute_batch("DROP TABLE brought").unwrap();
    opened(&dir).unwrap();
}
