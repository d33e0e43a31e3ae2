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
    (15, "tokens", include_str!("../../migrations/sqlite/0015_tokens.sql")),
    (16, "witnesses", include_str!("../../migrations/sqlite/0016_witnesses.sql")),
    (17, "actors", include_str!("../../migrations/sqlite/0017_actors.sql")),
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

    async fn lines(pool: &AnyPool, sql: &'static str) -> Vec<String> {
        let rows = sqlx::query(sql).fetch_all(pool).await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(0)).collect()
    }

    #[tokio::test]
    async fn surveys_from_before_there_were_reviews_wait_for_one_in_their_areas() {
        sqlx::any::install_default_drivers();
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("store");
        std::fs::write(&file, "").unwrap();
        let pool = AnyPool::connect(&super::super::url(&file).unwrap()).await.unwrap();
        apply(&pool, &SQLITE[..3]).await.unwrap();
        sqlx::raw_sql(BEFORE_REVIEWS).execute(&pool).await.unwrap();
        run(&pool).await.unwrap();
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
}
