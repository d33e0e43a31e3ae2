//! Which photos revisions name, and which of them are whole.

use sambang_domain::ids::{Digest, PersonId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};
use sambang_domain::wire::v1::ReceiptAttachment;

use sqlx::AssertSqlSafe;

use super::revisions::{StoredRevision, as_i64};
use super::{Conn, StoreError, count, row};

/// Writes down the photos a revision names, in its order.
pub(crate) async fn name(conn: &mut Conn, revision: u64, evidence: &[Attachment]) -> Result<(), StoreError> {
    let mut position = 0_i64;
    for some in evidence.chunks(ROWS) {
        let mut query = sqlx::query(AssertSqlSafe(insert_rows(some.len())));
        for photo in some {
            query = query
                .bind(as_i64(revision))
                .bind(position)
                .bind(photo.sha256.0.to_vec())
                .bind(as_i64(photo.size_bytes))
                .bind(photo.kind.as_str())
                .bind(photo.picture_sha256.filter(|_| photo.kind.shows_business()).map(|picture| picture.0.to_vec()));
            position += 1;
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Rows of one statement; more photos than any survey has.
const ROWS: usize = 20;

fn insert_rows(rows: usize) -> String {
    let row = |first: usize| {
        let values: Vec<String> = (first..first + 6).map(|value| format!("${value}")).collect();
        format!("({})", values.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(|number| row(number * 6 + 1)).collect();
    format!(
        "INSERT INTO revision_attachments (revision, position, sha256, size, kind, picture) VALUES {}",
        rows.join(", ")
    )
}

/// The photos a revision names, each with whether it is held.
pub(crate) async fn of_revision(conn: &mut Conn, revision: u64) -> Result<Vec<ReceiptAttachment>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.sha256, n.size, a.size AS held FROM revision_attachments n LEFT JOIN attachments a \
         ON a.sha256 = n.sha256 AND a.size = n.size WHERE n.revision = $1 ORDER BY n.position",
    )
    .bind(as_i64(revision))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(ReceiptAttachment {
                sha256: row::digest(row, "sha256")?,
                size_bytes: row::unsigned(row, "size")?,
                held: row::optional_time(row, "held")?.is_some(),
            })
        })
        .collect()
}

/// What revisions of a person say of an attachment.
#[derive(Debug)]
pub(crate) struct Announcement {
    /// The sizes they give; empty when none names it.
    pub(crate) sizes: Vec<u64>,
    /// Whether it is held, whoever brought it.
    pub(crate) held: bool,
}

/// What revisions of a person say of an attachment.
pub(crate) async fn announced(conn: &mut Conn, person: PersonId, sha256: Digest) -> Result<Announcement, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT n.size, a.size AS held FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
         LEFT JOIN attachments a ON a.sha256 = n.sha256 WHERE n.sha256 = $1 AND r.person = $2",
    )
    .bind(sha256.0.to_vec())
    .bind(person.to_string())
    .fetch_all(conn)
    .await?;
    let held = rows.first().map(|row| row::optional_time(row, "held")).transpose()?.flatten().is_some();
    let sizes = rows.iter().map(|row| row::unsigned(row, "size")).collect::<Result<_, _>>()?;
    Ok(Announcement { sizes, held })
}

/// The kinds of photo under which main revisions name an attachment.
pub(crate) async fn kinds(
    conn: &mut Conn,
    revision: &StoredRevision,
    sha256: Digest,
) -> Result<Vec<EvidenceKind>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT kind FROM revision_attachments WHERE revision = $1 AND sha256 = $2")
        .bind(as_i64(revision.sequence))
        .bind(sha256.0.to_vec())
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| Ok(EvidenceKind::from(row::text(row, "kind")?))).collect()
}

/// Writes down that an attachment is whole and durable; false when that was known.
pub(crate) async fn complete(conn: &mut Conn, sha256: Digest, size: u64, now: Timestamp) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO attachments (sha256, size, complete_at) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING",
    )
    .bind(sha256.0.to_vec())
    .bind(as_i64(size))
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether an attachment is held.
pub(crate) async fn is_held(conn: &mut Conn, sha256: Digest) -> Result<bool, StoreError> {
    let found = sqlx::query("SELECT size FROM attachments WHERE sha256 = $1").bind(sha256.0.to_vec());
    Ok(found.fetch_optional(conn).await?.is_some())
}

/// All attachments that are held, with their sizes.
pub(crate) async fn held(conn: &mut Conn) -> Result<Vec<(Digest, u64)>, StoreError> {
    let rows = sqlx::query("SELECT sha256, size FROM attachments ORDER BY complete_at, sha256").fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row::digest(row, "sha256")?, row::unsigned(row, "size")?))).collect()
}

/// How many attachments are held.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM attachments").await
}
