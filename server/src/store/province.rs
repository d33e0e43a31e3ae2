//! The statements by which the province made its next keys and addresses known.

use sambang_domain::wire::v1::SignedProvinceChange;

use super::revisions::as_i64;
use super::{Conn, StoreError, count, query, row};

/// A statement, and what was signed with the key before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) change: SignedProvinceChange,
    /// The number of the last kept receipt before it.
    pub(crate) receipts: u64,
    /// The number of the last decision before it.
    pub(crate) reviews: u64,
}

/// Adds the next one.
pub(crate) async fn insert(conn: &mut Conn, stated: &Stated) -> Result<(), StoreError> {
    let body = serde_json::to_string(&stated.change).map_err(|_| StoreError::Damaged("statement"))?;
    query("INSERT INTO province_changes (sequence, body, receipts, reviews) VALUES ($1, $2, $3, $4)")
        .bind(as_i64(stated.change.payload.sequence))
        .bind(body)
        .bind(as_i64(stated.receipts))
        .bind(as_i64(stated.reviews))
        .execute(conn)
        .await?;
    Ok(())
}

/// All of them, in order.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Stated>, StoreError> {
    let sql = "SELECT body, receipts, reviews FROM province_changes ORDER BY sequence";
    let rows = query(sql).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let change = serde_json::from_str(&row::text(row, "body")?);
            Ok(Stated {
                change: change.map_err(|_| StoreError::Damaged("statement"))?,
                receipts: row::unsigned(row, "receipts")?,
                reviews: row::unsigned(row, "reviews")?,
            })
        })
        .collect()
}

/// How many there are.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM province_changes").await
}
