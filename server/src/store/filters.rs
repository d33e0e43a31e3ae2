//! Filters of NIKs, who may have them, and which are to be built anew.

use sambang_domain::filter::{Cost, FilterSecret};
use sambang_domain::ids::{Digest, PersonId, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::wire::v1::FilterKind;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, query, row};

/// A filter without its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) subject: String,
    pub(crate) area: RegionCode,
    /// Empty when it speaks of every programme.
    pub(crate) programme: String,
    pub(crate) kind: FilterKind,
    pub(crate) source: String,
    pub(crate) as_of: Timestamp,
    pub(crate) cost: Cost,
    /// Digest of the slow NIKs in it.
    pub(crate) content: Digest,
    pub(crate) entries: u64,
    pub(crate) version: u32,
    pub(crate) built_at: Timestamp,
    pub(crate) key: FilterSecret,
    pub(crate) size: u64,
    pub(crate) sha256: Digest,
}

/// A district whose surveys have changed since its filter was built.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) programme: String,
    pub(crate) area: RegionCode,
    /// How often.
    pub(crate) changes: u64,
    /// When it was built; none before the first time.
    pub(crate) built_at: Option<Timestamp>,
}

macro_rules! columns {
    () => {
        "f.subject, f.area, f.programme, f.kind, f.source, f.as_of, f.memory_kib, f.passes, f.content, f.entries, \
         f.version, f.built_at, f.key, f.size, f.sha256"
    };
}

/// The districts of a person's work area and their neighbours, twice the person.
macro_rules! of_person {
    ($columns:expr, $more:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM person_areas p JOIN filters f ON f.area >= p.area AND f.area < p.area || ':' WHERE p.person = $1 ",
            $more,
            " UNION SELECT ",
            $columns,
            " FROM person_areas p JOIN neighbours n ON n.area >= p.area AND n.area < p.area || ':' \
             JOIN filters f ON f.area = n.neighbour WHERE p.person = $1 ",
            $more
        )
    };
}

/// The filter of this subject.
pub(crate) async fn find(conn: &mut Conn, subject: &str) -> Result<Option<Stored>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM filters f WHERE f.subject = $1");
    let found = query(sql).bind(subject).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// All filters.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Stored>, StoreError> {
    let sql = concat!("SELECT ", columns!(), " FROM filters f ORDER BY f.subject");
    query(sql).fetch_all(conn).await?.iter().map(read).collect()
}

/// The filters of a person's work area and its neighbours.
pub(crate) async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Stored>, StoreError> {
    let rows = query(of_person!(columns!(), "")).bind(person.to_string()).fetch_all(conn).await?;
    let mut filters: Vec<Stored> = rows.iter().map(read).collect::<Result<_, _>>()?;
    filters.sort_unstable_by(|one, other| one.subject.cmp(&other.subject));
    Ok(filters)
}

/// The bytes of this digest, if the person may have them.
pub(crate) async fn find_bytes(
    conn: &mut Conn,
    person: PersonId,
    sha256: Digest,
) -> Result<Option<Vec<u8>>, StoreError> {
    let found = query(of_person!("f.bytes", "AND f.sha256 = $2"))
        .bind(person.to_string())
        .bind(sha256.0.to_vec())
        .fetch_optional(conn)
        .await?;
    found.map(|row| row::blob(&row, "bytes")).transpose()
}

/// Writes a build; it replaces the one before.
pub(crate) async fn put(conn: &mut Conn, filter: &Stored, bytes: &[u8]) -> Result<(), StoreError> {
    query(
        "INSERT INTO filters (subject, area, programme, kind, source, as_of, memory_kib, passes, content, entries, \
         version, built_at, key, size, sha256, bytes) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
         ON CONFLICT (subject) DO UPDATE SET as_of = excluded.as_of, memory_kib = excluded.memory_kib, \
         passes = excluded.passes, content = excluded.content, entries = excluded.entries, \
         version = excluded.version, built_at = excluded.built_at, key = excluded.key, size = excluded.size, \
         sha256 = excluded.sha256, bytes = excluded.bytes",
    )
    .bind(filter.subject.as_str())
    .bind(filter.area.to_string())
    .bind(filter.programme.as_str())
    .bind(filter.kind.as_str())
    .bind(filter.source.as_str())
    .bind(filter.as_of.0)
    .bind(i64::from(filter.cost.memory_kib))
    .bind(i64::from(filter.cost.passes))
    .bind(filter.content.0.to_vec())
    .bind(as_i64(filter.entries))
    .bind(i64::from(filter.version))
    .bind(filter.built_at.0)
    .bind(filter.key.bytes().to_vec())
    .bind(as_i64(filter.size))
    .bind(filter.sha256.0.to_vec())
    .bind(bytes)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes the filter of this subject.
pub(crate) async fn remove(conn: &mut Conn, subject: &str) -> Result<(), StoreError> {
    query("DELETE FROM filters WHERE subject = $1").bind(subject).execute(conn).await?;
    Ok(())
}

/// Removes the filters of lists in districts where the list that counts has nobody.
pub(crate) async fn remove_unlisted(conn: &mut Conn) -> Result<(), StoreError> {
    query(
        "DELETE FROM filters WHERE kind = 'recipients' AND NOT EXISTS (SELECT 1 FROM recipient_lists l \
         JOIN recipient_areas a ON a.list = l.id AND a.area = filters.area WHERE l.standing = 'current' \
         AND l.programme = filters.programme AND l.source = filters.source)",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes the districts of surveys that changed after `after`, up to `through`.
pub(crate) async fn note_due(conn: &mut Conn, after: u64, through: u64) -> Result<(), StoreError> {
    query(
        "INSERT INTO filter_dues (programme, area, changes) SELECT s.programme, a.area, COUNT(*) \
         FROM survey_states s JOIN survey_areas a ON a.survey = s.survey \
         WHERE s.sequence > $1 AND s.sequence <= $2 AND length(a.area) = 6 GROUP BY s.programme, a.area \
         ON CONFLICT (programme, area) DO UPDATE SET changes = filter_dues.changes + excluded.changes",
    )
    .bind(as_i64(after))
    .bind(as_i64(through))
    .execute(conn)
    .await?;
    Ok(())
}

/// Every district whose surveys have changed since its filter was built.
pub(crate) async fn due(conn: &mut Conn) -> Result<Vec<Due>, StoreError> {
    let rows = query(
        "SELECT d.programme, d.area, d.changes, f.built_at FROM filter_dues d LEFT JOIN filters f ON f.area = d.area \
         AND f.programme = d.programme AND f.kind = 'known' ORDER BY d.programme, d.area",
    )
    .fetch_all(conn)
    .await?;
    let due = |row: &Row| {
        Ok(Due {
            programme: row::text(row, "programme")?,
            area: row::parsed(row, "area")?,
            changes: row::unsigned(row, "changes")?,
            built_at: row::optional_time(row, "built_at")?,
        })
    };
    rows.iter().map(due).collect()
}

/// A district was looked at.
pub(crate) async fn set_done(conn: &mut Conn, programme: &str, area: RegionCode) -> Result<(), StoreError> {
    let sql = "DELETE FROM filter_dues WHERE programme = $1 AND area = $2";
    query(sql).bind(programme).bind(area.to_string()).execute(conn).await?;
    Ok(())
}

fn read(row: &Row) -> Result<Stored, StoreError> {
    Ok(Stored {
        subject: row::text(row, "subject")?,
        area: row::parsed(row, "area")?,
        programme: row::text(row, "programme")?,
        kind: FilterKind::from(row::text(row, "kind")?),
        source: row::text(row, "source")?,
        as_of: row::time(row, "as_of")?,
        cost: Cost { memory_kib: row::unsigned(row, "memory_kib")?, passes: row::unsigned(row, "passes")? },
        content: row::digest(row, "content")?,
        entries: row::unsigned(row, "entries")?,
        version: row::unsigned(row, "version")?,
        built_at: row::time(row, "built_at")?,
        key: FilterSecret::new(row::fixed(row, "key")?),
        size: row::unsigned(row, "size")?,
        sha256: row::digest(row, "sha256")?,
    })
}
