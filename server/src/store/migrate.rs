//! Numbered migrations, part of the program. One that was released is never changed.

use std::time::Instant;

use sha2::{Digest, Sha384};

use super::engine::{SqlError, at_once};
use super::{Conn, Row, StoreError, query, row};

/// Why a store was not brought up to date.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MigrateError {
    /// An earlier program began one and did not finish it.
    #[error("migration {0} was begun and not finished")]
    Unfinished(i64),
    /// The store was made by a program with another text under this number.
    #[error("migration {0} is not the one that this store was made with")]
    Changed(i64),
    /// It was refused and left nothing behind.
    #[error("migration {0} failed")]
    Failed(i64, #[source] SqlError),
}

/// Number, name and statements of a migration.
pub(super) type Numbered = (i64, &'static str, &'static str);

/// The migrations of SQLite, in order.
pub(super) const SQLITE: &[Numbered] = &[
    (1, "initial", include_str!("../../migrations/sqlite/0001_initial.sql")),
    (2, "assignments", include_str!("../../migrations/sqlite/0002_assignments.sql")),
    (3, "duplicates", include_str!("../../migrations/sqlite/0003_duplicates.sql")),
    (4, "reviews", include_str!("../../migrations/sqlite/0004_reviews.sql")),
    (5, "audit", include_str!("../../migrations/sqlite/0005_audit.sql")),
    (6, "area order", include_str!("../../migrations/sqlite/0006_area_order.sql")),
    (7, "history", include_str!("../../migrations/sqlite/0007_history.sql")),
    (8, "protection", include_str!("../../migrations/sqlite/0008_protection.sql")),
    (9, "pictures", include_str!("../../migrations/sqlite/0009_pictures.sql")),
    (10, "brought", include_str!("../../migrations/sqlite/0010_brought.sql")),
    (11, "locks", include_str!("../../migrations/sqlite/0011_locks.sql")),
    (13, "filters", include_str!("../../migrations/sqlite/0013_filters.sql")),
    (15, "tokens", include_str!("../../migrations/sqlite/0015_tokens.sql")),
    (16, "witnesses", include_str!("../../migrations/sqlite/0016_witnesses.sql")),
    (17, "actors", include_str!("../../migrations/sqlite/0017_actors.sql")),
    (18, "province", include_str!("../../migrations/sqlite/0018_province.sql")),
    (19, "recoveries", include_str!("../../migrations/sqlite/0019_recoveries.sql")),
    (20, "couriers", include_str!("../../migrations/sqlite/0020_couriers.sql")),
];

/// What was done, as the programs before this one noted it too: their library gave the table its name and form.
const NOTED: &str = "CREATE TABLE IF NOT EXISTS _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, \
    execution_time BIGINT NOT NULL)";

/// Brings the database up to date; a newer one is refused and left alone.
pub(super) fn run(conn: &mut Conn) -> Result<(), StoreError> {
    apply(conn, SQLITE)
}

fn apply(conn: &mut Conn, migrations: &[Numbered]) -> Result<(), StoreError> {
    conn.run(NOTED)?;
    while let Some(next) = lacking(conn, migrations)? {
        conn.run("BEGIN IMMEDIATE")?;
        let done = step(conn, next, migrations);
        if let Err(error) = done {
            // SQLite may have done so by itself.
            let _ = conn.run("ROLLBACK");
            return Err(error);
        }
        conn.run("COMMIT")?;
    }
    Ok(())
}

/// Does one in the transaction that was begun, unless another process did it meanwhile.
fn step(conn: &mut Conn, next: Numbered, migrations: &[Numbered]) -> Result<(), StoreError> {
    if lacking(conn, migrations)? != Some(next) {
        return Ok(());
    }
    let ((version, name, sql), begun) = (next, Instant::now());
    conn.run(sql).map_err(|error| match StoreError::from(error) {
        StoreError::Fault(error) => StoreError::Migrate(MigrateError::Failed(version, error)),
        other => other,
    })?;
    let took = i64::try_from(begun.elapsed().as_nanos()).unwrap_or(i64::MAX);
    let noted = query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES ($1, $2, TRUE, $3, $4)",
    );
    at_once(noted.bind(version).bind(name).bind(checksum(sql)).bind(took).execute(conn))??;
    Ok(())
}

/// The first that was not done, after a look at those that were.
fn lacking(conn: &mut Conn, migrations: &[Numbered]) -> Result<Option<Numbered>, StoreError> {
    let sql = "SELECT version, success, checksum FROM _sqlx_migrations ORDER BY version";
    let done = at_once(query(sql).fetch_all(conn))??;
    let done = done.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    for (version, finished, noted) in &done {
        let (.., sql) = migrations.iter().find(|(number, ..)| number == version).ok_or(StoreError::Newer)?;
        if !finished {
            return Err(StoreError::Migrate(MigrateError::Unfinished(*version)));
        }
        if *noted != checksum(sql) {
            return Err(StoreError::Migrate(MigrateError::Changed(*version)));
        }
    }
    let is_done = |number: i64| done.iter().any(|(version, ..)| *version == number);
    Ok(migrations.iter().find(|(number, ..)| !is_done(*number)).copied())
}

fn read(row: &Row) -> Result<(i64, bool, Vec<u8>), StoreError> {
    Ok((row::int(row, "version")?, row::int(row, "success")? != 0, row::blob(row, "checksum")?))
}

fn checksum(sql: &str) -> Vec<u8> {
    Sha384::digest(sql).to_vec()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// A person with a device, a survey that was corrected into another regency, a second one, and a
    /// conflict that counts for nothing.
    const BEFORE_REVIEWS: &str = "
        INSERT INTO persons VALUES ('p', 'CONTOH', 'facilitator', '', 0);
        INSERT INTO devices VALUES ('d', 'p', zeroblob(32), zeroblob(32), '', '', 0, NULL);
        INSERT INTO revisions VALUES
            (1, 'a', 1, X'01', X'', X'', 'd', 1, 'p', 'bpum', 1, X'AA', '1803022001', 'main', '', 10),
            (2, 'b', 1, X'02', X'', X'', 'd', 2, 'p', 'bpum', 1, NULL, '1803072001', 'main', '', 20),
            (3, 'a', 2, X'03', X'', X'', 'd', 3, 'p', 'bpum', 1, X'BB', '1804012001', 'main', '', 30),
            (4, 'a', 2, X'04', X'', X'', 'd', 4, 'p', 'bpum', 1, X'CC', '1805012001', 'conflict', '', 40);";

    /// One photo that two people's surveys name and one more by another size, one that was lost before the last
    /// of three named it, and one that never came; and two uploads under way.
    const BEFORE_BROUGHT: &str = "
        INSERT INTO persons VALUES ('p', 'CONTOH', 'facilitator', '', 0), ('q', 'CONTOH', 'facilitator', '', 0),
            ('r', 'CONTOH', 'facilitator', '', 0), ('s', 'CONTOH', 'supervisor', '', 0);
        INSERT INTO devices VALUES ('d', 'p', zeroblob(32), zeroblob(32), '', '', 0, NULL, NULL),
            ('t', 's', zeroblob(32), zeroblob(31), '', '', 0, NULL, NULL);
        INSERT INTO revisions VALUES
            (1, 'a', 1, X'01', X'', X'', 'd', 1, 'p', 'bpum', 1, NULL, '1803022001', 'main', '', 10),
            (2, 'b', 1, X'02', X'', X'', 'd', 2, 'q', 'bpum', 1, NULL, '1803022001', 'main', '', 20),
            (3, 'c', 1, X'03', X'', X'', 'd', 3, 'r', 'bpum', 1, NULL, '1803022001', 'main', '', 90);
        INSERT INTO revision_attachments VALUES
            (1, 0, X'AA', 5, 'identity_card', NULL), (1, 1, X'BB', 5, 'identity_card', NULL),
            (1, 2, X'CC', 5, 'identity_card', NULL), (1, 3, X'AA', 5, 'business_front', NULL),
            (2, 0, X'AA', 5, 'business_front', NULL), (2, 1, X'BB', 5, 'identity_card', NULL),
            (3, 0, X'AA', 6, 'business_front', NULL), (3, 1, X'BB', 5, 'identity_card', NULL);
        INSERT INTO attachments VALUES (X'AA', 5, 15, NULL), (X'BB', 5, 15, 50);
        INSERT INTO uploads VALUES ('u', X'CC', 5, 'p', 'd', '', 0, 99), ('v', X'BB', 5, 's', 't', '', 0, 99);";

    /// A filter of the kind whose secret every device had, and what told of it.
    const BEFORE_FILTERS: &str = "
        INSERT INTO filters VALUES ('known/a/', 'a', 'known', '', 0, X'', 0, 1, 0, X'01', X'02');
        INSERT INTO changes VALUES (1, '', 'filter', 'known/a/', '{}', 0), (2, '', 'programme', 'a', '{}', 0);";

    /// A store that had the first `known` migrations and these rows when the others came.
    fn migrated(known: i64, rows: &'static str) -> (tempfile::TempDir, Conn) {
        let (dir, mut conn) = empty();
        let before: Vec<Numbered> = SQLITE.iter().filter(|(number, ..)| *number <= known).copied().collect();
        apply(&mut conn, &before).unwrap();
        conn.run(rows).unwrap();
        run(&mut conn).unwrap();
        (dir, conn)
    }

    fn empty() -> (tempfile::TempDir, Conn) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("store");
        std::fs::write(&file, "").unwrap();
        let conn = Conn::open(&file, &Arc::default()).unwrap();
        (dir, conn)
    }

    fn lines(conn: &mut Conn, sql: &'static str) -> Vec<String> {
        let rows = at_once(query(sql).fetch_all(conn)).unwrap().unwrap();
        rows.iter().map(|row| row.try_get(0).unwrap()).collect()
    }

    #[test]
    fn surveys_from_before_there_were_reviews_wait_for_one_in_their_areas() {
        let (_dir, mut conn) = migrated(3, BEFORE_REVIEWS);
        let states = "SELECT concat_ws(' ', survey, sequence, owner, place, hex(nik_hmac), revision, hex(digest), state, \
            first_received_at, changed_at) FROM survey_states ORDER BY sequence";
        assert_eq!(
            lines(&mut conn, states),
            ["b 1 p 1803072001  1 02 received 20 20", "a 2 p 1804012001 BB 2 03 received 10 30"]
        );
        let areas = "SELECT concat_ws(' ', survey, sequence, area) FROM survey_areas ORDER BY survey, area";
        assert_eq!(
            lines(&mut conn, areas),
            ["a 2 1803", "a 2 180302", "a 2 1804", "a 2 180401", "b 1 1803", "b 1 180307"]
        );
        assert_eq!(lines(&mut conn, "SELECT '' || value FROM counters WHERE name = 'area'"), ["2"]);
    }

    #[test]
    fn who_had_a_receipt_for_a_photo_counts_as_having_brought_it() {
        let (_dir, mut conn) = migrated(9, BEFORE_BROUGHT);
        let brought =
            lines(&mut conn, "SELECT concat_ws(' ', hex(sha256), person) FROM brought ORDER BY sha256, person");
        assert_eq!(brought, ["AA p", "AA q", "BB p", "BB q"]);
        let uploads = lines(&mut conn, "SELECT concat_ws(' ', id, person, owner) FROM uploads");
        assert_eq!(uploads, ["u p p"], "those of tablets are begun again");
    }

    #[test]
    fn filters_that_could_be_read_and_what_told_of_them_do_not_outlive_the_upgrade() {
        let (_dir, mut conn) = migrated(12, BEFORE_FILTERS);
        assert!(lines(&mut conn, "SELECT subject FROM filters").is_empty());
        assert_eq!(lines(&mut conn, "SELECT kind FROM changes"), ["programme"]);
    }
}
