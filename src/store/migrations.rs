//! Bringing a database up to the version this app knows.
//!
//! Numbered files are replayed from the first on a new database too, so there is one path. All
//! pending ones run in one transaction. Before an upgrade a copy of the file is kept until the next
//! good start; a released file is never edited.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// Every migration, oldest first; the version of a database is how many it has had.
const MIGRATIONS: &[&str] = &[
    include_str!("sql/0001_first.sql"),
    include_str!("sql/0002_safety.sql"),
    include_str!("sql/0003_assignments.sql"),
    include_str!("sql/0004_filters.sql"),
    include_str!("sql/0005_lists.sql"),
    include_str!("sql/0006_reviews.sql"),
    include_str!("sql/0007_returns.sql"),
    include_str!("sql/0008_history.sql"),
    include_str!("sql/0009_world.sql"),
    include_str!("sql/0010_hands.sql"),
    include_str!("sql/0011_filters.sql"),
    include_str!("sql/0012_leaving.sql"),
    include_str!("sql/0013_standing.sql"),
];

/// All of them as one text: the schema as `docs/schema.sql` shows it.
#[cfg(test)]
pub(super) fn all() -> String {
    MIGRATIONS.join("\n")
}

/// Runs what is missing.
pub(super) fn bring_up_to_date(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    upgrade(connection, path, MIGRATIONS)
}

fn upgrade(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get("user_version"))?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    let copy = path.with_extension("db.before-upgrade");
    if found == known {
        remove_if_there(&copy)?;
        return Ok(());
    }
    if found > 0 {
        remove_if_there(&copy)?;
        // VACUUM INTO writes the copy with the same key.
        connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in migrations.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{StoreKey, connect};

    fn version(connection: &Connection) -> u32 {
        connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_newer_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = connect(&path, &StoreKey::new([1; 32])).unwrap();
        upgrade(&mut connection, &path, &["CREATE TABLE a (x)", "CREATE TABLE b (x)"]).unwrap();
        let refused = upgrade(&mut connection, &path, &["CREATE TABLE a (x)"]);
        assert!(matches!(refused, Err(StoreError::Newer { found: 2, known: 1 })));
        assert_eq!(version(&connection), 2);
    }

    #[test]
    fn a_failing_upgrade_rolls_back_and_the_copy_still_opens() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let key = StoreKey::new([1; 32]);
        let mut connection = connect(&path, &key).unwrap();
        upgrade(&mut connection, &path, &["CREATE TABLE a (x)"]).unwrap();
        connection.execute("INSERT INTO a VALUES (7)", []).unwrap();
        let failed = upgrade(&mut connection, &path, &["", "CREATE TABLE b (x); nonsense"]);
        assert!(failed.is_err());
        assert_eq!(version(&connection), 1);
        let copy = connect(&path.with_extension("db.before-upgrade"), &key).unwrap();
        for file in [&connection, &copy] {
            let kept: i64 = file.query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
            assert_eq!(kept, 7);
        }
        drop(copy);
        upgrade(&mut connection, &path, &["", "CREATE TABLE b (x)"]).unwrap();
        upgrade(&mut connection, &path, &["", "CREATE TABLE b (x)"]).unwrap();
        assert!(!path.with_extension("db.before-upgrade").exists(), "gone after the next good start");
    }

    #[test]
    fn filters_that_could_be_read_do_not_outlive_the_upgrade() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let mut connection = connect(&path, &StoreKey::new([1; 32])).unwrap();
        let at = MIGRATIONS.iter().position(|migration| migration.contains("DELETE FROM filters")).unwrap();
        upgrade(&mut connection, &path, &MIGRATIONS[..at]).unwrap();
        connection.execute("INSERT INTO filters VALUES ('known/bpum-2021/', '{}', '{}', x'00')", []).unwrap();
        connection.execute("INSERT INTO filter_pieces VALUES ('aa', 0, x'00')", []).unwrap();
        bring_up_to_date(&mut connection, &path).unwrap();
        let sql = "SELECT (SELECT COUNT(*) FROM filters) + (SELECT COUNT(*) FROM filter_pieces)";
        assert_eq!(connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
    }
}
