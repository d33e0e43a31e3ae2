//! Numbered migrations, part of the program. One that was released is never changed.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr};

use super::StoreError;

/// Number, name and statements of a migration.
type Numbered = (i64, &'static str, &'static str);

/// The migrations of SQLite, in order.
const SQLITE: &[Numbered] = &[
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

/// Brings the database up to date; a newer one is refused and left alone.
pub(super) async fn run(pool: &AnyPool) -> Result<(), StoreError> {
    apply(pool, SQLITE).await
}

async fn apply(pool: &AnyPool, migrations: &[Numbered]) -> Result<(), StoreError> {
    let migrations = migrations
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into_sql_str(), false)
        })
        .collect();
    Ok(Migrator::with_migrations(migrations).run(pool).await?)
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

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
    async fn migrated(known: i64, rows: &'static str) -> (tempfile::TempDir, AnyPool) {
        sqlx::any::install_default_drivers();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("store");
        std::fs::write(&file, "").unwrap();
        let pool = AnyPool::connect(&super::super::url(&file).unwrap()).await.unwrap();
        let before: Vec<Numbered> = SQLITE.iter().filter(|(number, ..)| *number <= known).copied().collect();
        apply(&pool, &before).await.unwrap();
        sqlx::raw_sql(rows).execute(&pool).await.unwrap();
        run(&pool).await.unwrap();
        (dir, pool)
    }

    async fn lines(pool: &AnyPool, sql: &'static str) -> Vec<String> {
        let rows = sqlx::query(sql).fetch_all(pool).await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(0)).collect()
    }

    #[tokio::test]
    async fn surveys_from_before_there_were_reviews_wait_for_one_in_their_areas() {
        let (_dir, pool) = migrated(3, BEFORE_REVIEWS).await;
        let states = "SELECT concat_ws(' ', survey, sequence, owner, place, hex(nik_hmac), revision, hex(digest), state, \
            first_received_at, changed_at) FROM survey_states ORDER BY sequence";
        assert_eq!(
            lines(&pool, states).await,
            ["b 1 p 1803072001  1 02 received 20 20", "a 2 p 1804012001 BB 2 03 received 10 30"]
        );
        let areas = "SELECT concat_ws(' ', survey, sequence, area) FROM survey_areas ORDER BY survey, area";
        assert_eq!(
            lines(&pool, areas).await,
            ["a 2 1803", "a 2 180302", "a 2 1804", "a 2 180401", "b 1 1803", "b 1 180307"]
        );
        assert_eq!(lines(&pool, "SELECT '' || value FROM counters WHERE name = 'area'").await, ["2"]);
    }

    #[tokio::test]
    async fn who_had_a_receipt_for_a_photo_counts_as_having_brought_it() {
        let (_dir, pool) = migrated(9, BEFORE_BROUGHT).await;
        let brought = lines(&pool, "SELECT concat_ws(' ', hex(sha256), person) FROM brought ORDER BY sha256, person");
        assert_eq!(brought.await, ["AA p", "AA q", "BB p", "BB q"]);
        let uploads = lines(&pool, "SELECT concat_ws(' ', id, person, owner) FROM uploads");
        assert_eq!(uploads.await, ["u p p"], "those of tablets are begun again");
    }

    #[tokio::test]
    async fn filters_that_could_be_read_and_what_told_of_them_do_not_outlive_the_upgrade() {
        let (_dir, pool) = migrated(12, BEFORE_FILTERS).await;
        assert!(lines(&pool, "SELECT subject FROM filters").await.is_empty());
        assert_eq!(lines(&pool, "SELECT kind FROM changes").await, ["programme"]);
    }
}
