//! The store's database, opened beside the server as somebody could who has its folder.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// The database of the store in this folder.
pub(crate) fn database(store: &Path) -> Connection {
    let conn = Connection::open_with_flags(store.join("sambang.sqlite"), OpenFlags::SQLITE_OPEN_READ_WRITE).unwrap();
    conn.execute_batch("PRAGMA foreign_keys = ON").unwrap();
    conn
}
