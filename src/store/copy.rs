//! Taking over what a backup holds.

use std::path::Path;

use rusqlite::Connection;

use super::{Store, StoreError, StoreKey, area, history, row};

/// What a copy brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenOver {
    /// Drafts, those in the bin included.
    pub drafts: u32,
    /// Sealed surveys that the province had not confirmed in full.
    pub waiting: u32,
    /// Surveys with a complete receipt.
    pub received: u32,
    /// Surveys that were here already; nothing of them changed.
    pub known: u32,
}

/// Name of a backup's database that is being written.
pub(super) const BACKUP: &str = "backup";

/// Name of a backup's database that is taken over.
const OLD: &str = "old";

/// Rows that belong to no survey of this device: those of the surveys that are brought, and those
/// that name none because they cannot be read.
const BROUGHT: &str = "survey NOT IN (SELECT id FROM known)";

/// Photos that such rows name, and those that nobody names any more.
const PHOTOS: &str = "sha256 IN (SELECT sha256 FROM old.survey_attachments WHERE survey NOT IN (SELECT id FROM known)
        UNION SELECT sha256 FROM old.outbox WHERE survey NOT IN (SELECT id FROM known))
    OR sha256 NOT IN (SELECT sha256 FROM old.survey_attachments UNION SELECT sha256 FROM old.outbox)";

/// Openings of the surveys that are brought, and those of a supervisor's area that the province's log
/// does not hold; each once, however often the copy is taken over. Where the copy cannot tell what
/// the log holds, all of them: better twice in the log than never.
const OPENINGS: &str = "(survey IN (SELECT id FROM old.surveys WHERE id NOT IN (SELECT id FROM known))
        OR id > COALESCE((SELECT CAST(value AS INTEGER) FROM old.meta WHERE name = 'openings_sent'), 0))
    AND NOT EXISTS (SELECT 1 FROM main.openings AS known WHERE known.survey = openings.survey
        AND known.what = openings.what AND known.at_ms = openings.at_ms)";

impl Store {
    /// Adds every survey of the copy at `path` that is not here, with photos, seals, outbox rows and
    /// receipts, in one transaction. What is here already stays as it is. Rows that cannot be read come
    /// along as they are. The copy must have this app's schema: open it once before.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::Full`], or SQLite fails; nothing was added then.
    pub fn take_over(&self, path: &Path, key: &StoreKey) -> Result<TakenOver, StoreError> {
        self.beside(path, OLD, key, take_all)
    }
}

fn take_all(connection: &Connection) -> Result<TakenOver, StoreError> {
    connection.execute_batch(
        "CREATE TEMP TABLE known AS SELECT id FROM main.surveys;
         INSERT OR IGNORE INTO main.programmes (id, version, body) SELECT id, version, body FROM old.programmes;",
    )?;
    let take = |table: &str, own: &[&str], which: &str| copy(connection, (OLD, "main"), table, own, which);
    take("surveys", &["seq"], "id NOT IN (SELECT id FROM known) ORDER BY seq")?;
    take("attachments", &[], PHOTOS)?;
    take("attachment_pieces", &[], PHOTOS)?;
    take("plain_photos", &[], PHOTOS)?;
    take("survey_attachments", &[], BROUGHT)?;
    take("pictures", &[], BROUGHT)?;
    // Another device's seals count below zero, so that this device's own count has no gap.
    let before = "MIN(0, (SELECT COALESCE(MIN(sequence), 0) FROM main.revisions))
                  - ROW_NUMBER() OVER (ORDER BY sequence)";
    copy_with(connection, "revisions", ("sequence", before), BROUGHT)?;
    // Decisions are sent in the order of their numbers, so those brought keep it, before zero.
    let before = "MIN(0, (SELECT COALESCE(MIN(sequence), 0) FROM main.own_reviews))
                  - ROW_NUMBER() OVER (ORDER BY sequence DESC)";
    copy_with(connection, "own_reviews", ("sequence", before), "id NOT IN (SELECT id FROM main.own_reviews)")?;
    take("review_drafts", &[], "TRUE")?;
    take("openings", &["id"], OPENINGS)?;
    take("outbox", &["id"], BROUGHT)?;
    take("receipts", &[], BROUGHT)?;
    take("passes", &[], "TRUE")?;
    history::doubt_brought(connection, BROUGHT)?;
    recount_decided(connection)?;
    let taken = count(connection)?;
    connection.execute_batch("DROP TABLE temp.known")?;
    Ok(taken)
}

/// The area may have arrived before the decisions about it.
fn recount_decided(connection: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT MIN(rowid) AS row, survey FROM main.own_reviews
         WHERE survey IN (SELECT survey FROM main.area_surveys) GROUP BY survey";
    let decided = row::all(connection, "own_reviews", sql, [], |row| row.get::<_, String>("survey"))?.rows;
    decided.iter().try_for_each(|survey| area::refresh(connection, survey))
}

/// Copies the rows that fulfil `which` from one of two databases to the other. The columns are asked for, because a
/// later schema adds some; those in `own` are numbered anew.
pub(super) fn copy(
    connection: &Connection,
    (from, to): (&str, &str),
    table: &str,
    own: &[&str],
    which: &str,
) -> Result<(), StoreError> {
    let columns = columns(connection, table, own)?;
    connection.execute_batch(&format!(
        "INSERT OR IGNORE INTO {to}.{table} ({columns}) SELECT {columns} FROM {from}.{table} WHERE {which};"
    ))?;
    Ok(())
}

/// The same, with one column worked out.
fn copy_with(connection: &Connection, table: &str, made: (&str, &str), which: &str) -> Result<(), StoreError> {
    let (column, value) = made;
    let columns = columns(connection, table, &[column])?;
    connection.execute_batch(&format!(
        "INSERT OR IGNORE INTO main.{table} ({columns}, {column}) SELECT {columns}, {value} FROM old.{table} WHERE {which};"
    ))?;
    Ok(())
}

fn columns(connection: &Connection, table: &str, own: &[&str]) -> Result<String, StoreError> {
    let mut query = connection.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let columns: Vec<String> = query.query_map([table], |row| row.get("name"))?.collect::<Result<_, _>>()?;
    let columns: Vec<&str> = columns.iter().map(String::as_str).filter(|name| !own.contains(name)).collect();
    Ok(columns.join(", "))
}

fn count(connection: &Connection) -> Result<TakenOver, StoreError> {
    let complete = "EXISTS (SELECT 1 FROM old.receipts AS r
                      WHERE r.survey = s.id AND r.revision = s.revision AND r.complete)";
    let sql = format!(
        "SELECT COUNT(*) FILTER (WHERE k.id IS NULL AND s.stage = 'draft') AS drafts,
                COUNT(*) FILTER (WHERE k.id IS NULL AND s.stage = 'sealed' AND NOT {complete}) AS waiting,
                COUNT(*) FILTER (WHERE k.id IS NULL AND s.stage = 'sealed' AND {complete}) AS received,
                COUNT(*) FILTER (WHERE k.id IS NOT NULL) AS known
         FROM old.surveys AS s LEFT JOIN known AS k ON k.id = s.id"
    );
    Ok(connection.query_row(&sql, [], |row| {
        Ok(TakenOver {
            drafts: row.get("drafts")?,
            waiting: row.get("waiting")?,
            received: row.get("received")?,
            known: row.get("known")?,
        })
    })?)
}
