//! Codes that open a device's lock.

use std::fmt::Display;

use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};

use super::{Conn, StoreError, query, row};

/// A stored code.
#[derive(Debug)]
pub(crate) struct RecoveryCode {
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    /// The office allows a lock that names nobody.
    pub(crate) nameless: bool,
    pub(crate) expires_at: Timestamp,
    /// What it was used for; none while it can be used.
    pub(crate) used: Option<Used>,
}

/// What a code was used for. The same once more is a lost answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Used {
    /// Digest of the lock that was opened.
    pub(crate) opened: Digest,
    /// To which key the answer was sealed; empty for an app that names none.
    pub(crate) answer_key: Vec<u8>,
}

/// Adds a code by its keyed hash.
pub(crate) async fn insert(
    conn: &mut Conn,
    hash: &[u8],
    code: &RecoveryCode,
    now: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO recovery_codes (code_hash, device, person, nameless, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(hash)
    .bind(code.device.to_string())
    .bind(code.person.to_string())
    .bind(i64::from(code.nameless))
    .bind(now.0)
    .bind(code.expires_at.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The code of this keyed hash.
pub(crate) async fn find(conn: &mut Conn, hash: &[u8]) -> Result<Option<RecoveryCode>, StoreError> {
    let sql =
        "SELECT device, person, nameless, expires_at, opened, answer_key FROM recovery_codes WHERE code_hash = $1";
    let Some(row) = query(sql).bind(hash).fetch_optional(conn).await? else { return Ok(None) };
    let opened = row::optional_digest(&row, "opened")?;
    let used = match opened {
        Some(opened) => Some(Used { opened, answer_key: row::blob(&row, "answer_key")? }),
        None => None,
    };
    Ok(Some(RecoveryCode {
        device: row::parsed(&row, "device")?,
        person: row::parsed(&row, "person")?,
        nameless: row::int(&row, "nameless")? != 0,
        expires_at: row::time(&row, "expires_at")?,
        used,
    }))
}

/// Marks a code as used.
pub(crate) async fn consume(conn: &mut Conn, hash: &[u8], used: &Used, now: Timestamp) -> Result<(), StoreError> {
    query("UPDATE recovery_codes SET used_at = $1, opened = $2, answer_key = $3 WHERE code_hash = $4")
        .bind(now.0)
        .bind(used.opened.0.to_vec())
        .bind(used.answer_key.clone())
        .bind(hash)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends every code of a device or of a person that could still be used, and gives their keyed hashes. A lost answer
/// is not repeated either.
pub(crate) async fn end(conn: &mut Conn, of: impl Display, now: Timestamp) -> Result<Vec<Vec<u8>>, StoreError> {
    let sql = "UPDATE recovery_codes SET expires_at = $1 WHERE (device = $2 OR person = $2) AND expires_at > $1 \
        RETURNING code_hash";
    let rows = query(sql).bind(now.0).bind(of.to_string()).fetch_all(conn).await?;
    rows.iter().map(|row| row::blob(row, "code_hash")).collect()
}
