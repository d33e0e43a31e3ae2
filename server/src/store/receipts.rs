//! Signed receipts, as they were given out.

use sambang_domain::ids::Timestamp;
use sambang_domain::wire::v1::SignedReceipt;

use super::revisions::{self, StoredRevision, as_i64};
use super::{Conn, StoreError, count, next, query, row};

/// The next number under which a receipt is kept.
pub(crate) async fn next_number(conn: &mut Conn) -> Result<u64, StoreError> {
    u64::try_from(next(conn, "receipt").await?).map_err(|_| StoreError::Damaged("receipt"))
}

/// Number and instant of the newest receipt that is kept of a revision; none before the first.
pub(crate) async fn find_newest(conn: &mut Conn, revision: u64) -> Result<Option<(u64, Timestamp)>, StoreError> {
    let sql = "SELECT sequence, issued_at FROM receipts WHERE revision = $1 ORDER BY sequence DESC LIMIT 1";
    let found = query(sql).bind(as_i64(revision)).fetch_optional(conn).await?;
    found.map(|row| Ok((row::unsigned(&row, "sequence")?, row::time(&row, "issued_at")?))).transpose()
}

/// Keeps a receipt under the number that it names.
pub(crate) async fn insert(
    conn: &mut Conn,
    number: u64,
    revision: u64,
    receipt: &SignedReceipt,
    now: Timestamp,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(receipt).map_err(|_| StoreError::Damaged("receipt"))?;
    query("INSERT INTO receipts (sequence, revision, body, issued_at) VALUES ($1, $2, $3, $4)")
        .bind(as_i64(number))
        .bind(as_i64(revision))
        .bind(body)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// A kept receipt and the revision it belongs to.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) body: String,
    pub(crate) issued_at: Timestamp,
    pub(crate) revision: StoredRevision,
}

/// A page of receipts after `after`, each with its number; one that cannot be read is an error in its place.
pub(crate) async fn page(
    conn: &mut Conn,
    after: u64,
    limit: u32,
) -> Result<Vec<(u64, Result<Kept, StoreError>)>, StoreError> {
    let rows = query(
        "SELECT t.sequence AS kept_as, t.body, t.issued_at, r.sequence, r.survey, r.number, r.digest, r.device, \
         r.person, r.place, r.standing, r.receipt_number, r.received_at FROM receipts t \
         JOIN revisions r ON r.sequence = t.revision WHERE t.sequence > $1 ORDER BY t.sequence LIMIT $2",
    )
    .bind(as_i64(after))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    let kept = |row| {
        let (body, issued_at) = (row::text(row, "body")?, row::time(row, "issued_at")?);
        Ok(Kept { body, issued_at, revision: revisions::read(row)? })
    };
    rows.iter().map(|row| Ok((row::unsigned(row, "kept_as")?, kept(row)))).collect()
}

/// Revisions that stand and have no receipt.
pub(crate) async fn lacking(conn: &mut Conn) -> Result<Vec<u64>, StoreError> {
    let rows = query(
        "SELECT sequence FROM revisions r WHERE standing = 'main' AND NOT EXISTS \
         (SELECT 1 FROM receipts t WHERE t.revision = r.sequence) ORDER BY sequence",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::unsigned(row, "sequence")).collect()
}

/// How many receipts are kept.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM receipts").await
}
