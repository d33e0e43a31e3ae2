//! Lists of recipients: their lines while they arrive, and what of them waits for the slow step.

use sambang_domain::filter::Cost;
use sambang_domain::ids::{Digest, Timestamp};

use super::{Conn, Row, StoreError, query, row, slow_niks};

/// A list that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredList {
    pub(crate) id: i64,
    /// Empty when it concerns every programme.
    pub(crate) programme: String,
    pub(crate) source: String,
    pub(crate) as_of: Timestamp,
    pub(crate) cost: Cost,
    pub(crate) digest: Digest,
}

/// A line of a list.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) area: String,
    pub(crate) nik_hmac: Vec<u8>,
    /// The NIK, until the slow step is done.
    pub(crate) digits: String,
}

/// The list that counts under this name.
pub(crate) async fn find(conn: &mut Conn, programme: &str, source: &str) -> Result<Option<StoredList>, StoreError> {
    let found = query(
        "SELECT id, programme, source, as_of, memory_kib, passes, digest FROM recipient_lists \
         WHERE programme = $1 AND source = $2 AND standing = 'current'",
    )
    .bind(programme)
    .bind(source)
    .fetch_optional(conn)
    .await?;
    found.as_ref().map(read).transpose()
}

/// Every list that counts, each with how many people it has and of how many the slow step waits. A person who is
/// in two districts counts twice.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<(StoredList, u64, u64)>, StoreError> {
    let rows = query(
        "SELECT l.id, l.programme, l.source, l.as_of, l.memory_kib, l.passes, l.digest, \
         COALESCE((SELECT SUM(a.entries) FROM recipient_areas a WHERE a.list = l.id), 0) AS entries, \
         (SELECT COUNT(*) FROM recipients r WHERE r.list = l.id AND r.digits IS NOT NULL) AS waiting \
         FROM recipient_lists l WHERE l.standing = 'current' ORDER BY l.programme, l.source",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((read(row)?, row::unsigned(row, "entries")?, row::unsigned(row, "waiting")?))).collect()
}

/// Begins a list whose lines arrive from now on, and draws its id.
pub(crate) async fn begin(conn: &mut Conn, list: &StoredList, now: Timestamp) -> Result<StoredList, StoreError> {
    let row = query(
        "INSERT INTO recipient_lists (programme, source, as_of, memory_kib, passes, digest, begun_at, standing) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'arriving') RETURNING id",
    )
    .bind(list.programme.as_str())
    .bind(list.source.as_str())
    .bind(list.as_of.0)
    .bind(i64::from(list.cost.memory_kib))
    .bind(i64::from(list.cost.passes))
    .bind(list.digest.0.to_vec())
    .bind(now.0)
    .fetch_one(conn)
    .await?;
    Ok(StoredList { id: row::int(&row, "id")?, ..list.clone() })
}

/// Stores a line.
pub(crate) async fn add(conn: &mut Conn, list: i64, line: &Line) -> Result<(), StoreError> {
    query("INSERT INTO recipients (list, area, nik_hmac, digits) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
        .bind(list)
        .bind(line.area.as_str())
        .bind(line.nik_hmac.as_slice())
        .bind(line.digits.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// A list whose lines are all here takes the place of the one before.
pub(crate) async fn put_in_place(conn: &mut Conn, list: &StoredList) -> Result<(), StoreError> {
    query(
        "UPDATE recipient_lists SET standing = 'replaced' WHERE programme = $1 AND source = $2 AND standing = 'current'",
    )
    .bind(list.programme.as_str())
    .bind(list.source.as_str())
    .execute(&mut *conn)
    .await?;
    let sql = "UPDATE recipient_lists SET standing = 'current' WHERE id = $1";
    query(sql).bind(list.id).execute(&mut *conn).await?;
    query(
        "INSERT INTO recipient_areas (list, area, entries) SELECT list, area, COUNT(*) FROM recipients \
         WHERE list = $1 GROUP BY list, area",
    )
    .bind(list.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Lines of a list that wait for the slow step, district by district.
pub(crate) async fn waiting(conn: &mut Conn, list: i64, limit: u32) -> Result<Vec<Line>, StoreError> {
    let rows = query(
        "SELECT area, nik_hmac, digits FROM recipients WHERE list = $1 AND digits IS NOT NULL ORDER BY area LIMIT $2",
    )
    .bind(list)
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    let line = |row: &Row| {
        let (area, nik_hmac) = (row::text(row, "area")?, row::blob(row, "nik_hmac")?);
        Ok(Line { area, nik_hmac, digits: row::text(row, "digits")? })
    };
    rows.iter().map(line).collect()
}

/// The first list that counts and has lines that wait for the slow step.
pub(crate) async fn find_waiting(conn: &mut Conn) -> Result<Option<StoredList>, StoreError> {
    let found = query(
        "SELECT id, programme, source, as_of, memory_kib, passes, digest FROM recipient_lists l \
         WHERE standing = 'current' AND EXISTS \
         (SELECT 1 FROM recipients r WHERE r.list = l.id AND r.digits IS NOT NULL) ORDER BY id LIMIT 1",
    )
    .fetch_optional(conn)
    .await?;
    found.as_ref().map(read).transpose()
}

/// Forgets the NIK of a line.
pub(crate) async fn forget_digits(conn: &mut Conn, list: i64, line: &Line) -> Result<(), StoreError> {
    query("UPDATE recipients SET digits = NULL WHERE list = $1 AND area = $2 AND nik_hmac = $3")
        .bind(list)
        .bind(line.area.as_str())
        .bind(line.nik_hmac.as_slice())
        .execute(conn)
        .await?;
    Ok(())
}

/// Districts of lists that count whose filter is to be built: no line waits for the slow step any more.
pub(crate) async fn due(conn: &mut Conn) -> Result<Vec<(StoredList, String)>, StoreError> {
    let rows = query(
        "SELECT l.id, l.programme, l.source, l.as_of, l.memory_kib, l.passes, l.digest, a.area FROM recipient_areas a \
         JOIN recipient_lists l ON l.id = a.list AND l.standing = 'current' WHERE a.built = 0 AND NOT EXISTS \
         (SELECT 1 FROM recipients r WHERE r.list = a.list AND r.area = a.area AND r.digits IS NOT NULL) \
         ORDER BY l.id, a.area",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((read(row)?, row::text(row, "area")?))).collect()
}

/// The filter of a list in a district was built.
pub(crate) async fn set_built(conn: &mut Conn, list: i64, area: &str) -> Result<(), StoreError> {
    let sql = "UPDATE recipient_areas SET built = 1 WHERE list = $1 AND area = $2";
    query(sql).bind(list).bind(area).execute(conn).await?;
    Ok(())
}

/// A list that was replaced, or that began to arrive before `given_up` and did not.
pub(crate) async fn find_over(conn: &mut Conn, given_up: Timestamp) -> Result<Option<i64>, StoreError> {
    let found = query(
        "SELECT id FROM recipient_lists WHERE standing = 'replaced' OR (standing = 'arriving' AND begun_at < $1) \
         ORDER BY id LIMIT 1",
    )
    .bind(given_up.0)
    .fetch_optional(conn)
    .await?;
    found.map(|row| row::int(&row, "id")).transpose()
}

/// Removes up to `limit` lines of a list, with the slow NIKs that nothing else needs; after the last one, itself.
pub(crate) async fn remove(conn: &mut Conn, list: i64, limit: u32) -> Result<(), StoreError> {
    let gone = query(
        "DELETE FROM recipients WHERE list = $1 AND (area, nik_hmac) IN \
         (SELECT area, nik_hmac FROM recipients WHERE list = $2 LIMIT $3) RETURNING nik_hmac",
    )
    .bind(list)
    .bind(list)
    .bind(i64::from(limit))
    .fetch_all(&mut *conn)
    .await?;
    for row in &gone {
        slow_niks::remove_unneeded(conn, &row::blob(row, "nik_hmac")?).await?;
    }
    if gone.is_empty() {
        query("DELETE FROM recipient_areas WHERE list = $1").bind(list).execute(&mut *conn).await?;
        query("DELETE FROM recipient_lists WHERE id = $1").bind(list).execute(conn).await?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<StoredList, StoreError> {
    Ok(StoredList {
        id: row::int(row, "id")?,
        programme: row::text(row, "programme")?,
        source: row::text(row, "source")?,
        as_of: row::time(row, "as_of")?,
        cost: Cost { memory_kib: row::unsigned(row, "memory_kib")?, passes: row::unsigned(row, "passes")? },
        digest: row::digest(row, "digest")?,
    })
}
