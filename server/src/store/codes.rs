//! One-time codes.

use sambang_domain::ids::{DeviceId, PersonId, Timestamp};

use super::{Conn, StoreError, query, row};

/// A stored code.
#[derive(Debug)]
pub(crate) struct Code {
    pub(crate) person: PersonId,
    pub(crate) expires_at: Timestamp,
    /// What it was used for and for which device; none while it can be used.
    pub(crate) used: Option<(String, DeviceId)>,
}

/// Adds a code by its keyed hash.
pub(crate) async fn insert(
    conn: &mut Conn,
    hash: &[u8],
    person: PersonId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    query("INSERT INTO enrolment_codes (code_hash, person, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(hash)
        .bind(person.to_string())
        .bind(now.0)
        .bind(expires_at.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// The code of this keyed hash.
pub(crate) async fn find(conn: &mut Conn, hash: &[u8]) -> Result<Option<Code>, StoreError> {
    let sql = "SELECT person, expires_at, used_for, device FROM enrolment_codes WHERE code_hash = $1";
    let Some(row) = query(sql).bind(hash).fetch_optional(conn).await? else { return Ok(None) };
    let used_for: Option<String> = row::optional_parsed(&row, "used_for")?;
    let device = row::optional_parsed(&row, "device")?;
    Ok(Some(Code {
        person: row::parsed(&row, "person")?,
        expires_at: row::time(&row, "expires_at")?,
        used: used_for.zip(device),
    }))
}

/// Marks a code as used.
pub(crate) async fn consume(
    conn: &mut Conn,
    hash: &[u8],
    used_for: &str,
    device: DeviceId,
    now: Timestamp,
) -> Result<(), StoreError> {
    query("UPDATE enrolment_codes SET used_at = $1, used_for = $2, device = $3 WHERE code_hash = $4")
        .bind(now.0)
        .bind(used_for)
        .bind(device.to_string())
        .bind(hash)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends every unused code of a person and gives the keyed hashes of those that could still have been used.
pub(crate) async fn end_unused(conn: &mut Conn, person: PersonId, now: Timestamp) -> Result<Vec<Vec<u8>>, StoreError> {
    let sql = "UPDATE enrolment_codes SET expires_at = $1 WHERE person = $2 AND used_at IS NULL AND expires_at > $1 \
        RETURNING code_hash";
    let rows = query(sql).bind(now.0).bind(person.to_string()).fetch_all(conn).await?;
    rows.iter().map(|row| row::blob(row, "code_hash")).collect()
}
