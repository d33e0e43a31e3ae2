//! Rows that are numbered without gaps, but for the numbers that were skipped, and are not there.

use super::{Conn, StoreError, query, row};

macro_rules! first_gap {
    ($table:literal, $column:literal, $counter:literal) => {
        concat!(
            "SELECT MIN(a.number + 1) AS gap FROM (SELECT 0 AS number UNION ALL SELECT ",
            $column,
            " FROM ",
            $table,
            " UNION ALL SELECT last FROM skipped WHERE counter = '",
            $counter,
            "') AS a WHERE a.number < (SELECT value FROM counters WHERE name = '",
            $counter,
            "') AND NOT EXISTS (SELECT 1 FROM skipped k WHERE k.counter = '",
            $counter,
            "' AND a.number + 1 BETWEEN k.first AND k.last) AND NOT EXISTS (SELECT 1 FROM ",
            $table,
            " b WHERE b.",
            $column,
            " = a.number + 1)"
        )
    };
}

/// What is numbered, and the question for the first number that is missing. One statement sees one
/// moment, so a server that goes on working does not matter.
const NUMBERED: [(&str, &str); 4] = [
    ("revision", first_gap!("revisions", "sequence", "revision")),
    ("receipt", first_gap!("receipts", "sequence", "receipt")),
    ("quarantined revision", first_gap!("quarantine", "id", "quarantine")),
    ("review", first_gap!("reviews", "sequence", "review")),
];

/// The first row of each kind that was stored and is gone: its kind and its number.
pub(crate) async fn find(conn: &mut Conn) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut found = Vec::new();
    for (kind, sql) in NUMBERED {
        let row = query(sql).fetch_one(&mut *conn).await?;
        if let Some(gap) = row::optional_time(&row, "gap")? {
            found.push((kind, u64::try_from(gap.0).map_err(|_| StoreError::Damaged("number"))?));
        }
    }
    Ok(found)
}
