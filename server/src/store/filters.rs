//! Filters of NIKs and what they are built from.

use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::wire::v1::FilterKind;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, row};

/// A filter without its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) subject: String,
    pub(crate) programme: Option<String>,
    pub(crate) kind: FilterKind,
    pub(crate) source: String,
    pub(crate) as_of: Timestamp,
    /// Ascending, without repetition.
    pub(crate) keys: Vec<u64>,
    /// The last revision that was looked at.
    pub(crate) scanned: u64,
    pub(crate) version: u32,
    pub(crate) built_at: Timestamp,
    pub(crate) sha256: Digest,
    pub(crate) size: u64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT subject, programme, kind, source, as_of, keys, scanned, version, built_at, sha256, \
             LENGTH(bytes) AS size FROM filters ",
            $rest
        )
    };
}

/// The filter of this subject.
pub(crate) async fn find(conn: &mut Conn, subject: &str) -> Result<Option<Stored>, StoreError> {
    let found = sqlx::query(select!("WHERE subject = $1")).bind(subject).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// All filters.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Stored>, StoreError> {
    let rows = sqlx::query(select!("ORDER BY subject")).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// Writes a build; it replaces the one before.
pub(crate) async fn put(conn: &mut Conn, filter: &Stored, bytes: &[u8]) -> Result<(), StoreError> {
    let keys: Vec<u8> = filter.keys.iter().flat_map(|key| key.to_be_bytes()).collect();
    sqlx::query(
        "INSERT INTO filters (subject, programme, kind, source, as_of, keys, scanned, version, built_at, sha256, \
         bytes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (subject) DO UPDATE SET \
         as_of = excluded.as_of, keys = excluded.keys, scanned = excluded.scanned, version = excluded.version, \
         built_at = excluded.built_at, sha256 = excluded.sha256, bytes = excluded.bytes",
    )
    .bind(filter.subject.as_str())
    .bind(filter.programme.as_deref())
    .bind(filter.kind.as_str())
    .bind(filter.source.as_str())
    .bind(filter.as_of.0)
    .bind(keys)
    .bind(as_i64(filter.scanned))
    .bind(i64::from(filter.version))
    .bind(filter.built_at.0)
    .bind(filter.sha256.0.to_vec())
    .bind(bytes)
    .execute(conn)
    .await?;
    Ok(())
}

/// Remembers how far the revisions were looked at.
pub(crate) async fn set_scanned(conn: &mut Conn, subject: &str, scanned: u64) -> Result<(), StoreError> {
    let sql = "UPDATE filters SET scanned = $1 WHERE subject = $2 AND scanned < $3";
    sqlx::query(sql).bind(as_i64(scanned)).bind(subject).bind(as_i64(scanned)).execute(conn).await?;
    Ok(())
}

/// The bytes of this digest.
pub(crate) async fn find_bytes(conn: &mut Conn, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
    let found = sqlx::query("SELECT bytes FROM filters WHERE sha256 = $1 LIMIT 1")
        .bind(sha256.0.to_vec())
        .fetch_optional(conn)
        .await?;
    found.map(|row| row::blob(&row, "bytes")).transpose()
}

/// A page of a programme's revisions after the one of sequence `after`: sequence and survey.
pub(crate) async fn surveys(
    conn: &mut Conn,
    programme: &str,
    after: u64,
    limit: u32,
) -> Result<Vec<(u64, SurveyId)>, StoreError> {
    let rows = sqlx::query(
        "SELECT sequence, survey FROM revisions WHERE programme = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
    )
    .bind(programme)
    .bind(as_i64(after))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row::unsigned(row, "sequence")?, row::parsed(row, "survey")?))).collect()
}

/// Every sealed document of a survey.
pub(crate) async fn documents(conn: &mut Conn, survey: SurveyId) -> Result<Vec<Vec<u8>>, StoreError> {
    let rows = sqlx::query("SELECT bytes FROM revisions WHERE survey = $1 ORDER BY sequence").bind(survey.to_string());
    rows.fetch_all(conn).await?.iter().map(|row| row::blob(row, "bytes")).collect()
}

fn read(row: &Row) -> Result<Stored, StoreError> {
    let keys = row::blob(row, "keys")?;
    let (keys, rest) = keys.as_chunks::<8>();
    if !rest.is_empty() {
        return Err(StoreError::Damaged("filter"));
    }
    Ok(Stored {
        subject: row::text(row, "subject")?,
        programme: row::optional_parsed(row, "programme")?,
        kind: FilterKind::from(row::text(row, "kind")?),
        source: row::text(row, "source")?,
        as_of: row::time(row, "as_of")?,
        keys: keys.iter().map(|key| u64::from_be_bytes(*key)).collect(),
        scanned: row::unsigned(row, "scanned")?,
        version: row::unsigned(row, "version")?,
        built_at: row::time(row, "built_at")?,
        sha256: row::digest(row, "sha256")?,
        size: row::unsigned(row, "size")?,
    })
}
