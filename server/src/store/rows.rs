//! Rows that are changed only together with an entry of the audit log, and everything such a row says. The
//! entry holds a fingerprint of it, so that a row somebody else changed is noticed.

use std::fmt;

use serde_json::Value;

use super::{Conn, Row, StoreError, query};

/// Of what kind such a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    /// A person with the work area.
    Person,
    /// A device.
    Device,
    /// A one-time code that enrols.
    Code,
    /// A one-time code that opens a lock.
    RecoveryCode,
    /// The lock that a device told of.
    Lock,
    /// What became of a code that opens a lock.
    Recovery,
    /// A revision that is kept beside the main one.
    Conflict,
    /// What lies or lay in quarantine.
    Quarantine,
    /// A version of a programme.
    Programme,
    /// The neighbours of a district.
    Neighbours,
    /// A statement of the province about its keys and address.
    Statement,
    /// A revision that stands under its number.
    Revision,
    /// A receipt as it was given out.
    Receipt,
    /// A decision with its receipt.
    Review,
    /// What is fixed when a store is made. Notes are not among them: what the last look through the store found, and
    /// how far the filters are.
    Setting,
    /// An end of the log that a device kept and the log did not hold.
    Witness,
    /// The courier key that a device told of.
    Courier,
}

/// What the log told of from the version on in which it began to tell of rows, and what has been told of since
/// there is any.
pub(crate) const FIRST: &[Table] = &[
    Table::Person,
    Table::Device,
    Table::Code,
    Table::RecoveryCode,
    Table::Lock,
    Table::Recovery,
    Table::Conflict,
    Table::Quarantine,
    Table::Programme,
    Table::Neighbours,
    Table::Statement,
];
/// What it tells of besides, since a later version.
pub(crate) const LATER: &[Table] =
    &[Table::Revision, Table::Receipt, Table::Review, Table::Setting, Table::Witness, Table::Courier];

impl Table {
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Device => "device",
            Self::Code => "code",
            Self::RecoveryCode => "recovery-code",
            Self::Lock => "lock",
            Self::Recovery => "recovery",
            Self::Conflict => "conflict",
            Self::Quarantine => "quarantine",
            Self::Programme => "programme",
            Self::Neighbours => "neighbours",
            Self::Statement => "statement",
            Self::Revision => "revision",
            Self::Receipt => "receipt",
            Self::Review => "review",
            Self::Setting => "setting",
            Self::Witness => "witness",
            Self::Courier => "courier",
        }
    }

    /// What names every row.
    fn keys(self) -> &'static str {
        match self {
            Self::Person => "SELECT id FROM persons",
            Self::Device => "SELECT id FROM devices",
            Self::Code => "SELECT code_hash FROM enrolment_codes",
            Self::RecoveryCode => "SELECT code_hash FROM recovery_codes",
            Self::Lock => "SELECT device FROM device_locks",
            Self::Recovery => "SELECT code_hash FROM recoveries",
            Self::Conflict => "SELECT sequence FROM revisions WHERE standing <> 'main'",
            Self::Quarantine => "SELECT id FROM quarantine",
            Self::Programme => "SELECT id, version FROM programmes",
            Self::Neighbours => "SELECT DISTINCT area FROM neighbours",
            Self::Statement => "SELECT sequence FROM province_changes",
            Self::Revision => "SELECT sequence FROM revisions WHERE standing = 'main'",
            Self::Receipt => "SELECT sequence FROM receipts",
            Self::Review => "SELECT id FROM reviews",
            Self::Setting => {
                "SELECT name FROM settings WHERE name NOT LIKE 'looked_through_%' AND name NOT LIKE 'filters_%'"
            }
            Self::Witness => "SELECT device FROM log_witnesses",
            Self::Courier => "SELECT device FROM couriers",
        }
    }

    /// Everything a row says; sealed bytes by their digest, which is checked elsewhere.
    fn content(self) -> &'static [&'static str] {
        match self {
            Self::Person => &[
                "SELECT id, name, role, office, added_at FROM persons WHERE id = $1",
                "SELECT area FROM person_areas WHERE person = $1 ORDER BY area",
            ],
            Self::Device => {
                &["SELECT id, person, public_key, token_hash, next_token_hash, proves, name, app_version, \
                 enrolled_at, revoked_at, broken_at FROM devices WHERE id = $1"]
            }
            Self::Code => &["SELECT code_hash, person, created_at, expires_at, used_at, used_for, device \
                 FROM enrolment_codes WHERE code_hash = $1"],
            Self::RecoveryCode => {
                &["SELECT code_hash, device, person, nameless, created_at, expires_at, used_at, opened, answer_key \
                 FROM recovery_codes WHERE code_hash = $1"]
            }
            Self::Lock => &["SELECT device, digest, told_at FROM device_locks WHERE device = $1"],
            Self::Recovery => &[
                "SELECT code_hash, written_by, number, asked_at, lock, waits_for, answer_key, answered_from, ends_at, \
                 answered_by, answered_at, opens, answer, taken_at, refused_by, refused_at, reason \
                 FROM recoveries WHERE code_hash = $1",
            ],
            Self::Conflict => &["SELECT sequence, survey, number, digest, device, person, place, standing, \
                 receipt_number, received_at FROM revisions WHERE sequence = $1"],
            Self::Quarantine => &["SELECT id, survey, number, digest, device, person, received_at, released_at \
                 FROM quarantine WHERE id = $1"],
            Self::Programme => {
                &["SELECT id, version, body, published_at FROM programmes WHERE id = $1 AND version = $2"]
            }
            Self::Neighbours => &["SELECT area, neighbour FROM neighbours WHERE area = $1 ORDER BY neighbour"],
            Self::Statement => &["SELECT sequence, body, receipts, reviews FROM province_changes WHERE sequence = $1"],
            Self::Revision => {
                &["SELECT sequence, survey, number, digest, signature, device, device_sequence, person, \
                 programme, programme_version, nik_hmac, place, standing, receipt_number, received_at \
                 FROM revisions WHERE sequence = $1"]
            }
            Self::Receipt => &["SELECT sequence, revision, body, issued_at FROM receipts WHERE sequence = $1"],
            Self::Review => &["SELECT id, sequence, survey, revision, digest_judged, digest, signature, device, \
                 device_sequence, person, verdict, standing, receipt, received_at FROM reviews WHERE id = $1"],
            Self::Setting => &["SELECT name, value FROM settings WHERE name = $1"],
            Self::Witness => &["SELECT device, head, told_at FROM log_witnesses WHERE device = $1"],
            Self::Courier => &["SELECT device, public_key, told_at FROM couriers WHERE device = $1"],
        }
    }
}

/// Names such a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowKey {
    table: Table,
    columns: Vec<Value>,
}

impl RowKey {
    /// The person of this id, with the work area.
    pub(crate) fn person(id: impl fmt::Display) -> Self {
        Self { table: Table::Person, columns: vec![id.to_string().into()] }
    }

    /// The device of this id.
    pub(crate) fn device(id: impl fmt::Display) -> Self {
        Self { table: Table::Device, columns: vec![id.to_string().into()] }
    }

    /// The one-time code of this keyed hash.
    pub(crate) fn code(hash: &[u8]) -> Self {
        Self { table: Table::Code, columns: vec![hex::encode(hash).into()] }
    }

    /// The recovery code of this keyed hash.
    pub(crate) fn recovery_code(hash: &[u8]) -> Self {
        Self { table: Table::RecoveryCode, columns: vec![hex::encode(hash).into()] }
    }

    /// What became of the recovery code of this keyed hash.
    pub(crate) fn recovery(hash: &[u8]) -> Self {
        Self { table: Table::Recovery, columns: vec![hex::encode(hash).into()] }
    }

    /// The lock that this device told of.
    pub(crate) fn lock(device: impl fmt::Display) -> Self {
        Self { table: Table::Lock, columns: vec![device.to_string().into()] }
    }

    /// The revision of this sequence number, kept beside the main one.
    pub(crate) fn conflict(sequence: u64) -> Self {
        Self { table: Table::Conflict, columns: vec![sequence.into()] }
    }

    /// What has this number in quarantine.
    pub(crate) fn quarantine(id: u64) -> Self {
        Self { table: Table::Quarantine, columns: vec![id.into()] }
    }

    /// The neighbours of this district.
    pub(crate) fn neighbours(area: impl fmt::Display) -> Self {
        Self { table: Table::Neighbours, columns: vec![area.to_string().into()] }
    }

    /// The province's statement of this number.
    pub(crate) fn statement(sequence: u64) -> Self {
        Self { table: Table::Statement, columns: vec![sequence.into()] }
    }

    /// This version of a programme.
    pub(crate) fn programme(id: &str, version: u32) -> Self {
        Self { table: Table::Programme, columns: vec![id.into(), version.into()] }
    }

    /// The revision of this sequence number, which stands under its number.
    pub(crate) fn revision(sequence: u64) -> Self {
        Self { table: Table::Revision, columns: vec![sequence.into()] }
    }

    /// The receipt that is kept under this number.
    pub(crate) fn receipt(sequence: u64) -> Self {
        Self { table: Table::Receipt, columns: vec![sequence.into()] }
    }

    /// The decision of this id.
    pub(crate) fn review(id: impl fmt::Display) -> Self {
        Self { table: Table::Review, columns: vec![id.to_string().into()] }
    }

    /// The setting of this name.
    pub(crate) fn setting(name: &str) -> Self {
        Self { table: Table::Setting, columns: vec![name.into()] }
    }

    /// What this device told of the log.
    pub(crate) fn witness(device: impl fmt::Display) -> Self {
        Self { table: Table::Witness, columns: vec![device.to_string().into()] }
    }

    /// The courier key that this device told of.
    pub(crate) fn courier(device: impl fmt::Display) -> Self {
        Self { table: Table::Courier, columns: vec![device.to_string().into()] }
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table.word())?;
        self.columns.iter().try_for_each(|column| match column {
            Value::String(text) => write!(f, "/{text}"),
            other => write!(f, "/{other}"),
        })
    }
}

/// The names of all rows of these kinds.
pub(crate) async fn keys(conn: &mut Conn, tables: &[Table]) -> Result<Vec<RowKey>, StoreError> {
    let mut keys = Vec::new();
    for &table in tables {
        for row in query(table.keys()).fetch_all(&mut *conn).await? {
            keys.push(RowKey { table, columns: columns(&row)? });
        }
    }
    Ok(keys)
}

/// Everything a row says, as text; none when it is not there.
pub(crate) async fn find_content(conn: &mut Conn, key: &RowKey) -> Result<Option<String>, StoreError> {
    let mut all = Vec::new();
    for sql in key.table.content() {
        let mut query = query(*sql);
        for column in &key.columns {
            query = match (key.table, column) {
                (Table::Code | Table::RecoveryCode | Table::Recovery, Value::String(hash)) => {
                    query.bind(hex::decode(hash).map_err(|_| StoreError::Damaged("code"))?)
                }
                (_, Value::String(text)) => query.bind(text.clone()),
                (_, other) => query.bind(other.as_i64()),
            };
        }
        let rows = query.fetch_all(&mut *conn).await?;
        all.push(rows.iter().map(|row| Ok(Value::Array(columns(row)?))).collect::<Result<Vec<_>, StoreError>>()?);
    }
    Ok(all.first().is_some_and(|rows| !rows.is_empty()).then(|| Value::from(all).to_string()))
}

/// All columns of a row: numbers, texts, and bytes in hexadecimal digits.
fn columns(row: &Row) -> Result<Vec<Value>, StoreError> {
    (0..row.width())
        .map(|at| {
            if let Ok(number) = row.try_get::<Option<i64>>(at) {
                return Ok(number.into());
            }
            match row.try_get::<Option<String>>(at) {
                Ok(text) => Ok(text.into()),
                Err(_) => Ok(row.try_get::<Option<Vec<u8>>>(at)?.map(hex::encode).into()),
            }
        })
        .collect()
}
