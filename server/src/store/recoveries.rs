//! What becomes of a code that opens a lock: the request that waits for the office, and its answer.

use std::fmt::Display;

use sambang_domain::ids::{DeviceId, PersonId, Timestamp};
use sambang_domain::wire::v1::WaitsFor;

use super::{Conn, Row, StoreError, next, query, row};

/// A request that waits or waited.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    /// Keyed hash of its code.
    pub(crate) code: Vec<u8>,
    pub(crate) number: u64,
    pub(crate) device: DeviceId,
    pub(crate) person: PersonId,
    /// The code is for a lock that names nobody.
    pub(crate) nameless: bool,
    /// Who wrote the code; none where that was not noted yet.
    pub(crate) written_by: Option<String>,
    pub(crate) asked_at: Timestamp,
    /// The sealed lock as it came.
    pub(crate) lock: Vec<u8>,
    pub(crate) waits_for: WaitsFor,
    pub(crate) answer_key: [u8; 32],
    pub(crate) answered_from: Timestamp,
    pub(crate) ends_at: Timestamp,
    pub(crate) answer: Option<Answer>,
    pub(crate) taken_at: Option<Timestamp>,
    /// Who refused it.
    pub(crate) refused_by: Option<String>,
}

/// The office's answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) by: String,
    pub(crate) at: Timestamp,
    /// What was found in the lock: a store, a backup, or nobody's name.
    pub(crate) opens: String,
    /// The key, sealed to the key for the answer.
    pub(crate) sealed: Vec<u8>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT r.code_hash, r.number, c.device, c.person, c.nameless, r.written_by, r.asked_at, r.lock, r.waits_for, \
             r.answer_key, r.answered_from, r.ends_at, r.answered_by, r.answered_at, r.opens, r.answer, r.taken_at, \
             r.refused_by FROM recoveries r JOIN recovery_codes c ON c.code_hash = r.code_hash \
             WHERE r.number IS NOT NULL ",
            $rest
        )
    };
}

/// Notes who wrote a code.
pub(crate) async fn begin(conn: &mut Conn, code: &[u8], written_by: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO recoveries (code_hash, written_by) VALUES ($1, $2)";
    query(sql).bind(code).bind(written_by).execute(conn).await?;
    Ok(())
}

/// The next number.
pub(crate) async fn next_number(conn: &mut Conn) -> Result<u64, StoreError> {
    u64::try_from(next(conn, "recovery").await?).map_err(|_| StoreError::Damaged("recovery"))
}

/// Keeps a request that waits.
pub(crate) async fn ask(conn: &mut Conn, waiting: &Waiting) -> Result<(), StoreError> {
    query(
        "INSERT INTO recoveries (code_hash, number, asked_at, lock, waits_for, answer_key, answered_from, ends_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code_hash) DO UPDATE SET number = excluded.number, \
         asked_at = excluded.asked_at, lock = excluded.lock, waits_for = excluded.waits_for, \
         answer_key = excluded.answer_key, answered_from = excluded.answered_from, ends_at = excluded.ends_at",
    )
    .bind(waiting.code.as_slice())
    .bind(i64::try_from(waiting.number).map_err(|_| StoreError::Damaged("recovery"))?)
    .bind(waiting.asked_at.0)
    .bind(waiting.lock.as_slice())
    .bind(waiting.waits_for.as_str())
    .bind(waiting.answer_key.to_vec())
    .bind(waiting.answered_from.0)
    .bind(waiting.ends_at.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The request with this code.
pub(crate) async fn find(conn: &mut Conn, code: &[u8]) -> Result<Option<Waiting>, StoreError> {
    let found = query(select!("AND r.code_hash = $1")).bind(code).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// The request of this number.
pub(crate) async fn find_numbered(conn: &mut Conn, number: u64) -> Result<Option<Waiting>, StoreError> {
    let Ok(number) = i64::try_from(number) else { return Ok(None) };
    let found = query(select!("AND r.number = $1")).bind(number).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// Every request, in the order they came.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Waiting>, StoreError> {
    query(select!("ORDER BY r.number")).fetch_all(conn).await?.iter().map(read).collect()
}

/// The requests for this device that may still be fetched, the newest first.
pub(crate) async fn open_of(conn: &mut Conn, device: DeviceId, now: Timestamp) -> Result<Vec<Waiting>, StoreError> {
    let sql = select!(
        "AND c.device = $1 AND r.refused_at IS NULL AND r.taken_at IS NULL AND r.ends_at > $2 ORDER BY r.number DESC"
    );
    query(sql).bind(device.to_string()).bind(now.0).fetch_all(conn).await?.iter().map(read).collect()
}

/// Keeps the answer. It can be fetched until `ends_at`.
pub(crate) async fn answer(
    conn: &mut Conn,
    code: &[u8],
    answer: &Answer,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE recoveries SET answered_by = $1, answered_at = $2, opens = $3, answer = $4, ends_at = $5 \
        WHERE code_hash = $6";
    let query = query(sql).bind(answer.by.clone()).bind(answer.at.0).bind(answer.opens.clone());
    query.bind(answer.sealed.as_slice()).bind(ends_at.0).bind(code).execute(conn).await?;
    Ok(())
}

/// The device has fetched the answer.
pub(crate) async fn take(conn: &mut Conn, code: &[u8], now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE recoveries SET taken_at = $1 WHERE code_hash = $2 AND taken_at IS NULL";
    query(sql).bind(now.0).bind(code).execute(conn).await?;
    Ok(())
}

/// Somebody refused the request.
pub(crate) async fn refuse(
    conn: &mut Conn,
    code: &[u8],
    by: &str,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "UPDATE recoveries SET refused_by = $1, reason = $2, refused_at = $3 WHERE code_hash = $4";
    query(sql).bind(by).bind(reason).bind(now.0).bind(code).execute(conn).await?;
    Ok(())
}

/// Ends every request for a device or a person that could still be answered or fetched, and gives the keyed hashes
/// of their codes.
pub(crate) async fn end(conn: &mut Conn, of: impl Display, now: Timestamp) -> Result<Vec<Vec<u8>>, StoreError> {
    let sql = "UPDATE recoveries SET ends_at = $1 WHERE ends_at > $1 AND code_hash IN \
        (SELECT code_hash FROM recovery_codes WHERE device = $2 OR person = $2) RETURNING code_hash";
    let rows = query(sql).bind(now.0).bind(of.to_string()).fetch_all(conn).await?;
    rows.iter().map(|row| row::blob(row, "code_hash")).collect()
}

fn read(row: &Row) -> Result<Waiting, StoreError> {
    let answer = match row::optional_blob(row, "answer")? {
        None => None,
        Some(sealed) => Some(Answer {
            by: row::text(row, "answered_by")?,
            at: row::time(row, "answered_at")?,
            opens: row::text(row, "opens")?,
            sealed,
        }),
    };
    Ok(Waiting {
        code: row::blob(row, "code_hash")?,
        number: row::unsigned(row, "number")?,
        device: row::parsed(row, "device")?,
        person: row::parsed(row, "person")?,
        nameless: row::int(row, "nameless")? != 0,
        written_by: row::optional_parsed(row, "written_by")?,
        asked_at: row::time(row, "asked_at")?,
        lock: row::blob(row, "lock")?,
        waits_for: row::text(row, "waits_for")?.into(),
        answer_key: row::fixed(row, "answer_key")?,
        answered_from: row::time(row, "answered_from")?,
        ends_at: row::time(row, "ends_at")?,
        answer,
        taken_at: row::optional_time(row, "taken_at")?,
        refused_by: row::optional_parsed(row, "refused_by")?,
    })
}
