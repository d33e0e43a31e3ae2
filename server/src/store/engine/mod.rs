//! The database itself: connections, statements and rows as the rest of the store sees them. SQLite's library is
//! named here and nowhere else; another database gets a second set of insides behind the same types.
//!
//! A statement runs in place, on the thread that asks: it costs a few microseconds, and to hand it to another thread
//! costs more than to do it. Its functions are `async` all the same, because a database behind a network waits.

mod conn;
mod counts;
mod drive;
mod error;
mod query;
mod readers;
mod row;
#[cfg(test)]
mod tests;
mod turn;
mod value;
mod writer;

pub(crate) use conn::Conn;
pub(super) use counts::Counts;
pub(super) use drive::at_once;
pub(super) use error::SqlError;
pub(super) use query::query;
pub(super) use readers::Readers;
pub(crate) use readers::Reading;
pub(super) use row::Row;
pub(super) use writer::Writer;
