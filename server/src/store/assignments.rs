//! Whom facilitators are asked to visit.

use sambang_domain::ids::{AssignmentId, Timestamp};
use sambang_domain::wire::v1::Assignment;

use super::{Conn, Row, StoreError, query, row};

/// Adds an assignment under the keyed hash of its NIK.
pub(crate) async fn insert(
    conn: &mut Conn,
    assignment: &Assignment,
    nik_hmac: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO assignments (id, programme, nik_hmac, person, withdrawn, body, added_at, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(assignment.id.to_string())
    .bind(assignment.programme.as_str())
    .bind(nik_hmac)
    .bind(assignment.assigned_to.to_string())
    .bind(i64::from(assignment.withdrawn))
    .bind(body(assignment)?)
    .bind(now.0)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes an assignment over what its id held.
pub(crate) async fn update(conn: &mut Conn, assignment: &Assignment, now: Timestamp) -> Result<(), StoreError> {
    query("UPDATE assignments SET person = $1, withdrawn = $2, body = $3, changed_at = $4 WHERE id = $5")
        .bind(assignment.assigned_to.to_string())
        .bind(i64::from(assignment.withdrawn))
        .bind(body(assignment)?)
        .bind(now.0)
        .bind(assignment.id.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// The assignment of this id.
pub(crate) async fn find(conn: &mut Conn, id: AssignmentId) -> Result<Option<Assignment>, StoreError> {
    let found = query("SELECT body FROM assignments WHERE id = $1").bind(id.to_string()).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// The assignment of this NIK in this programme.
pub(crate) async fn find_by_nik(
    conn: &mut Conn,
    programme: &str,
    nik_hmac: &[u8],
) -> Result<Option<Assignment>, StoreError> {
    let found = query("SELECT body FROM assignments WHERE programme = $1 AND nik_hmac = $2")
        .bind(programme)
        .bind(nik_hmac)
        .fetch_optional(conn)
        .await?;
    found.as_ref().map(read).transpose()
}

/// All assignments, in the order they were added.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Assignment>, StoreError> {
    let rows = query("SELECT body FROM assignments ORDER BY added_at, id").fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

fn body(assignment: &Assignment) -> Result<String, StoreError> {
    serde_json::to_string(assignment).map_err(|_| StoreError::Damaged("assignment"))
}

fn read(row: &Row) -> Result<Assignment, StoreError> {
    serde_json::from_str(&row::text(row, "body")?).map_err(|_| StoreError::Damaged("assignment"))
}
