//! Sealed revisions.

use sambang_domain::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::region::RegionCode;

use super::chain::{Place, place};
use super::{Conn, Row, StoreError, count, next, query, row};

/// How a revision stands beside others of its survey and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionKind {
    /// The first to arrive under its number.
    Main,
    /// Other bytes that came later under the same number; kept for a person to look at.
    Conflict,
}

impl RevisionKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Conflict => "conflict",
        }
    }
}

impl std::str::FromStr for RevisionKind {
    type Err = StoreError;
    fn from_str(word: &str) -> Result<Self, StoreError> {
        match word {
            "main" => Ok(Self::Main),
            "conflict" => Ok(Self::Conflict),
            _ => Err(StoreError::Damaged("standing")),
        }
    }
}

/// A stored revision without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRevision {
    /// The server's sequence number.
    pub sequence: u64,
    /// Which survey.
    pub survey: SurveyId,
    /// Which revision of it.
    pub number: u32,
    /// SHA-256 of the sealed bytes.
    pub digest: Digest,
    /// The device that sealed it.
    pub device: DeviceId,
    /// Whose survey it is.
    pub person: PersonId,
    /// The village that decides which area it belongs to.
    pub village: RegionCode,
    /// How it stands beside others of its number.
    pub kind: RevisionKind,
    /// What people read out.
    pub receipt_number: String,
    /// When it was stored.
    pub received_at: Timestamp,
}

/// What goes into the row beside [`StoredRevision`].
#[derive(Debug)]
pub(crate) struct Sealed {
    pub(crate) bytes: Vec<u8>,
    pub(crate) signature: [u8; 64],
    pub(crate) device_sequence: u64,
    pub(crate) programme: String,
    pub(crate) programme_version: u32,
    pub(crate) nik_hmac: Option<Vec<u8>>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT sequence, survey, number, digest, device, person, place, standing, receipt_number, received_at \
             FROM revisions ",
            $rest
        )
    };
}

/// The next sequence number.
pub(crate) async fn next_sequence(conn: &mut Conn) -> Result<u64, StoreError> {
    u64::try_from(next(conn, "revision").await?).map_err(|_| StoreError::Damaged("sequence"))
}

/// Adds a revision.
pub(crate) async fn insert(conn: &mut Conn, revision: &StoredRevision, sealed: &Sealed) -> Result<(), StoreError> {
    query(
        "INSERT INTO revisions (sequence, survey, number, digest, bytes, signature, device, device_sequence, person, \
         programme, programme_version, nik_hmac, place, standing, receipt_number, received_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(as_i64(revision.sequence))
    .bind(revision.survey.to_string())
    .bind(i64::from(revision.number))
    .bind(revision.digest.0.to_vec())
    .bind(sealed.bytes.as_slice())
    .bind(sealed.signature.to_vec())
    .bind(revision.device.to_string())
    .bind(as_i64(sealed.device_sequence))
    .bind(revision.person.to_string())
    .bind(sealed.programme.as_str())
    .bind(i64::from(sealed.programme_version))
    .bind(sealed.nik_hmac.as_deref())
    .bind(revision.village.to_string())
    .bind(revision.kind.as_str())
    .bind(revision.receipt_number.as_str())
    .bind(revision.received_at.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Every revision that came under this number, the main one first.
pub(crate) async fn numbered(
    conn: &mut Conn,
    survey: SurveyId,
    number: u32,
) -> Result<Vec<StoredRevision>, StoreError> {
    let rows = query(select!("WHERE survey = $1 AND number = $2 ORDER BY standing DESC, sequence"))
        .bind(survey.to_string())
        .bind(i64::from(number))
        .fetch_all(conn)
        .await?;
    rows.iter().map(read).collect()
}

/// Whose survey it is; none when nothing of it has come.
pub(crate) async fn find_owner(conn: &mut Conn, survey: SurveyId) -> Result<Option<PersonId>, StoreError> {
    let sql = "SELECT person FROM revisions WHERE survey = $1 ORDER BY sequence LIMIT 1";
    let found = query(sql).bind(survey.to_string()).fetch_optional(conn).await?;
    found.map(|row| row::parsed(&row, "person")).transpose()
}

/// Main revisions that name an attachment, whoever brought it, in the order they came.
pub(crate) async fn naming(conn: &mut Conn, sha256: Digest) -> Result<Vec<StoredRevision>, StoreError> {
    let rows = query(select!(
        "WHERE standing = 'main' AND sequence IN (SELECT revision FROM revision_attachments WHERE sha256 = $1) \
         ORDER BY sequence"
    ))
    .bind(sha256.0.to_vec())
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

/// All revisions, in the order they came.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<StoredRevision>, StoreError> {
    let rows = query(select!("ORDER BY sequence")).fetch_all(conn).await?;
    rows.iter().map(read).collect()
}

/// The sealed bytes of this digest and their signature.
pub(crate) async fn find_sealed(conn: &mut Conn, digest: Digest) -> Result<Option<(Vec<u8>, [u8; 64])>, StoreError> {
    let found = query("SELECT bytes, signature FROM revisions WHERE digest = $1 ORDER BY sequence LIMIT 1")
        .bind(digest.0.to_vec())
        .fetch_optional(conn)
        .await?;
    found.map(|row| Ok((row::blob(&row, "bytes")?, row::fixed(&row, "signature")?))).transpose()
}

/// The sealed bytes of a revision that names a NIK, and how its NIK was hidden.
pub(crate) async fn find_hidden(conn: &mut Conn) -> Result<Option<(Vec<u8>, Vec<u8>)>, StoreError> {
    let found = query("SELECT bytes, nik_hmac FROM revisions WHERE nik_hmac IS NOT NULL LIMIT 1");
    let found = found.fetch_optional(conn).await?;
    found.map(|row| Ok((row::blob(&row, "bytes")?, row::blob(&row, "nik_hmac")?))).transpose()
}

/// A page of a device's revisions with their seals, by the device's own count; a row that cannot be read is an
/// error in its place.
pub(crate) async fn page(
    conn: &mut Conn,
    device: DeviceId,
    after: Place,
    limit: u32,
) -> Result<Vec<(Place, Result<(StoredRevision, Sealed), StoreError>)>, StoreError> {
    let rows = query(
        "SELECT sequence, survey, number, digest, device, person, place, standing, receipt_number, received_at, \
         device_sequence, bytes, signature, programme, programme_version, nik_hmac FROM revisions WHERE device = $1 \
         AND (device_sequence > $2 OR (device_sequence = $3 AND sequence > $4)) ORDER BY device_sequence, sequence \
         LIMIT $5",
    )
    .bind(device.to_string())
    .bind(as_i64(after.0))
    .bind(as_i64(after.0))
    .bind(as_i64(after.1))
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((place(row)?, read_sealed(row)))).collect()
}

fn read_sealed(row: &Row) -> Result<(StoredRevision, Sealed), StoreError> {
    let sealed = Sealed {
        bytes: row::blob(row, "bytes")?,
        signature: row::fixed(row, "signature")?,
        device_sequence: row::unsigned(row, "device_sequence")?,
        programme: row::text(row, "programme")?,
        programme_version: row::unsigned(row, "programme_version")?,
        nik_hmac: row::optional_blob(row, "nik_hmac")?,
    };
    Ok((read(row)?, sealed))
}

/// How many main revisions there are, and how many conflicts.
pub(crate) async fn totals(conn: &mut Conn) -> Result<(u64, u64), StoreError> {
    let main = count(conn, "SELECT COUNT(*) AS n FROM revisions WHERE standing = 'main'").await?;
    Ok((main, count(conn, "SELECT COUNT(*) AS n FROM revisions WHERE standing <> 'main'").await?))
}

/// How many revisions of this person came under a number that other bytes had.
pub(crate) async fn conflicts_of(conn: &mut Conn, person: PersonId) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) AS n FROM revisions WHERE person = $1 AND standing <> 'main'";
    let row = query(sql).bind(person.to_string()).fetch_one(conn).await?;
    row::unsigned(&row, "n")
}

/// A revision in a row that has all of its columns but those of the seal.
pub(super) fn read(row: &Row) -> Result<StoredRevision, StoreError> {
    Ok(StoredRevision {
        sequence: row::unsigned(row, "sequence")?,
        survey: row::parsed(row, "survey")?,
        number: row::unsigned(row, "number")?,
        digest: row::digest(row, "digest")?,
        device: row::parsed(row, "device")?,
        person: row::parsed(row, "person")?,
        village: row::parsed(row, "place")?,
        kind: row::parsed(row, "standing")?,
        receipt_number: row::text(row, "receipt_number")?,
        received_at: row::time(row, "received_at")?,
    })
}

/// Counts of devices and of this server stay far below 2^63; larger ones are refused before.
pub(super) fn as_i64(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
