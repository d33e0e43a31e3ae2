//! Reading rows: columns by name, as typed values.
//!
//! A row that does not hold what this app wrote is never skipped in silence and never hides the sound ones:
//! [`all`] gives both, and a single row that cannot be read is [`StoreError::Damaged`]. To name the damaged
//! row, every query selects its `rowid` as `row`.

use std::error::Error;
use std::str::FromStr;

use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, Type, ValueRef};
use rusqlite::{Connection, Params, Row};
use sambang_domain::ids::Timestamp;
use serde::de::DeserializeOwned;

use super::error::{Damaged, StoreError};

/// The rows a query found.
#[derive(Debug)]
pub(super) struct Found<T> {
    /// The sound ones, in their order.
    pub(super) rows: Vec<T>,
    /// The others.
    pub(super) damaged: Vec<Damaged>,
}

impl<T> Found<T> {
    /// Adds what another query found.
    pub(super) fn extend(&mut self, more: Self) {
        self.rows.extend(more.rows);
        self.damaged.extend(more.damaged);
    }

    /// All rows, for callers that cannot work with only some of them.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when one cannot be read.
    pub(super) fn whole(self) -> Result<Vec<T>, StoreError> {
        match self.damaged.first() {
            Some(damaged) => Err((*damaged).into()),
            None => Ok(self.rows),
        }
    }
}

/// Every row of a query over `table`.
pub(super) fn all<T>(
    connection: &Connection,
    table: &'static str,
    sql: &str,
    bound: impl Params,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Found<T>, StoreError> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(bound)?;
    let mut found = Found { rows: Vec::new(), damaged: Vec::new() };
    while let Some(row) = rows.next()? {
        match told(table, row, read(row)) {
            Ok(sound) => found.rows.push(sound),
            Err(StoreError::Damaged(damaged)) => found.damaged.push(damaged),
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The first row of a query over `table`; none when there is none.
///
/// # Errors
/// [`StoreError::Damaged`] when there is one and it cannot be read.
pub(super) fn one<T>(
    connection: &Connection,
    table: &'static str,
    sql: &str,
    bound: impl Params,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    let mut query = connection.prepare_cached(sql)?;
    let mut rows = query.query(bound)?;
    rows.next()?.map(|row| told(table, row, read(row))).transpose()
}

/// Adds table and row to an error that comes from the row's content.
fn told<T>(table: &'static str, row: &Row<'_>, read: rusqlite::Result<T>) -> Result<T, StoreError> {
    match read {
        Err(FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..)) => {
            Err(Damaged { table, row: row.get("row")? }.into())
        }
        other => Ok(other?),
    }
}

/// Fails where columns of a row, each readable, contradict each other.
pub(super) fn consistent(holds: bool) -> rusqlite::Result<()> {
    let contradiction = || FromSqlConversionFailure(0, Type::Null, "columns contradict each other".into());
    if holds { Ok(()) } else { Err(contradiction()) }
}

/// A number from a query without rows of its own, which names it `n`.
pub(super) fn number<T: FromSql>(connection: &Connection, sql: &str, bound: impl Params) -> Result<T, StoreError> {
    Ok(connection.prepare_cached(sql)?.query_row(bound, |row| row.get("n"))?)
}

/// As SQLite keeps a number of 64 bits; one that is too large becomes the largest.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A value that is written as text.
struct Parsed<T>(T);

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for Parsed<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Self).map_err(FromSqlError::other)
    }
}

/// The same where null or an empty text stands for none.
struct Optional<T>(Option<T>);

impl<T: FromStr<Err: Error + Send + Sync + 'static>> FromSql for Optional<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null | ValueRef::Text(b"") => Ok(Self(None)),
            _ => Parsed::column_result(value).map(|parsed| Self(Some(parsed.0))),
        }
    }
}

/// A count, a size or a number that is never negative.
struct Unsigned(u64);

impl FromSql for Unsigned {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let value = value.as_i64()?;
        u64::try_from(value).map(Self).map_err(|_| FromSqlError::OutOfRange(value))
    }
}

/// A document that is written as JSON, in text or in bytes.
struct Json<T>(T);

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = value else { return Err(FromSqlError::InvalidType) };
        serde_json::from_slice(bytes).map(Self).map_err(FromSqlError::other)
    }
}

/// An id, a digest or a code.
pub(super) fn parsed<T: FromStr<Err: Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<T> {
    Ok(row.get::<_, Parsed<T>>(column)?.0)
}

/// The same; none where the column is null or empty.
pub(super) fn optional<T: FromStr<Err: Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<T>> {
    Ok(row.get::<_, Optional<T>>(column)?.0)
}

/// A word of an enum that stays open: one that is not known is kept as it is.
pub(super) fn word<T: From<String>>(row: &Row<'_>, column: &'static str) -> rusqlite::Result<T> {
    Ok(row.get::<_, String>(column)?.into())
}

/// The same; none where the column is empty.
pub(super) fn optional_word<T: From<String>>(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<T>> {
    Ok(Some(row.get::<_, String>(column)?).filter(|word| !word.is_empty()).map(T::from))
}

/// A number of 64 bits that is never negative.
pub(super) fn unsigned(row: &Row<'_>, column: &'static str) -> rusqlite::Result<u64> {
    Ok(row.get::<_, Unsigned>(column)?.0)
}

/// An instant.
pub(super) fn time(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Timestamp> {
    Ok(Timestamp(row.get(column)?))
}

/// An instant; none where the column is null.
pub(super) fn optional_time(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}

/// A document in JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> rusqlite::Result<T> {
    Ok(row.get::<_, Json<T>>(column)?.0)
}

/// A document in JSON; none where the column is empty.
pub(super) fn optional_json<T: DeserializeOwned>(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Option<T>> {
    if row.get_ref(column)? == ValueRef::Text(b"") { Ok(None) } else { json(row, column).map(Some) }
}
