//! What leaves a device that the office has blocked: copies of what the province holds. Nothing that only this device
//! has: drafts, sealed surveys and decisions that were not received stay, and are handed in.

use rusqlite::{Connection, Row};
use sambang_domain::ids::{SurveyId, Timestamp};

use super::values::{self, Key};
use super::{Store, StoreError, assignments, purge, row};

impl Store {
    /// The province said, under its signature, that this device is blocked: its copy of the area leaves, and received
    /// surveys that a finished backup of the province holds.
    ///
    /// # Errors
    /// When SQLite fails; then all of it is here.
    pub fn drop_copies(&self, now: Timestamp) -> Result<(), StoreError> {
        let may_give_away = self.may_give_away()?;
        self.write(|transaction| {
            drop_area(transaction)?;
            if may_give_away {
                for id in received(transaction)? {
                    purge::purge(transaction, &id.to_string(), Timestamp(i64::MAX), now)?;
                }
            }
            // Whoever is enrolled again is sent everything again.
            for key in [Key::Cursor, Key::AreaCursor] {
                values::set(transaction, key, &0_u64)?;
            }
            values::set(transaction, Key::Revoked, &true)
        })
    }
}

/// What the province lost and did not take back yet stays: it may be nowhere else.
fn drop_area(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM area_surveys WHERE unsure = 0;
         DELETE FROM area_photos WHERE sha256 NOT IN (SELECT sha256 FROM area_uses);
         DELETE FROM meta WHERE name = 'team';
         PRAGMA incremental_vacuum;",
    )?;
    assignments::drop_not_begun(connection)
}

fn received(connection: &Connection) -> Result<Vec<SurveyId>, StoreError> {
    let sql = "SELECT seq AS row, id FROM surveys WHERE stage = 'sealed' AND purged_at_ms IS NULL ORDER BY seq";
    Ok(row::all(connection, "surveys", sql, [], |row: &Row<'_>| row::parsed(row, "id"))?.rows)
}
