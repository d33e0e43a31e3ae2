//! What is fixed when a store is made.

use super::{Conn, StoreError, row};

/// Sets `name` unless it was set before, and gives what it is then.
pub(crate) async fn get_or_set(conn: &mut Conn, name: &str, value: &str) -> Result<String, StoreError> {
    sqlx::query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(&mut *conn)
        .await?;
    let row = sqlx::query("SELECT value FROM settings WHERE name = $1").bind(name).fetch_one(conn).await?;
    row::text(&row, "value")
}

/// The last number that was drawn of a sequence.
pub(crate) async fn drawn(conn: &mut Conn, counter: &str) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT value FROM counters WHERE name = $1").bind(counter).fetch_one(conn).await?;
    row::unsigned(&row, "value")
}

/// Whether the database answers.
pub(crate) async fn answers(conn: &mut Conn) -> Result<(), StoreError> {
    sqlx::query("SELECT value FROM settings WHERE name = 'province'").fetch_one(conn).await?;
    Ok(())
}
