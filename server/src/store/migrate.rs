//! Numbered migrations, part of the program. One that was released is never changed.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr};

use super::StoreError;

/// The migrations of SQLite, in order.
const SQLITE: &[(i64, &str, &str)] = &[
    (1, "initial", include_str!("../../migrations/sqlite/0001_initial.sql")),
    (2, "assignments", include_str!("../../migrations/sqlite/0002_assignments.sql")),
    (3, "duplicates", include_str!("../../migrations/sqlite/0003_duplicates.sql")),
];

/// Brings the database up to date; a newer one is refused and left alone.
pub(super) async fn run(pool: &AnyPool) -> Result<(), StoreError> {
    let migrations = SQLITE
        .iter()
        .map(|(version, name, sql)| {
            Migration::new(*version, (*name).into(), MigrationType::Simple, (*sql).into_sql_str(), false)
        })
        .collect();
    Ok(Migrator::with_migrations(migrations).run(pool).await?)
}
