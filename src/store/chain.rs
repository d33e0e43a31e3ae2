//! The chains of a device: its revisions, and its decisions.
//!
//! Each seal counts on from the one before and names it. A chain never begins again because its end
//! cannot be read: then nothing is sealed.

use rusqlite::{Connection, Row};
use sambang_domain::ids::Digest;
use sambang_domain::seal::Seal;

use super::{StoreError, row};

/// The number of the next seal in the chain that `table` holds, and the seal before it.
///
/// # Errors
/// [`StoreError::Damaged`] when the newest seal cannot be read or a number is missing.
pub(super) fn next(connection: &Connection, table: &'static str) -> Result<(u64, Option<Digest>), StoreError> {
    // Seals of another device, brought by a backup, count below zero.
    let sql = format!(
        "SELECT rowid AS row, sequence, digest, signature, seal, (SELECT COUNT(*) FROM {table} WHERE sequence >= 0) AS count
         FROM {table} WHERE sequence >= 0 ORDER BY sequence DESC LIMIT 1"
    );
    let read = |row: &Row<'_>| {
        let sequence = row::unsigned(row, "sequence")?;
        // Without a gap there are as many as the newest one's number says.
        row::consistent(row::unsigned(row, "count")? == sequence)?;
        Ok((sequence + 1, Some(seal(row)?.id())))
    };
    Ok(row::one(connection, table, &sql, [], read)?.unwrap_or((1, None)))
}

/// The seal in a row; `seal` must be what digest and signature make.
pub(super) fn seal(row: &Row<'_>) -> rusqlite::Result<Seal> {
    let seal = Seal { digest: row::parsed(row, "digest")?, signature: row.get("signature")? };
    row::consistent(seal.id() == row::parsed(row, "seal")?)?;
    Ok(seal)
}
