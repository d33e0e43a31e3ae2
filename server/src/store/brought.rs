//! Who brought the bytes of which photo. Only in these people's surveys it is held: a digest that somebody merely
//! names opens nothing.

use sambang_domain::ids::{Digest, PersonId};
use sambang_domain::survey::EvidenceKind;

use super::attachments::{self, Known};
use super::revisions::{self, StoredRevision};
use super::{Conn, Row, StoreError, query, row};

/// Writes down that a person brought the bytes of an attachment that is known; false when that was known.
pub(crate) async fn note(conn: &mut Conn, sha256: Digest, person: PersonId) -> Result<bool, StoreError> {
    let sql = "INSERT INTO brought (sha256, person) VALUES ($1, $2) ON CONFLICT (sha256, person) DO NOTHING";
    let done = query(sql).bind(sha256.0.to_vec()).bind(person.to_string()).execute(conn).await?;
    Ok(done == 1)
}

/// The attachment of this digest, when this person brought it.
pub(crate) async fn find(conn: &mut Conn, sha256: Digest, person: PersonId) -> Result<Option<Known>, StoreError> {
    let sql = "SELECT a.sha256, a.size, a.lost_at FROM brought b JOIN attachments a ON a.sha256 = b.sha256 \
        WHERE b.sha256 = $1 AND b.person = $2";
    let found = query(sql).bind(sha256.0.to_vec()).bind(person.to_string()).fetch_optional(conn).await?;
    found.as_ref().map(attachments::read).transpose()
}

/// Whether this person brought an attachment, and it is still held.
pub(crate) async fn is_held(conn: &mut Conn, sha256: Digest, person: PersonId) -> Result<bool, StoreError> {
    Ok(find(conn, sha256, person).await?.is_some_and(|known| !known.lost))
}

/// A revision that names an attachment.
#[derive(Debug)]
pub(crate) struct Naming {
    pub(crate) revision: StoredRevision,
    /// As what it names it.
    pub(crate) kind: EvidenceKind,
}

/// Every revision that names an attachment which its own person brought, conflicts included, in the order they
/// came.
pub(crate) async fn namings(conn: &mut Conn, sha256: Digest) -> Result<Vec<Naming>, StoreError> {
    let rows = query(
        "SELECT r.sequence, r.survey, r.number, r.digest, r.device, r.person, r.place, r.standing, r.receipt_number, \
         r.received_at, n.kind FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
         JOIN brought b ON b.sha256 = n.sha256 AND b.person = r.person \
         JOIN attachments a ON a.sha256 = n.sha256 AND a.size = n.size WHERE n.sha256 = $1 \
         ORDER BY r.sequence, n.position",
    )
    .bind(sha256.0.to_vec())
    .fetch_all(conn)
    .await?;
    let naming = |row: &Row| Ok(Naming { revision: revisions::read(row)?, kind: row::text(row, "kind")?.into() });
    rows.iter().map(naming).collect()
}

/// Who brought which attachment, as far as a main revision of theirs names it: a receipt told of each. A row that
/// cannot be read is an error in its place.
pub(crate) async fn told(conn: &mut Conn) -> Result<Vec<Result<(Digest, PersonId), StoreError>>, StoreError> {
    let rows = query(
        "SELECT b.sha256, b.person FROM brought b JOIN attachments a ON a.sha256 = b.sha256 WHERE EXISTS \
         (SELECT 1 FROM revision_attachments n JOIN revisions r ON r.sequence = n.revision \
         WHERE n.sha256 = b.sha256 AND n.size = a.size AND r.person = b.person AND r.standing = 'main')",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| Ok((row::digest(row, "sha256")?, row::parsed(row, "person")?))).collect())
}
