//! Finding the rows that cannot be read.
//!
//! Every read that finds a damaged row notes it. Lists read columns and not documents, so all rows are
//! looked at when the device is unlocked, and before each report some of them again. The notes are kept while the app runs; the rows themselves stay.

use std::collections::BTreeSet;
use std::sync::PoisonError;

use rusqlite::params;

use super::checks::{CHECKS, Check, REFERENCES};
use super::row::{self, Found};
use super::{Damaged, Store, StoreError};

/// Rows that a sync run looks at. The first look at all of them is made when the device is unlocked.
const A_RUN: i64 = 500;

/// Rows checked under one lock, so that saving an answer does not wait for the whole check.
const PORTION: i64 = 200;

/// The tables that say what the province must still get. While a row of them cannot be read, nothing is
/// purged and the bin is not emptied.
const KEEPS: [&str; 7] =
    ["surveys", "attachments", "survey_attachments", "revisions", "outbox", "receipts", "review_notices"];

/// How far a look at all rows has come.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// The place of the table in [`CHECKS`].
    table: usize,
    /// The last row of it that was looked at.
    after: Option<i64>,
    found: BTreeSet<Damaged>,
}

impl Store {
    /// The rows that could not be read when they were last looked at.
    #[must_use]
    pub fn damaged(&self) -> BTreeSet<Damaged> {
        self.damaged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks at every row, and keeps and returns which ones cannot be read.
    pub fn inspect(&self) -> Result<BTreeSet<Damaged>, StoreError> {
        self.look(&mut Look::default(), i64::MAX)?;
        Ok(self.damaged())
    }

    /// Looks at some more rows: what is damaged outside the app is found within some runs on a full phone, and
    /// in the first on one that holds less.
    pub fn inspect_more(&self) -> Result<(), StoreError> {
        self.look(&mut self.looked.lock().unwrap_or_else(PoisonError::into_inner), A_RUN)
    }

    /// Whether photos, answers and drafts may leave the device: only while everything that could
    /// still need them can be read.
    pub(super) fn may_give_away(&self) -> Result<bool, StoreError> {
        Ok(self.inspect()?.iter().all(|damaged| !KEEPS.contains(&damaged.table)))
    }

    /// Goes on with a look, by about so many rows, and keeps what it found when it has come to the end.
    fn look(&self, look: &mut Look, mut rows: i64) -> Result<(), StoreError> {
        while let Some(check) = CHECKS.get(look.table) {
            if rows <= 0 {
                return Ok(());
            }
            let seen = self.look_through(check, rows.min(PORTION), look)?;
            rows = rows.saturating_sub(seen);
        }
        for table in REFERENCES {
            let sql = "SELECT rowid AS row FROM pragma_foreign_key_check(?1)";
            let rows = self.read(|connection| row::all(connection, table, sql, [table], |row| row.get("row")))?.rows;
            look.found.extend(rows.into_iter().map(|row| Damaged { table, row }));
        }
        let found = std::mem::take(look).found;
        let before =
            std::mem::replace(&mut *self.damaged.lock().unwrap_or_else(PoisonError::into_inner), found.clone());
        if before != found {
            tracing::error!(count = found.len(), "rows that cannot be read");
            self.notify();
        }
        Ok(())
    }

    /// Looks at the next rows of a table, and gives how many there were.
    fn look_through(&self, check: &Check, portion: i64, look: &mut Look) -> Result<i64, StoreError> {
        let Check { table, columns, read } = *check;
        let sql = format!("SELECT rowid AS row, {columns} FROM {table} WHERE rowid > ?1 ORDER BY rowid LIMIT ?2");
        let after = look.after.unwrap_or(i64::MIN);
        let Found { rows, damaged } = self.read(|connection| {
            row::all(connection, table, &sql, params![after, portion], |row| {
                read(row)?;
                row.get::<_, i64>("row")
            })
        })?;
        look.after = rows.iter().copied().chain(damaged.iter().map(|damaged| damaged.row)).max();
        let seen = rows.len() + damaged.len();
        look.found.extend(damaged);
        match look.after {
            Some(last) if table == "surveys" => self.list_anew(after, last)?,
            Some(_) => {}
            None => look.table += 1,
        }
        Ok(i64::try_from(seen).unwrap_or(i64::MAX))
    }

    /// Puts surveys of these rows into the lists they belong to, where something outside the app moved them.
    fn list_anew(&self, after: i64, last: i64) -> Result<(), StoreError> {
        let astray = "FROM surveys AS s JOIN survey_lists AS v ON v.id = s.id
             WHERE s.seq > ?1 AND s.seq <= ?2 AND s.listed_as <> v.listed_as";
        let astray_here = self.read(|connection| {
            Ok(connection.prepare_cached(&format!("SELECT 1 {astray}"))?.exists(params![after, last])?)
        })?;
        if astray_here {
            tracing::error!("surveys stood in other lists than they belong to");
            self.write(|transaction| {
                let sql =
                    "UPDATE surveys SET listed_as = (SELECT v.listed_as FROM survey_lists AS v WHERE v.id = surveys.id)
                     WHERE seq > ?1 AND seq <= ?2";
                Ok(transaction.prepare_cached(sql)?.execute(params![after, last])?)
            })?;
        }
        Ok(())
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
