//! Which photos revisions name, and which of them are whole.

use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
use sambang_domain::survey::{Attachment, EvidenceKind};
use sambang_domain::wire::v1::ReceiptAttachment;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, count, query, row};

/// Writes down the photos a revision names, in its order.
pub(crate) async fn name(conn: &mut Conn, revision: u64, evidence: &[Attachment]) -> Result<(), StoreError> {
    let mut position = 0_i64;
    for some in evidence.chunks(ROWS) {
        let mut query = query(insert_rows(some.len()));
        for photo in some {
            query = query
                .bind(as_i64(revision))
                .bind(position)
                .bind(photo.sha256.0.to_vec())
                .bind(as_i64(photo.size_bytes))
                .bind(photo.kind.as_str())
                .bind(picture(photo));
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

/// The photos a revision names, each with whether it is held: its person brought it.
pub(crate) async fn of_revision(conn: &mut Conn, revision: u64) -> Result<Vec<ReceiptAttachment>, StoreError> {
    let rows = query(
        "SELECT n.sha256, n.size, a.size AS held FROM revision_attachments n \
         JOIN revisions r ON r.sequence = n.revision \
         LEFT JOIN brought b ON b.sha256 = n.sha256 AND b.person = r.person \
         LEFT JOIN attachments a ON a.sha256 = b.sha256 AND a.size = n.size AND a.lost_at IS NULL \
         WHERE n.revision = $1 ORDER BY n.position",
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

/// A photo as it is noted for a revision.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    position: u64,
    sha256: Digest,
    size: u64,
    kind: EvidenceKind,
    picture: Option<Vec<u8>>,
}

impl Named {
    /// As it must be noted for a revision that names it at this place.
    pub(crate) fn of(position: u64, photo: &Attachment) -> Self {
        let (sha256, size, kind) = (photo.sha256, photo.size_bytes, photo.kind.clone());
        Self { position, sha256, size, kind, picture: picture(photo) }
    }
}

/// What is on a photo of a business; none for other photos, which are compared with nobody's.
fn picture(photo: &Attachment) -> Option<Vec<u8>> {
    photo.picture_sha256.filter(|_| photo.kind.shows_business()).map(|picture| picture.0.to_vec())
}

/// The photos that are noted for a revision, in its order.
pub(crate) async fn named(conn: &mut Conn, revision: u64) -> Result<Vec<Named>, StoreError> {
    let sql =
        "SELECT position, sha256, size, kind, picture FROM revision_attachments WHERE revision = $1 ORDER BY position";
    let rows = query(sql).bind(as_i64(revision)).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(Named {
                position: row::unsigned(row, "position")?,
                sha256: row::digest(row, "sha256")?,
                size: row::unsigned(row, "size")?,
                kind: EvidenceKind::from(row::text(row, "kind")?),
                picture: row::optional_blob(row, "picture")?,
            })
        })
        .collect()
}

/// What revisions of a person say of an attachment.
#[derive(Debug)]
pub(crate) struct Announcement {
    /// The sizes they give; empty when none names it.
    pub(crate) sizes: Vec<u64>,
    /// Whether this person brought it and it is held.
    pub(crate) held: bool,
}

/// What revisions of a person say of an attachment.
pub(crate) async fn announced(conn: &mut Conn, person: PersonId, sha256: Digest) -> Result<Announcement, StoreError> {
    let rows = query(
        "SELECT DISTINCT n.size, a.size AS held FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
         LEFT JOIN brought b ON b.sha256 = n.sha256 AND b.person = r.person \
         LEFT JOIN attachments a ON a.sha256 = b.sha256 AND a.lost_at IS NULL WHERE n.sha256 = $1 AND r.person = $2",
    )
    .bind(sha256.0.to_vec())
    .bind(person.to_string())
    .fetch_all(conn)
    .await?;
    let held = rows.first().map(|row| row::optional_time(row, "held")).transpose()?.flatten().is_some();
    let sizes = rows.iter().map(|row| row::unsigned(row, "size")).collect::<Result<_, _>>()?;
    Ok(Announcement { sizes, held })
}

/// Whether a revision of anybody else than this person names an attachment.
pub(crate) async fn is_named_by_others(conn: &mut Conn, sha256: Digest, person: PersonId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS found FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
        WHERE n.sha256 = $1 AND r.person <> $2 LIMIT 1";
    let found = query(sql).bind(sha256.0.to_vec()).bind(person.to_string()).fetch_optional(conn).await?;
    Ok(found.is_some())
}

/// Whether a revision that this device sealed names an attachment.
pub(crate) async fn is_named_by_device(conn: &mut Conn, sha256: Digest, device: DeviceId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS found FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
        WHERE n.sha256 = $1 AND r.device = $2 LIMIT 1";
    let found = query(sql).bind(sha256.0.to_vec()).bind(device.to_string()).fetch_optional(conn).await?;
    Ok(found.is_some())
}

/// Writes down that an attachment is whole and durable; false when that was known. One that was lost is held
/// again.
pub(crate) async fn complete(conn: &mut Conn, sha256: Digest, size: u64, now: Timestamp) -> Result<bool, StoreError> {
    let done = query(
        "INSERT INTO attachments (sha256, size, complete_at) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO UPDATE \
         SET complete_at = excluded.complete_at, lost_at = NULL WHERE attachments.lost_at IS NOT NULL",
    )
    .bind(sha256.0.to_vec())
    .bind(as_i64(size))
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done == 1)
}

/// Writes down that the bytes of an attachment are gone or others; false when it was not held.
pub(crate) async fn lose(conn: &mut Conn, sha256: Digest, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE attachments SET lost_at = $1 WHERE sha256 = $2 AND lost_at IS NULL";
    let done = query(sql).bind(now.0).bind(sha256.0.to_vec()).execute(conn).await?;
    Ok(done == 1)
}

/// An attachment that was whole once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) sha256: Digest,
    pub(crate) size: u64,
    /// Its bytes are gone or others, and have not come again.
    pub(crate) lost: bool,
}

/// The attachment of this digest; none when it was never whole.
pub(crate) async fn find(conn: &mut Conn, sha256: Digest) -> Result<Option<Known>, StoreError> {
    let found = query("SELECT sha256, size, lost_at FROM attachments WHERE sha256 = $1").bind(sha256.0.to_vec());
    found.fetch_optional(conn).await?.as_ref().map(read).transpose()
}

/// Whether an attachment is held, whoever brought it.
pub(crate) async fn is_held(conn: &mut Conn, sha256: Digest) -> Result<bool, StoreError> {
    Ok(find(conn, sha256).await?.is_some_and(|known| !known.lost))
}

/// All attachments that were whole once; a row that cannot be read is an error in its place.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Result<Known, StoreError>>, StoreError> {
    let sql = "SELECT sha256, size, lost_at FROM attachments ORDER BY complete_at, sha256";
    Ok(query(sql).fetch_all(conn).await?.iter().map(read).collect())
}

/// How many attachments are held.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM attachments WHERE lost_at IS NULL").await
}

/// How many were lost and have not come again.
pub(crate) async fn lost(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM attachments WHERE lost_at IS NOT NULL").await
}

pub(super) fn read(row: &Row) -> Result<Known, StoreError> {
    Ok(Known {
        sha256: row::digest(row, "sha256")?,
        size: row::unsigned(row, "size")?,
        lost: row::optional_time(row, "lost_at")?.is_some(),
    })
}
