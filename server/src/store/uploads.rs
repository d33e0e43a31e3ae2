//! Uploads that may be resumed.

use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
use uuid::Uuid;

use super::revisions::as_i64;
use super::{Conn, Row, StoreError, count, query, row};

/// An upload, without how far it has come.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) id: Uuid,
    pub(crate) sha256: Digest,
    pub(crate) length: u64,
    pub(crate) person: PersonId,
    /// For whom it brings the photo: its person, or the one whose survey a supervisor brings it back for.
    pub(crate) owner: PersonId,
    pub(crate) device: DeviceId,
    pub(crate) metadata: String,
    pub(crate) created_at: Timestamp,
    pub(crate) expires_at: Timestamp,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, sha256, length, person, owner, device, metadata, created_at, expires_at FROM uploads ",
            $rest
        )
    };
}

/// Adds an upload, or gives the person's upload of the same digest a new date to expire.
pub(crate) async fn begin(conn: &mut Conn, upload: &Upload) -> Result<Upload, StoreError> {
    let row = query(
        "INSERT INTO uploads (id, sha256, length, person, owner, device, metadata, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person, sha256) DO UPDATE SET \
         expires_at = excluded.expires_at, metadata = excluded.metadata, length = excluded.length, \
         owner = excluded.owner RETURNING id, sha256, length, person, owner, device, metadata, created_at, expires_at",
    )
    .bind(upload.id.to_string())
    .bind(upload.sha256.0.to_vec())
    .bind(as_i64(upload.length))
    .bind(upload.person.to_string())
    .bind(upload.owner.to_string())
    .bind(upload.device.to_string())
    .bind(upload.metadata.as_str())
    .bind(upload.created_at.0)
    .bind(upload.expires_at.0)
    .fetch_one(conn)
    .await?;
    read(&row)
}

/// The upload of this id.
pub(crate) async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<Upload>, StoreError> {
    let found = query(select!("WHERE id = $1")).bind(id.to_string()).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// Whether the person began an upload of this digest.
pub(crate) async fn is_begun(conn: &mut Conn, person: PersonId, sha256: Digest) -> Result<bool, StoreError> {
    let sql = "SELECT 1 AS one FROM uploads WHERE person = $1 AND sha256 = $2";
    let found = query(sql).bind(person.to_string()).bind(sha256.0.to_vec()).fetch_optional(conn).await?;
    Ok(found.is_some())
}

/// Forgets an upload.
pub(crate) async fn remove(conn: &mut Conn, id: Uuid) -> Result<(), StoreError> {
    query("DELETE FROM uploads WHERE id = $1").bind(id.to_string()).execute(conn).await?;
    Ok(())
}

/// Uploads that expired before `now`.
pub(crate) async fn expired(conn: &mut Conn, now: Timestamp) -> Result<Vec<Upload>, StoreError> {
    let rows =
        query(select!("WHERE expires_at <= $1 ORDER BY expires_at LIMIT 1000")).bind(now.0).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// How many uploads wait for bytes.
pub(crate) async fn open(conn: &mut Conn) -> Result<u64, StoreError> {
    count(
        conn,
        "SELECT COUNT(*) AS n FROM uploads u LEFT JOIN brought b ON b.sha256 = u.sha256 AND b.person = u.owner \
         LEFT JOIN attachments a ON a.sha256 = b.sha256 AND a.lost_at IS NULL WHERE a.sha256 IS NULL",
    )
    .await
}

/// How many uploads of this device wait for bytes.
pub(crate) async fn open_of(conn: &mut Conn, device: DeviceId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM uploads u LEFT JOIN brought b ON b.sha256 = u.sha256 AND b.person = u.owner \
        WHERE u.device = $1 AND b.sha256 IS NULL";
    let row = query(sql).bind(device.to_string()).fetch_one(conn).await?;
    row::unsigned(&row, "n")
}

fn read(row: &Row) -> Result<Upload, StoreError> {
    Ok(Upload {
        id: row::parsed(row, "id")?,
        sha256: row::digest(row, "sha256")?,
        length: row::unsigned(row, "length")?,
        person: row::parsed(row, "person")?,
        owner: row::parsed(row, "owner")?,
        device: row::parsed(row, "device")?,
        metadata: row::text(row, "metadata")?,
        created_at: row::time(row, "created_at")?,
        expires_at: row::time(row, "expires_at")?,
    })
}
