//! What is fixed when a store is made, and little notes about it.

use super::{Conn, StoreError, query, row};

/// Sets `name`, whatever it was before.
pub(crate) async fn set(conn: &mut Conn, name: &str, value: &str) -> Result<(), StoreError> {
    query("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $3")
        .bind(name)
        .bind(value)
        .bind(value)
        .execute(conn)
        .await?;
    Ok(())
}

/// What was set under `name`.
pub(crate) async fn find(conn: &mut Conn, name: &str) -> Result<Option<String>, StoreError> {
    let found = query("SELECT value FROM settings WHERE name = $1").bind(name).fetch_optional(conn).await?;
    found.map(|row| row::text(&row, "value")).transpose()
}

/// The last number that was drawn of a sequence.
pub(crate) async fn drawn(conn: &mut Conn, counter: &str) -> Result<u64, StoreError> {
    let row = query("SELECT value FROM counters WHERE name = $1").bind(counter).fetch_one(conn).await?;
    row::unsigned(&row, "value")
}

/// Writes what is there already, to find out whether the database can be written.
pub(crate) async fn touch(conn: &mut Conn) -> Result<(), StoreError> {
    query("UPDATE settings SET value = value WHERE name = 'province'").execute(conn).await?;
    Ok(())
}
