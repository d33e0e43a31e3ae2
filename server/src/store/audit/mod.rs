//! The audit log: who did and saw what, in a chain of hashes. It is only added to.
//!
//! An entry holds ids and digests, never a NIK, a token or a name other than that of who acted at the desk. Its
//! hash covers its number, its content and the hash before it, so a changed, missing or inserted entry breaks the chain from
//! there on. Whoever can write to the database can make a whole chain anew; against that every phone
//! keeps signed ends of the log, and an auditor a [`Head`].

mod entry;
mod head;

use sambang_domain::ids::Digest;
use serde_json::Value;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, query, row};

pub use entry::{AuditAction, Audited, Entry};
pub(crate) use head::BEGINNING;
pub use head::{Head, HeadError};

macro_rules! columns {
    () => {
        "SELECT sequence, at, actor_name, actor_person, actor_device, action, subject, details, previous, hash \
         FROM audit"
    };
}

/// Writes an entry at the end of the log and gives its number. It belongs into the transaction of
/// what it tells about.
pub(crate) async fn write(conn: &mut Conn, entry: &Entry) -> Result<u64, StoreError> {
    // One question for both: an entry is written with every revision.
    let drawn = query(
        "UPDATE counters SET value = value + 1 WHERE name = 'audit' \
         RETURNING value, (SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1) AS previous",
    )
    .fetch_one(&mut *conn)
    .await?;
    let sequence: u64 = row::unsigned(&drawn, "value")?;
    let previous = match row::optional_blob(&drawn, "previous")? {
        Some(_) => row::digest(&drawn, "previous")?,
        None => BEGINNING.hash,
    };
    let hash = entry.chained(previous, sequence)?;
    query(
        "INSERT INTO audit (sequence, at, actor_name, actor_person, actor_device, action, subject, details, previous, \
         hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(as_i64(sequence))
    .bind(entry.at.0)
    .bind(entry.actor.as_deref())
    .bind(entry.person.map(|person| person.to_string()))
    .bind(entry.device.map(|device| device.to_string()))
    .bind(entry.action.as_str())
    .bind(entry.subject.as_str())
    .bind(Value::Object(entry.details.clone()).to_string())
    .bind(previous.0.to_vec())
    .bind(hash.0.to_vec())
    .execute(conn)
    .await?;
    Ok(sequence)
}

/// Whether the entry of this number tells of the same as `entry`, whenever it was written.
pub(crate) async fn tells(conn: &mut Conn, sequence: u64, entry: &Entry) -> Result<bool, StoreError> {
    let known = query("SELECT action, subject, details FROM audit WHERE sequence = $1");
    let Some(row) = known.bind(as_i64(sequence)).fetch_optional(conn).await? else { return Ok(false) };
    let known = (row::text(&row, "action")?, row::text(&row, "subject")?, row::text(&row, "details")?);
    Ok(known == (entry.action.as_str().into(), entry.subject.clone(), Value::Object(entry.details.clone()).to_string()))
}

/// The end of the log.
pub(crate) async fn head(conn: &mut Conn) -> Result<Head, StoreError> {
    let last = query("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
    match last.fetch_optional(conn).await? {
        Some(row) => Ok(Head { sequence: row::unsigned(&row, "sequence")?, hash: row::digest(&row, "hash")? }),
        None => Ok(BEGINNING),
    }
}

/// The hash of the entry of this number; none when there is no such entry.
pub(crate) async fn find_hash(conn: &mut Conn, sequence: u64) -> Result<Option<Digest>, StoreError> {
    let found = query("SELECT hash FROM audit WHERE sequence = $1").bind(as_i64(sequence));
    found.fetch_optional(conn).await?.map(|row| row::digest(&row, "hash")).transpose()
}

/// Whether such a thing was ever done.
pub(crate) async fn has_action(conn: &mut Conn, action: &AuditAction) -> Result<bool, StoreError> {
    let found = query("SELECT 1 AS one FROM audit WHERE action = $1 LIMIT 1").bind(action.as_str());
    Ok(found.fetch_optional(conn).await?.is_some())
}

/// The entries with which epochs began, in order; an index of their own finds them.
pub(crate) async fn epochs(conn: &mut Conn) -> Result<Vec<Audited>, StoreError> {
    let sql = concat!(columns!(), " WHERE action = 'store.epoch_began' ORDER BY sequence");
    let rows = query(sql).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// At most `limit` entries after `after`, each with its number; one that cannot be read is an error
/// in its place.
pub(crate) async fn page(
    conn: &mut Conn,
    after: u64,
    limit: u32,
) -> Result<Vec<(u64, Result<Audited, StoreError>)>, StoreError> {
    let sql = concat!(columns!(), " WHERE sequence > $1 ORDER BY sequence LIMIT $2");
    let rows = query(sql).bind(as_i64(after)).bind(i64::from(limit)).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row::unsigned(row, "sequence")?, read(row)))).collect()
}

fn read(row: &Row) -> Result<Audited, StoreError> {
    let details = serde_json::from_str(&row::text(row, "details")?);
    Ok(Audited {
        sequence: row::unsigned(row, "sequence")?,
        entry: Entry {
            at: row::time(row, "at")?,
            actor: row::optional_parsed(row, "actor_name")?,
            person: row::optional_parsed(row, "actor_person")?,
            device: row::optional_parsed(row, "actor_device")?,
            action: AuditAction::from(row::text(row, "action")?),
            subject: row::text(row, "subject")?,
            details: details.map_err(|_| StoreError::Damaged("audit entry"))?,
        },
        previous: row::digest(row, "previous")?,
        hash: row::digest(row, "hash")?,
    })
}
