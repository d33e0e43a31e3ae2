//! What the database says when it does not do something.

/// SQLite's primary result codes for busy, locked, out of memory, input/output error, full and cannot open.
const PASSING: [i32; 6] = [5, 6, 7, 10, 13, 14];
/// The one for busy: another connection holds the lock.
const BUSY: i32 = 5;
/// The one for read-only.
const READ_ONLY: i32 = 8;
/// The extended ones for a second row of a primary key or of a unique index.
const TAKEN: [i32; 2] = [1555, 2067];

/// What the database says when it does not do something. It names tables and columns, never what stands in them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SqlError {
    kind: Kind,
    message: String,
}

/// What that means for whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Another process holds the lock.
    Busy,
    /// It cannot work at this moment.
    Passing,
    /// Nothing can be written there.
    ReadOnly,
    /// A row with this key is there.
    Taken,
    /// It refuses the statement.
    Fault,
}

impl SqlError {
    /// It cannot work at this moment, for a reason that the database did not give.
    pub(in crate::store) fn passing(message: &str) -> Self {
        Self { kind: Kind::Passing, message: message.to_owned() }
    }

    /// Something that was asked wrongly.
    pub(in crate::store) fn fault(message: impl Into<String>) -> Self {
        Self { kind: Kind::Fault, message: message.into() }
    }

    /// Whether another connection holds the lock.
    pub(super) fn is_busy(&self) -> bool {
        self.kind == Kind::Busy
    }

    /// Whether it may work at another moment.
    pub(in crate::store) fn is_passing(&self) -> bool {
        matches!(self.kind, Kind::Busy | Kind::Passing)
    }

    /// Whether nothing can be written where the database lies.
    pub(in crate::store) fn is_read_only(&self) -> bool {
        self.kind == Kind::ReadOnly
    }

    /// Whether a row with this key is there already.
    pub(super) fn is_taken(&self) -> bool {
        self.kind == Kind::Taken
    }
}

impl From<rusqlite::Error> for SqlError {
    fn from(error: rusqlite::Error) -> Self {
        let kind = match error.sqlite_error().map(|error| error.extended_code) {
            Some(code) if code & 0xff == BUSY => Kind::Busy,
            Some(code) if code & 0xff == READ_ONLY => Kind::ReadOnly,
            Some(code) if PASSING.contains(&(code & 0xff)) => Kind::Passing,
            Some(code) if TAKEN.contains(&code) => Kind::Taken,
            _ => Kind::Fault,
        };
        Self { kind, message: error.to_string() }
    }
}

impl From<std::io::Error> for SqlError {
    fn from(error: std::io::Error) -> Self {
        Self { kind: Kind::Passing, message: error.to_string() }
    }
}
