//! How many surveys there are of each kind: read from narrow indexes, so that they cost the same after years.

use rusqlite::Connection;
use sambang_domain::ids::Timestamp;

use super::{Store, StoreError, row};

/// How many surveys there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Drafts, corrections left out.
    pub drafts: u32,
    /// Started today, by the device's clock.
    pub today: u32,
    /// Sealed and not yet received in full, the blocked ones included.
    pub waiting: u32,
    /// Of those, the ones a person must look at.
    pub blocked: u32,
    /// Received by the province, and not sent back.
    pub received: u32,
    /// Sent back by a supervisor.
    pub returned: u32,
}

const COUNTS: &str = "SELECT COALESCE(SUM(n) FILTER (WHERE listed_as = 'to_do'), 0) AS drafts,
        COALESCE(SUM(n) FILTER (WHERE listed_as IN ('waiting', 'returned_waiting')), 0) AS waiting,
        COALESCE(SUM(n) FILTER (WHERE listed_as = 'received'), 0) AS received,
        COALESCE(SUM(n) FILTER (WHERE listed_as IN ('returned', 'returned_waiting')), 0) AS returned,
        (SELECT COUNT(*) FROM surveys INDEXED BY surveys_by_start
         WHERE binned_at_ms IS NULL AND started_at_ms >= ?1 AND started_at_ms < ?1 + 86400000) AS today
    FROM (SELECT listed_as, COUNT(*) AS n FROM surveys INDEXED BY surveys_by_list
          WHERE binned_at_ms IS NULL GROUP BY listed_as) AS c";

/// Surveys that wait, of which something is blocked.
const BLOCKED_ONES: &str = "SELECT COUNT(*) AS n FROM (SELECT DISTINCT survey, revision FROM outbox
        WHERE done = 0 AND blocked_reason <> '') AS o
    WHERE EXISTS (SELECT 1 FROM surveys AS s WHERE s.id = o.survey AND s.revision = o.revision
        AND s.binned_at_ms IS NULL AND s.listed_as IN ('waiting', 'returned_waiting'))";

impl Store {
    /// Counts for the home screen; `day_start` is local midnight.
    pub fn counts(&self, day_start: Timestamp) -> Result<Counts, StoreError> {
        self.read(|connection| count(connection, day_start))
    }
}

fn count(connection: &Connection, day_start: Timestamp) -> Result<Counts, StoreError> {
    let blocked = row::number(connection, BLOCKED_ONES, [])?;
    let mut query = connection.prepare_cached(COUNTS)?;
    Ok(query.query_row([day_start.0], |row| {
        Ok(Counts {
            drafts: row.get("drafts")?,
            today: row.get("today")?,
            waiting: row.get("waiting")?,
            blocked,
            received: row.get("received")?,
            returned: row.get("returned")?,
        })
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreKey;
    use crate::store::list::tests::assert_read_from_indexes;

    #[test]
    fn counts_are_read_from_indexes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &StoreKey::new([1; 32])).unwrap();
        assert_read_from_indexes(&store, COUNTS);
    }
}
