//! Enrolled devices.

use sambang_domain::ids::{DeviceId, PersonId, Timestamp};
use sambang_domain::open::Unknown;
use sambang_domain::people::{Person, Role};

use super::{Conn, Row, StoreError, count, query, row};

/// An enrolled device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Ed25519 public key of its seals.
    pub public_key: [u8; 32],
    /// What the person calls it; may be empty.
    pub name: String,
    /// Version of the app at enrolment.
    pub app_version: String,
    /// When it was enrolled, or enrolled again.
    pub enrolled_at: Timestamp,
    /// When it was blocked; none while it may work.
    pub revoked_at: Option<Timestamp>,
    /// When it was found to have sealed what does not follow its own seal before; none as a rule.
    pub broken_at: Option<Timestamp>,
    /// Whether it has signed a request with its key; from then on its token alone is not enough.
    pub proves: bool,
}

impl Device {
    /// Whether what it seals must be looked at by a person of the province first.
    pub(crate) fn is_quarantined(&self) -> bool {
        self.revoked_at.is_some() || self.broken_at.is_some()
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, person, public_key, name, app_version, enrolled_at, revoked_at, broken_at, proves FROM devices ",
            $rest
        )
    };
}

/// Adds a device, or gives the same person's device of the same key its new token; a device that
/// the province admits again is no longer blocked, and no longer marked for what it sealed before. Whether its
/// app signs requests shows anew.
pub(crate) async fn enrol(conn: &mut Conn, device: &Device, token_hash: &[u8]) -> Result<DeviceId, StoreError> {
    let row = query(
        "INSERT INTO devices (id, person, public_key, token_hash, name, app_version, enrolled_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person, public_key) DO UPDATE SET \
         token_hash = excluded.token_hash, next_token_hash = NULL, proves = 0, name = excluded.name, \
         app_version = excluded.app_version, enrolled_at = excluded.enrolled_at, revoked_at = NULL, \
         broken_at = NULL RETURNING id",
    )
    .bind(device.id.to_string())
    .bind(device.person.to_string())
    .bind(device.public_key.to_vec())
    .bind(token_hash)
    .bind(device.name.as_str())
    .bind(device.app_version.as_str())
    .bind(device.enrolled_at.0)
    .fetch_one(conn)
    .await?;
    row::parsed(&row, "id")
}

/// Whose token was sent.
#[derive(Debug)]
pub(crate) struct Bearer {
    pub(crate) device: Device,
    pub(crate) person: Person,
    /// When the device last reported, or was enrolled.
    pub(crate) used_at: Timestamp,
    /// It is the token that the device was offered, used for the first time.
    pub(crate) is_next: bool,
}

/// What is asked of a device with its person: a row for each work area, or one without when there is none.
macro_rules! select_with_person {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.person, d.public_key, d.name, d.app_version, d.enrolled_at, d.revoked_at, d.broken_at, \
             d.proves, d.token_hash, p.name AS person_name, p.role, p.office, a.area, r.reported_at FROM devices d \
             JOIN persons p ON p.id = d.person LEFT JOIN person_areas a ON a.person = p.id \
             LEFT JOIN device_reports r ON r.device = d.id WHERE ",
            $rest,
            " ORDER BY a.area"
        )
    };
}

/// The device whose token has this hash, and whose it is. Every request asks this, so it is one statement.
pub(crate) async fn find_by_token(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Bearer>, StoreError> {
    let sql = select_with_person!("d.token_hash = $1 OR d.next_token_hash = $1");
    let rows = query(sql).bind(token_hash).fetch_all(conn).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let is_next = row::blob(first, "token_hash")? != token_hash;
    let Owned { device, person, used_at } = owned(first, &rows)?;
    Ok(Some(Bearer { device, person, used_at, is_next }))
}

/// A device, and whose it is.
#[derive(Debug)]
pub(crate) struct Owned {
    pub(crate) device: Device,
    pub(crate) person: Person,
    /// When the device last reported, or was enrolled.
    pub(crate) used_at: Timestamp,
}

/// The device of this id, and whose it is.
pub(crate) async fn find_with_person(conn: &mut Conn, id: DeviceId) -> Result<Option<Owned>, StoreError> {
    let rows = query(select_with_person!("d.id = $1")).bind(id.to_string()).fetch_all(conn).await?;
    rows.first().map(|first| owned(first, &rows)).transpose()
}

fn owned(first: &Row, rows: &[Row]) -> Result<Owned, StoreError> {
    let areas = rows.iter().filter_map(|row| row::optional_parsed(row, "area").transpose());
    let person = Person {
        id: row::parsed(first, "person")?,
        name: row::text(first, "person_name")?,
        role: Role::from(row::text(first, "role")?),
        area: areas.collect::<Result<_, _>>()?,
        office: row::text(first, "office")?,
        unknown: Unknown::new(),
    };
    let device = read(first)?;
    let used_at = row::optional_time(first, "reported_at")?.map_or(device.enrolled_at, |at| at.max(device.enrolled_at));
    Ok(Owned { device, person, used_at })
}

/// Writes down the token that a device was offered.
pub(crate) async fn offer_token(conn: &mut Conn, id: DeviceId, token_hash: &[u8]) -> Result<(), StoreError> {
    let sql = "UPDATE devices SET next_token_hash = $1 WHERE id = $2";
    query(sql).bind(token_hash).bind(id.to_string()).execute(conn).await?;
    Ok(())
}

/// Puts the token that a device was offered in place of the one before; false when that is done already.
pub(crate) async fn take_token(conn: &mut Conn, id: DeviceId, token_hash: &[u8]) -> Result<bool, StoreError> {
    let sql = "UPDATE devices SET token_hash = next_token_hash, next_token_hash = NULL \
        WHERE id = $1 AND next_token_hash = $2";
    let done = query(sql).bind(id.to_string()).bind(token_hash).execute(conn).await?;
    Ok(done == 1)
}

/// Writes down that a device signs its requests; false when that was known.
pub(crate) async fn note_proves(conn: &mut Conn, id: DeviceId) -> Result<bool, StoreError> {
    let sql = "UPDATE devices SET proves = 1 WHERE id = $1 AND proves = 0";
    Ok(query(sql).bind(id.to_string()).execute(conn).await? == 1)
}

/// Every device of a person.
pub(crate) async fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Device>, StoreError> {
    let rows =
        query(select!("WHERE person = $1 ORDER BY enrolled_at, id")).bind(person.to_string()).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// The device of this id.
pub(crate) async fn find(conn: &mut Conn, id: DeviceId) -> Result<Option<Device>, StoreError> {
    let found = query(select!("WHERE id = $1")).bind(id.to_string()).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// The device that another row names.
pub(crate) async fn device(conn: &mut Conn, id: DeviceId) -> Result<Device, StoreError> {
    find(conn, id).await?.ok_or(StoreError::Damaged("device"))
}

/// The device of this person with this key.
pub(crate) async fn find_keyed(
    conn: &mut Conn,
    person: PersonId,
    public_key: &[u8; 32],
) -> Result<Option<Device>, StoreError> {
    let sql = select!("WHERE person = $1 AND public_key = $2");
    let found = query(sql).bind(person.to_string()).bind(public_key.to_vec()).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// All devices, in the order they were enrolled.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Device>, StoreError> {
    let rows = query(select!("ORDER BY enrolled_at, id")).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// All devices with what their ids are stored as; one that cannot be read is an error in its place.
pub(crate) async fn each(conn: &mut Conn) -> Result<Vec<(String, Result<Device, StoreError>)>, StoreError> {
    let rows = query(select!("ORDER BY enrolled_at, id")).fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row::text(row, "id")?, read(row)))).collect()
}

/// How many devices there are.
pub(crate) async fn total(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT COUNT(*) AS n FROM devices").await
}

/// Blocks a device; false when there is none. A blocked one keeps its first date.
pub(crate) async fn revoke(conn: &mut Conn, id: DeviceId, now: Timestamp) -> Result<bool, StoreError> {
    let done = query("UPDATE devices SET revoked_at = COALESCE(revoked_at, $1) WHERE id = $2")
        .bind(now.0)
        .bind(id.to_string())
        .execute(conn)
        .await?;
    Ok(done == 1)
}

/// Admits a blocked device; false when no such device is blocked.
pub(crate) async fn admit(conn: &mut Conn, id: DeviceId) -> Result<bool, StoreError> {
    let done = query("UPDATE devices SET revoked_at = NULL WHERE id = $1 AND revoked_at IS NOT NULL")
        .bind(id.to_string())
        .execute(conn)
        .await?;
    Ok(done == 1)
}

/// Marks a device whose seals do not follow each other; false when it was marked before.
pub(crate) async fn mark_broken(conn: &mut Conn, id: DeviceId, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "UPDATE devices SET broken_at = $1 WHERE id = $2 AND broken_at IS NULL";
    let done = query(sql).bind(now.0).bind(id.to_string()).execute(conn).await?;
    Ok(done == 1)
}

fn read(row: &Row) -> Result<Device, StoreError> {
    Ok(Device {
        id: row::parsed(row, "id")?,
        person: row::parsed(row, "person")?,
        public_key: row::fixed(row, "public_key")?,
        name: row::text(row, "name")?,
        app_version: row::text(row, "app_version")?,
        enrolled_at: row::time(row, "enrolled_at")?,
        revoked_at: row::optional_time(row, "revoked_at")?,
        broken_at: row::optional_time(row, "broken_at")?,
        proves: row::unsigned::<u64>(row, "proves")? > 0,
    })
}
