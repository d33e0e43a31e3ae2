//! What the database finds when it looks at itself.

use super::{Conn, StoreError, query, row};

/// How many faults are told at most.
const MOST: usize = 100;

/// Looks at the form of every page; nothing when all is well. Indexes are not compared with their tables, which
/// makes it several times faster than [`faults`].
pub(crate) async fn quick_faults(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    told(conn, "PRAGMA quick_check(100)", "quick_check").await
}

/// Reads every page and compares indexes with tables; nothing when all is well.
pub(crate) async fn faults(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    told(conn, "PRAGMA integrity_check(100)", "integrity_check").await
}

/// Tables with rows that name a row which is not there, each with the table that lacks it.
pub(crate) async fn orphans(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let rows = query("PRAGMA foreign_key_check").fetch_all(conn).await?;
    let named = rows.iter().take(MOST).map(|row| Ok((row::text(row, "table")?, row::text(row, "parent")?)));
    named.collect()
}

async fn told(conn: &mut Conn, sql: &'static str, column: &'static str) -> Result<Vec<String>, StoreError> {
    let (rows, done) = query(sql).fetch_until_fault(conn).await;
    let mut lines = rows.iter().map(|row| row::text(row, column)).collect::<Result<Vec<_>, _>>()?;
    match done.map_err(StoreError::from) {
        Ok(()) => {}
        // Where a page is so damaged that the look at it ends, the rest is not looked at.
        Err(StoreError::Fault(error)) => lines.push(error.to_string()),
        Err(error) => return Err(error),
    }
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}
