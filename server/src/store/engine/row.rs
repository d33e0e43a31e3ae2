//! A row that a statement gave.

use std::sync::Arc;

use super::SqlError;
use super::value::{FromValue, Value};

/// A row that a statement gave; it belongs to nobody.
#[derive(Debug)]
pub(in crate::store) struct Row {
    /// The names of the columns, the same for all rows of an answer.
    names: Arc<[Box<str>]>,
    values: Vec<Value>,
}

/// A column by its name or by its place.
pub(in crate::store) trait Column {
    /// Its place; none when there is no such column.
    fn find(&self, row: &Row) -> Option<usize>;
    /// How an error names it.
    fn told(&self) -> String;
}

impl Column for &str {
    fn find(&self, row: &Row) -> Option<usize> {
        row.names.iter().position(|name| **name == **self)
    }

    fn told(&self) -> String {
        (*self).to_owned()
    }
}

impl Column for usize {
    fn find(&self, row: &Row) -> Option<usize> {
        (*self < row.values.len()).then_some(*self)
    }

    fn told(&self) -> String {
        format!("number {self}")
    }
}

impl Row {
    pub(super) fn new(names: &Arc<[Box<str>]>, row: &rusqlite::Row<'_>) -> Result<Self, SqlError> {
        let values = (0..names.len()).map(|at| Ok(row.get_ref(at)?.into()));
        Ok(Self { names: Arc::clone(names), values: values.collect::<Result<_, SqlError>>()? })
    }

    /// How many columns it has.
    pub(in crate::store) fn width(&self) -> usize {
        self.values.len()
    }

    /// What stands in a column.
    ///
    /// # Errors
    /// When there is no such column, or something of another type stands there.
    pub(in crate::store) fn try_get<T: FromValue>(&self, column: impl Column) -> Result<T, SqlError> {
        let found = column.find(self).and_then(|at| self.values.get(at)).and_then(T::from_value);
        found.ok_or_else(|| SqlError::fault(format!("column {} is not there or of another type", column.told())))
    }
}
