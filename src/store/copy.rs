//! A whole copy of the database for a backup, and taking over what such a copy holds.

use std::path::Path;

use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use super::{Store, StoreError, StoreKey, area};

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

/// Tables whose rows belong to a survey, with the column that names it; parents first. `revisions`
/// is copied apart.
const OF_A_SURVEY: [(&str, &str); 2] = [("outbox", "survey"), ("receipts", "survey")];

/// Openings of the surveys that are brought, and those of a supervisor's area that the province's log
/// does not hold; each once, however often the copy is taken over.
const OPENINGS: &str = "(survey IN (SELECT id FROM brought)
        OR id > COALESCE((SELECT CAST(value AS INTEGER) FROM old.meta WHERE name = 'openings_sent'), 0))
    AND NOT EXISTS (SELECT 1 FROM main.openings AS known WHERE known.survey = openings.survey
        AND known.what = openings.what AND known.at_ms = openings.at_ms)";

impl Store {
    /// Writes a copy of everything to `path`, under the same key. `path` must not exist.
    ///
    /// # Errors
    /// [`StoreError::Full`], or SQLite fails.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.read(|connection| {
            connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
            Ok(())
        })
    }

    /// Adds every survey of the copy at `path` that is not here, with photos, seals, outbox rows and
    /// receipts, in one transaction. What is here already stays as it is. The copy must have this
    /// app's schema: open it once before.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`], [`StoreError::Full`], or SQLite fails; nothing was added then.
    pub fn take_over(&self, path: &Path, key: &StoreKey) -> Result<TakenOver, StoreError> {
        let hex = Zeroizing::new(hex::encode(key.as_slice()));
        let raw = Zeroizing::new(format!("x'{}'", hex.as_str()));
        self.read(|connection| {
            connection.execute("ATTACH DATABASE ?1 AS old KEY ?2", params![path.to_string_lossy(), raw.as_str()])?;
            Ok(())
        })?;
        let taken = self.write(|transaction| take_all(transaction));
        self.read(|connection| Ok(connection.execute_batch("DETACH DATABASE old")?))?;
        taken
    }
}

fn take_all(connection: &Connection) -> Result<TakenOver, StoreError> {
    connection.execute_batch(
        "CREATE TEMP TABLE brought AS SELECT id FROM old.surveys WHERE id NOT IN (SELECT id FROM main.surveys);
         INSERT OR IGNORE INTO main.programmes (id, version, body) SELECT id, version, body FROM old.programmes;",
    )?;
    copy(connection, "surveys", &["seq"], "id IN (SELECT id FROM brought) ORDER BY seq")?;
    let shown = "sha256 IN (SELECT sha256 FROM old.survey_attachments WHERE survey IN (SELECT id FROM brought))";
    copy(connection, "attachments", &[], shown)?;
    copy(connection, "attachment_pieces", &[], shown)?;
    copy(connection, "survey_attachments", &[], "survey IN (SELECT id FROM brought)")?;
    // Another device's seals count below zero, so that this device's own count has no gap.
    connection.execute_batch(
        "INSERT INTO main.revisions (survey, number, sequence, bytes, digest, signature, seal, sealed_at_ms)
         SELECT survey, number,
                MIN(0, (SELECT COALESCE(MIN(sequence), 0) FROM main.revisions)) - ROW_NUMBER() OVER (ORDER BY sequence),
                bytes, digest, signature, seal, sealed_at_ms
         FROM old.revisions WHERE survey IN (SELECT id FROM brought);",
    )?;
    // Decisions are sent in the order of their numbers, so those brought keep it, before zero.
    let before = "MIN(0, (SELECT COALESCE(MIN(sequence), 0) FROM main.own_reviews))
                  - ROW_NUMBER() OVER (ORDER BY sequence DESC)";
    copy_with(connection, "own_reviews", ("sequence", before), "id NOT IN (SELECT id FROM main.own_reviews)")?;
    copy(connection, "review_drafts", &[], "TRUE")?;
    copy(connection, "openings", &["id"], OPENINGS)?;
    for (table, survey) in OF_A_SURVEY {
        copy(connection, table, &["id"], &format!("{survey} IN (SELECT id FROM brought)"))?;
    }
    recount_decided(connection)?;
    let taken = count(connection)?;
    connection.execute_batch("DROP TABLE temp.brought")?;
    Ok(taken)
}

/// The area may have come before the decisions about it.
fn recount_decided(connection: &Connection) -> Result<(), StoreError> {
    let mut query = connection.prepare(
        "SELECT DISTINCT survey FROM main.own_reviews WHERE survey IN (SELECT survey FROM main.area_surveys)",
    )?;
    let decided = query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    decided.iter().try_for_each(|survey| area::refresh(connection, survey))
}

/// Copies the rows of `old` that fulfil `which`. The columns are asked for, because a later schema
/// adds some; those in `own` are numbered anew.
fn copy(connection: &Connection, table: &str, own: &[&str], which: &str) -> Result<(), StoreError> {
    let columns = columns(connection, table, own)?;
    connection.execute_batch(&format!(
        "INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM old.{table} WHERE {which};"
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
    let columns: Vec<String> = query.query_map([table], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let columns: Vec<&str> = columns.iter().map(String::as_str).filter(|name| !own.contains(name)).collect();
    Ok(columns.join(", "))
}

fn count(connection: &Connection) -> Result<TakenOver, StoreError> {
    let complete = "EXISTS (SELECT 1 FROM old.receipts AS r
                      WHERE r.survey = s.id AND r.revision = s.revision AND r.complete)";
    let sql = format!(
        "SELECT COUNT(*) FILTER (WHERE b.id IS NOT NULL AND s.stage = 'draft'),
                COUNT(*) FILTER (WHERE b.id IS NOT NULL AND s.stage = 'sealed' AND NOT {complete}),
                COUNT(*) FILTER (WHERE b.id IS NOT NULL AND s.stage = 'sealed' AND {complete}),
                COUNT(*) FILTER (WHERE b.id IS NULL)
         FROM old.surveys AS s LEFT JOIN brought AS b ON b.id = s.id"
    );
    Ok(connection.query_row(&sql, [], |row| {
        Ok(TakenOver { drafts: row.get(0)?, waiting: row.get(1)?, received: row.get(2)?, known: row.get(3)? })
    })?)
}
