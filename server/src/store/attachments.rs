//! Which photos revisions name, and which of them are whole.

use sambang_domain::ids::{Digest, PersonId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};
use sambang_domain::wire::v1::ReceiptAttachment;

use super::revisions::{StoredRevision, as_i64};
use super::{Conn, StoreError, count, row};

/// Writes down the photos a revision names, in its order.
pub(crate) async fn name(conn: &mut Conn, revision: u64, evidence: &[Attachment]) -> Result<(), StoreError> {
    for (position, photo) in (0_i64..).zip(evidence) {
        sqlx::query(
            "INSERT INTO revision_attachments (revision, position, sha256, size, kind) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(as_i64(revision))
        .bind(position)
        .bind(photo.sha256.0.to_vec())
        .bind(as_i64(photo.size_bytes))
        .bind(photo.kind.as_str())
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
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

/// The sizes that revisions of a person give for an attachment; empty when none names it.
pub(crate) async fn announced(conn: &mut Conn, person: PersonId, sha256: Digest) -> Result<Vec<u64>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT n.size FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
         WHERE n.sha256 = $1 AND r.person = $2",
    )
    .bind(sha256.0.to_vec())
    .bind(person.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::unsigned(row, "size")).collect()
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
