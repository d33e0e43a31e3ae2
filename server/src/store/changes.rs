//! What devices have to hear of.

use sambang_domain::ids::{PersonId, Timestamp};
use sambang_domain::wire::v1::{Change, KnownChange};

use super::{Conn, StoreError, next, next_of, query, row};

/// Writes a change for one person, or for everybody. An earlier change of the same subject goes:
/// only the latest counts, and a device that comes late has less to fetch.
pub(crate) async fn write(
    conn: &mut Conn,
    person: Option<PersonId>,
    subject: &str,
    change: &KnownChange,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sequence = next(conn, "change").await?;
    put(conn, sequence, person, subject, change, now).await
}

/// Writes many changes, each for one person. Their numbers are drawn at once.
pub(crate) async fn write_all(
    conn: &mut Conn,
    all: &[(PersonId, String, KnownChange)],
    now: Timestamp,
) -> Result<(), StoreError> {
    if all.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let last = next_of(conn, "change", count).await?;
    for (sequence, (person, subject, change)) in (last - count + 1..).zip(all) {
        put(conn, sequence, Some(*person), subject, change, now).await?;
    }
    Ok(())
}

async fn put(
    conn: &mut Conn,
    sequence: i64,
    person: Option<PersonId>,
    subject: &str,
    change: &KnownChange,
    now: Timestamp,
) -> Result<(), StoreError> {
    let change = Change::new(0, change).map_err(|_| StoreError::Damaged("change"))?;
    query(
        "INSERT INTO changes (sequence, person, kind, subject, body, at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (person, kind, subject) DO UPDATE SET sequence = excluded.sequence, body = excluded.body, \
         at = excluded.at",
    )
    .bind(sequence)
    .bind(person.map(|person| person.to_string()).unwrap_or_default())
    .bind(change.kind)
    .bind(subject)
    .bind(change.body.to_string())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// The sequence of the latest change of all.
pub(crate) async fn head(conn: &mut Conn) -> Result<u64, StoreError> {
    let row = query("SELECT value FROM counters WHERE name = 'change'").fetch_one(conn).await?;
    row::unsigned(&row, "value")
}

/// At most `limit` changes for a person after `since`.
// Two searches in index order instead of one `OR`, so that a page costs the same however many
// changes other people have.
pub(crate) async fn page(conn: &mut Conn, person: PersonId, since: u64, limit: u32) -> Result<Vec<Change>, StoreError> {
    let rows = query(
        "SELECT sequence, kind, body FROM ( \
         SELECT * FROM (SELECT sequence, kind, body FROM changes WHERE person = '' AND sequence > $1 \
         ORDER BY sequence LIMIT $2) AS everybody UNION ALL \
         SELECT * FROM (SELECT sequence, kind, body FROM changes WHERE person = $3 AND sequence > $4 \
         ORDER BY sequence LIMIT $5) AS mine) AS both_kinds ORDER BY sequence LIMIT $6",
    )
    .bind(i64::try_from(since).unwrap_or(i64::MAX))
    .bind(i64::from(limit))
    .bind(person.to_string())
    .bind(i64::try_from(since).unwrap_or(i64::MAX))
    .bind(i64::from(limit))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let body = serde_json::from_str(&row::text(row, "body")?).map_err(|_| StoreError::Damaged("change"))?;
            Ok(Change { sequence: row::unsigned(row, "sequence")?, kind: row::text(row, "kind")?, body })
        })
        .collect()
}
