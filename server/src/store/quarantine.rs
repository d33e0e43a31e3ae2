//! Sealed revisions that blocked devices brought.

use sambang_domain::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, count, next, query, row};

/// A revision in quarantine, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its number in quarantine.
    pub id: u64,
    /// Which survey.
    pub survey: SurveyId,
    /// Which revision of it.
    pub number: u32,
    /// SHA-256 of the sealed bytes.
    pub digest: Digest,
    /// The blocked device that sealed and brought it.
    pub device: DeviceId,
    /// Whose survey it is.
    pub person: PersonId,
    /// When it was stored.
    pub received_at: Timestamp,
    /// When it became a revision of the province; none while it waits.
    pub released_at: Option<Timestamp>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, survey, number, digest, device, person, received_at, released_at FROM quarantine ", $rest)
    };
}

/// The next number.
pub(crate) async fn next_id(conn: &mut Conn) -> Result<u64, StoreError> {
    u64::try_from(next(conn, "quarantine").await?).map_err(|_| StoreError::Damaged("quarantine"))
}

/// Adds a revision.
pub(crate) async fn insert(
    conn: &mut Conn,
    entry: &Quarantined,
    bytes: &[u8],
    signature: &[u8; 64],
) -> Result<(), StoreError> {
    query(
        "INSERT INTO quarantine (id, survey, number, digest, bytes, signature, device, person, received_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(as_i64(entry.id))
    .bind(entry.survey.to_string())
    .bind(i64::from(entry.number))
    .bind(entry.digest.0.to_vec())
    .bind(bytes)
    .bind(signature.to_vec())
    .bind(entry.device.to_string())
    .bind(entry.person.to_string())
    .bind(entry.received_at.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// What this device brought with this digest.
pub(crate) async fn find_brought(
    conn: &mut Conn,
    device: DeviceId,
    digest: Digest,
) -> Result<Option<Quarantined>, StoreError> {
    let found = query(select!("WHERE device = $1 AND digest = $2"))
        .bind(device.to_string())
        .bind(digest.0.to_vec())
        .fetch_optional(conn)
        .await?;
    found.as_ref().map(read).transpose()
}

/// A revision has become one of the province by another way: nobody needs to release it any more. Gives its
/// number in quarantine when it waited there.
pub(crate) async fn settle(
    conn: &mut Conn,
    device: DeviceId,
    digest: Digest,
    now: Timestamp,
) -> Result<Option<u64>, StoreError> {
    let released = query(
        "UPDATE quarantine SET released_at = $1 WHERE device = $2 AND digest = $3 AND released_at IS NULL RETURNING id",
    )
    .bind(now.0)
    .bind(device.to_string())
    .bind(digest.0.to_vec())
    .fetch_optional(conn)
    .await?;
    released.map(|row| row::unsigned(&row, "id")).transpose()
}

/// The revision of this number in quarantine.
pub(crate) async fn find(conn: &mut Conn, id: u64) -> Result<Option<Quarantined>, StoreError> {
    let found = query(select!("WHERE id = $1")).bind(as_i64(id)).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// Everything that was ever in quarantine, in the order it came.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Quarantined>, StoreError> {
    let rows = query(select!("ORDER BY id")).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// Everything this device ever had in quarantine, in the order it came; a row that cannot be read is an error in
/// its place.
pub(crate) async fn each_of_device(
    conn: &mut Conn,
    device: DeviceId,
) -> Result<Vec<Result<Quarantined, StoreError>>, StoreError> {
    let sql = select!("WHERE device = $1 ORDER BY id");
    Ok(query(sql).bind(device.to_string()).fetch_all(conn).await?.iter().map(read).collect())
}

/// The sealed bytes of what stands in quarantine under this number, and their signature.
pub(crate) async fn sealed(conn: &mut Conn, id: u64) -> Result<(Vec<u8>, [u8; 64]), StoreError> {
    let sql = "SELECT bytes, signature FROM quarantine WHERE id = $1";
    let found = query(sql).bind(as_i64(id)).fetch_optional(conn).await?;
    let row = found.ok_or(StoreError::Damaged("quarantine"))?;
    Ok((row::blob(&row, "bytes")?, row::fixed(&row, "signature")?))
}

/// Marks it as released.
pub(crate) async fn release(conn: &mut Conn, id: u64, now: Timestamp) -> Result<(), StoreError> {
    let sql = "UPDATE quarantine SET released_at = $1 WHERE id = $2";
    query(sql).bind(now.0).bind(as_i64(id)).execute(conn).await?;
    Ok(())
}

/// How many revisions of this device, and of all devices of this person, wait in quarantine.
pub(crate) async fn counts_of(conn: &mut Conn, device: DeviceId, person: PersonId) -> Result<(u64, u64), StoreError> {
    let sql = "SELECT COUNT(CASE WHEN device = $1 THEN 1 END) AS of_device, COUNT(*) AS n FROM quarantine \
        WHERE person = $2 AND released_at IS NULL";
    let row = query(sql).bind(device.to_string()).bind(person.to_string()).fetch_one(conn).await?;
    Ok((row::unsigned(&row, "of_device")?, row::unsigned(&row, "n")?))
}

/// How many revisions wait.
pub(crate) async fn waiting(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM quarantine WHERE released_at IS NULL").await
}

fn read(row: &Row) -> Result<Quarantined, StoreError> {
    Ok(Quarantined {
        id: row::unsigned(row, "id")?,
        survey: row::parsed(row, "survey")?,
        number: row::unsigned(row, "number")?,
        digest: row::digest(row, "digest")?,
        device: row::parsed(row, "device")?,
        person: row::parsed(row, "person")?,
        received_at: row::time(row, "received_at")?,
        released_at: row::optional_time(row, "released_at")?,
    })
}
