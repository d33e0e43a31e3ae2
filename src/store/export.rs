//! What a backup carries: a database of its own with the rows that taking it over reads, and nothing else.
//!
//! Drafts, those in the bin included, and every sealed survey that the province has not confirmed for sure, with sealed
//! bytes, seals, photos and outbox; unsent decisions and comments not sent yet; openings that the province's log lacks.
//! No token, signing key, filter, assignment or work area, and no survey that the province has.

use std::path::Path;

use rusqlite::{Connection, params};
use sambang_domain::ids::PersonId;
use zeroize::Zeroizing;

use super::copy::{BACKUP, copy};
use super::values::Key;
use super::{FILE_NAME, Store, StoreError, StoreKey};

/// Sealed surveys that the province holds: a complete receipt of the newest revision that is not in doubt, and nothing
/// left to send. What cannot be read is not among them, so it goes along.
const HELD: &str = "SELECT s.id FROM main.surveys AS s WHERE s.stage = 'sealed'
    AND EXISTS (SELECT 1 FROM main.receipts AS r WHERE r.survey = s.id AND r.revision = s.revision
        AND r.complete = 1 AND r.unsure = 0 AND r.lost = 0)
    AND NOT EXISTS (SELECT 1 FROM main.outbox AS o WHERE o.survey = s.id AND o.done = 0)";

/// Rows of all other surveys, and those that name none because they cannot be read.
const OURS: &str = "survey NOT IN (SELECT id FROM temp.held)";

/// Photos, but not those of surveys that the province holds alone.
const PHOTOS: &str =
    "sha256 IN (SELECT sha256 FROM main.survey_attachments WHERE survey NOT IN (SELECT id FROM temp.held)
        UNION SELECT sha256 FROM main.outbox WHERE survey NOT IN (SELECT id FROM temp.held))
    OR sha256 NOT IN (SELECT sha256 FROM main.survey_attachments UNION SELECT sha256 FROM main.outbox)";

/// Openings that the province's log lacks. Where it cannot be told, all of them: better twice in the log than never.
const OPENINGS: &str = "id > COALESCE((SELECT CAST(value AS INTEGER) FROM main.meta WHERE name = 'openings_sent'), 0)";

impl Store {
    /// Writes a database for a backup of this person's into the empty folder `to`, under a key of its own.
    ///
    /// # Errors
    /// [`StoreError::Full`], or SQLite fails.
    pub fn export(&self, to: &Path, key: &StoreKey, person: PersonId) -> Result<(), StoreError> {
        let backup = Self::open(to, key)?;
        backup.set_value(Key::BackupOf, &person)?;
        drop(backup);
        self.beside(&to.join(FILE_NAME), BACKUP, key, export_all)
    }

    /// Runs `work` in a transaction while the database at `path` is there too, under the name `name`. A damaged row may
    /// break a constraint, but leaving it out would lose its content: constraints rest meanwhile.
    pub(super) fn beside<T>(
        &self,
        path: &Path,
        name: &str,
        key: &StoreKey,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let hex = Zeroizing::new(hex::encode(key.as_slice()));
        let raw = Zeroizing::new(format!("x'{}'", hex.as_str()));
        self.read(|connection| {
            let sql = format!("ATTACH DATABASE ?1 AS {name} KEY ?2");
            connection.execute(&sql, params![path.to_string_lossy(), raw.as_str()])?;
            Ok(connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")?)
        })?;
        let done = self.write(|transaction| work(transaction));
        self.read(|connection| {
            let after = "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF; DETACH DATABASE";
            Ok(connection.execute_batch(&format!("{after} {name}"))?)
        })?;
        done
    }
}

fn export_all(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(&format!("CREATE TEMP TABLE held AS {HELD}"))?;
    let to = |table: &str, which: &str| copy(connection, ("main", BACKUP), table, &[], which);
    to("programmes", "TRUE")?;
    to("surveys", "id NOT IN (SELECT id FROM temp.held)")?;
    for table in ["attachments", "attachment_pieces", "plain_photos"] {
        to(table, PHOTOS)?;
    }
    for table in ["survey_attachments", "pictures", "revisions", "outbox", "receipts"] {
        to(table, OURS)?;
    }
    to("own_reviews", "NOT (standing <> '' AND unsure = 0)")?;
    to("review_drafts", "TRUE")?;
    to("openings", OPENINGS)?;
    to("passes", "TRUE")?;
    Ok(connection.execute_batch("DROP TABLE temp.held")?)
}
