//! Finding the rows that cannot be read.
//!
//! Every read that finds a damaged row notes it. Lists read columns and not documents, so before each report
//! all rows are checked. The notes are kept while the app runs; the rows themselves stay.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use rusqlite::params;

use super::checks::{CHECKS, Check, REFERENCES};
use super::row::{self, Found};
use super::{Damaged, Store, StoreError};

/// Rows checked under one lock, so that saving an answer does not wait for the whole check.
const PORTION: i64 = 200;

/// The tables that say what the province must still get. While a row of them cannot be read, nothing is
/// purged and the bin is not emptied.
const KEEPS: [&str; 7] =
    ["surveys", "attachments", "survey_attachments", "revisions", "outbox", "receipts", "review_notices"];

impl Store {
    /// The rows that could not be read when they were last looked at.
    #[must_use]
    pub fn damaged(&self) -> BTreeSet<Damaged> {
        self.damaged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks at every row, and keeps and returns which ones cannot be read.
    pub fn inspect(&self) -> Result<BTreeSet<Damaged>, StoreError> {
        let mut damaged = BTreeSet::new();
        for check in &CHECKS {
            self.look_through(check, &mut damaged)?;
        }
        for table in REFERENCES {
            let sql = "SELECT rowid AS row FROM pragma_foreign_key_check(?1)";
            let rows = self.read(|connection| row::all(connection, table, sql, [table], |row| row.get("row")))?.rows;
            damaged.extend(rows.into_iter().map(|row| Damaged { table, row }));
        }
        let before =
            std::mem::replace(&mut *self.damaged.lock().unwrap_or_else(PoisonError::into_inner), damaged.clone());
        if before != damaged {
            tracing::error!(count = damaged.len(), "rows that cannot be read");
            self.notify();
        }
        Ok(damaged)
    }

    /// Whether photos, answers and drafts may leave the device: only while everything that could
    /// still need them can be read.
    pub(super) fn may_give_away(&self) -> Result<bool, StoreError> {
        Ok(self.inspect()?.iter().all(|damaged| !KEEPS.contains(&damaged.table)))
    }

    fn look_through(&self, check: &Check, damaged: &mut BTreeSet<Damaged>) -> Result<(), StoreError> {
        let Check { table, columns, read } = *check;
        let sql =
            format!("SELECT rowid AS row, {columns} FROM {table} WHERE rowid > ?1 ORDER BY rowid LIMIT {PORTION}");
        let mut last = i64::MIN;
        loop {
            let Found { rows, damaged: found } = self.read(|connection| {
                row::all(connection, table, &sql, params![last], |row| {
                    read(row)?;
                    row.get::<_, i64>("row")
                })
            })?;
            let numbers = rows.into_iter().chain(found.iter().map(|damaged| damaged.row));
            let Some(newest) = numbers.max() else { return Ok(()) };
            last = newest;
            damaged.extend(found);
        }
    }

    /// Remembers damaged rows that a read found.
    pub(super) fn note(&self, found: impl IntoIterator<Item = Damaged>) {
        let mut known = self.damaged.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known.len();
        for damaged in found {
            if known.insert(damaged) {
                tracing::error!(table = damaged.table, row = damaged.row, "a row cannot be read");
            }
        }
        let grew = known.len() > before;
        drop(known);
        if grew {
            self.notify();
        }
    }

    pub(super) fn note_error(&self, error: &StoreError) {
        if let StoreError::Damaged(damaged) = error {
            self.note([*damaged]);
        }
    }
}
