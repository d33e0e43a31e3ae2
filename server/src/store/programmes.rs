//! The programmes, every version of them.

use sambang_domain::ids::Timestamp;
use sambang_domain::programme::Programme;

use super::{Conn, Row, StoreError, query, row};

/// Adds a version of a programme; none when it is there already.
pub(crate) async fn insert(conn: &mut Conn, programme: &Programme, now: Timestamp) -> Result<bool, StoreError> {
    let body = serde_json::to_string(programme).map_err(|_| StoreError::Damaged("programme"))?;
    let done = query(
        "INSERT INTO programmes (id, version, body, published_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id, version) DO NOTHING",
    )
    .bind(programme.reference.id.as_str())
    .bind(i64::from(programme.reference.version))
    .bind(body)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(done == 1)
}

/// The newest version of every programme.
pub(crate) async fn newest(conn: &mut Conn) -> Result<Vec<Programme>, StoreError> {
    let rows = query(
        "SELECT body FROM programmes p WHERE version = (SELECT MAX(version) FROM programmes q WHERE q.id = p.id) \
         ORDER BY id",
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// The newest version of the programme of this id.
pub(crate) async fn find(conn: &mut Conn, id: &str) -> Result<Option<Programme>, StoreError> {
    let found = query("SELECT body FROM programmes WHERE id = $1 ORDER BY version DESC LIMIT 1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    found.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Programme, StoreError> {
    serde_json::from_str(&row::text(row, "body")?).map_err(|_| StoreError::Damaged("programme"))
}
