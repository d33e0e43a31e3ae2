//! People and their work areas.

use sambang_domain::ids::{PersonId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::RegionCode;

use super::{Conn, Row, StoreError, query, row};

/// Adds a person with the work area.
pub(crate) async fn insert(conn: &mut Conn, person: &Person, now: Timestamp) -> Result<(), StoreError> {
    query("INSERT INTO persons (id, name, role, office, added_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(person.id.to_string())
        .bind(person.name.as_str())
        .bind(person.role.as_str())
        .bind(person.office.as_str())
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
    set_area(conn, person.id, &person.area).await
}

/// Gives a person another work area.
pub(crate) async fn set_area(conn: &mut Conn, person: PersonId, area: &[RegionCode]) -> Result<(), StoreError> {
    let id = person.to_string();
    query("DELETE FROM person_areas WHERE person = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for code in area {
        query("INSERT INTO person_areas (person, area) VALUES ($1, $2) ON CONFLICT (person, area) DO NOTHING")
            .bind(id.as_str())
            .bind(code.to_string())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The person of this id.
pub(crate) async fn find(conn: &mut Conn, id: PersonId) -> Result<Option<Person>, StoreError> {
    let found = query("SELECT id, name, role, office FROM persons WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(&mut *conn)
        .await?;
    match found {
        Some(row) => Ok(Some(read(conn, &row).await?)),
        None => Ok(None),
    }
}

/// The person whom another row names.
pub(crate) async fn person(conn: &mut Conn, id: PersonId) -> Result<Person, StoreError> {
    find(conn, id).await?.ok_or(StoreError::Damaged("person"))
}

/// Everybody, in the order they were added.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Person>, StoreError> {
    let rows = query("SELECT id, name, role, office FROM persons ORDER BY added_at, id").fetch_all(&mut *conn).await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        people.push(read(conn, row).await?);
    }
    Ok(people)
}

async fn read(conn: &mut Conn, row: &Row) -> Result<Person, StoreError> {
    let id = row::text(row, "id")?;
    let areas = query("SELECT area FROM person_areas WHERE person = $1 ORDER BY area").bind(id).fetch_all(conn).await?;
    Ok(Person {
        id: row::parsed(row, "id")?,
        name: row::text(row, "name")?,
        role: Role::from(row::text(row, "role")?),
        area: areas.iter().map(|row| row::parsed(row, "area")).collect::<Result<_, _>>()?,
        office: row::text(row, "office")?,
        unknown: Unknown::new(),
    })
}
