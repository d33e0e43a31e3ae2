//! A statement with its values.

use std::borrow::Cow;
use std::sync::Arc;

use super::value::Bound;
use super::{Conn, Row, SqlError};

/// A statement with its values, to be run once.
#[must_use = "a statement does nothing until it is run"]
pub(in crate::store) struct Query<'q> {
    sql: Cow<'static, str>,
    values: Vec<Bound<'q>>,
}

/// A statement, whose values `$1`, `$2` … are given by [`Query::bind`] in that order. Its text is the program's own:
/// what others say goes into values.
pub(in crate::store) fn query<'q>(sql: impl Into<Cow<'static, str>>) -> Query<'q> {
    Query { sql: sql.into(), values: Vec::new() }
}

impl<'q> Query<'q> {
    /// Its next value.
    pub(in crate::store) fn bind(mut self, value: impl Into<Bound<'q>>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it and gives how many rows it changed.
    pub(in crate::store) async fn execute(self, conn: &mut Conn) -> Result<u64, SqlError> {
        let done = self.run(conn, |_| true);
        conn.rest().await;
        done
    }

    /// The same; false when a row with its key is there already, which leaves the transaction as it was.
    pub(in crate::store) async fn execute_unless_taken(self, conn: &mut Conn) -> Result<bool, SqlError> {
        match self.execute(conn).await {
            Ok(_) => Ok(true),
            // SQLite takes back what the statement did, and nothing else.
            Err(error) if error.is_taken() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Its first row, which must be there.
    pub(in crate::store) async fn fetch_one(self, conn: &mut Conn) -> Result<Row, SqlError> {
        self.fetch_optional(conn).await?.ok_or_else(|| SqlError::fault("a statement gave no row"))
    }

    /// Its first row, if there is one.
    pub(in crate::store) async fn fetch_optional(self, conn: &mut Conn) -> Result<Option<Row>, SqlError> {
        let mut first = None;
        let done = self.run(conn, |row| {
            first = Some(row);
            false
        });
        conn.rest().await;
        done.map(|_| first)
    }

    /// All its rows.
    pub(in crate::store) async fn fetch_all(self, conn: &mut Conn) -> Result<Vec<Row>, SqlError> {
        let (rows, done) = self.fetch_until_fault(conn).await;
        done.map(|()| rows)
    }

    /// Its rows up to where the database cannot go on.
    pub(in crate::store) async fn fetch_until_fault(self, conn: &mut Conn) -> (Vec<Row>, Result<(), SqlError>) {
        let mut rows = Vec::new();
        let done = self.run(conn, |row| {
            rows.push(row);
            true
        });
        conn.rest().await;
        (rows, done.map(drop))
    }

    /// Runs it, gives its rows to `take` as long as that wants more, and tells how many rows were changed.
    fn run(&self, conn: &Conn, mut take: impl FnMut(Row) -> bool) -> Result<u64, SqlError> {
        let sqlite = conn.sqlite()?;
        let mut statement = sqlite.prepare_cached(&self.sql)?;
        self.give(&mut statement)?;
        let names: Arc<[Box<str>]> = statement.column_names().into_iter().map(Box::from).collect();
        // What a statement that writes is refused for may only be told after its last row.
        let writes = !statement.readonly();
        let (mut rows, mut wanted) = (statement.raw_query(), true);
        while let Some(row) = if wanted || writes { rows.next()? } else { None } {
            wanted = wanted && take(Row::new(&names, row)?);
        }
        drop(rows);
        Ok(sqlite.changes())
    }

    /// SQLite numbers `$1` and its like in the order in which they appear; here the digits count.
    fn give(&self, statement: &mut rusqlite::Statement<'_>) -> Result<(), SqlError> {
        for at in 1..=statement.parameter_count() {
            let named = statement.parameter_name(at).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
            let value = named.and_then(|number| self.values.get(number.checked_sub(1)?));
            let value = value.ok_or_else(|| SqlError::fault(format!("no value {at} for a statement")))?;
            statement.raw_bind_parameter(at, value)?;
        }
        Ok(())
    }
}
