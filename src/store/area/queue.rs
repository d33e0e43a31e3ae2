//! The queue (antrean pemeriksaan): surveys of the area as rows, and how many there are.
//!
//! Which rows a list shows is found in an index alone; only the rows of one screen are then read.

use rusqlite::{Connection, Row, params_from_iter};
use sambang_domain::ids::PersonId;
use sambang_domain::region::RegionCode;

use super::rows::{FindingsFilter, QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueSort};
use crate::store::lookup::Search;
use crate::store::row::{self, Found};
use crate::store::{Store, StoreError};

const TABLE: &str = "area_surveys";

impl QueueGroup {
    const fn condition(self) -> &'static str {
        match self {
            Self::Waiting => "(stands = 'received' OR needs_decision)",
            Self::NewVersion => "(needs_decision OR (stands = 'received' AND revision > 1))",
            Self::Duplicates => "(doubles > 0 AND stands <> 'rejected')",
            Self::Returned => "stands = 'returned'",
            Self::Approved => "stands = 'approved'",
            Self::Rejected => "stands = 'rejected'",
            Self::All => "TRUE",
        }
    }
}

impl QueueFilter {
    fn condition(&self, search: &Search) -> String {
        let findings = match self.findings {
            FindingsFilter::All => "TRUE",
            FindingsFilter::With => "(finding_count > 0 OR doubles > 0)",
            FindingsFilter::Without => "finding_count = 0 AND doubles = 0",
        };
        format!(
            "{} AND {findings} AND (?1 = '' OR district = ?1) AND (?2 = '' OR facilitator = ?2){}",
            self.group.condition(),
            search.condition(2)
        )
    }

    /// The values of [`Self::list_sql`] and [`Self::total_sql`].
    fn values(&self, search: Search) -> Vec<String> {
        let district = self.district.map(|code| code.to_string()).unwrap_or_default();
        let facilitator = self.facilitator.map(|id| id.to_string()).unwrap_or_default();
        [district, facilitator].into_iter().chain(search.values()).collect()
    }

    fn list_sql(&self, search: &Search) -> String {
        let (index, order) = match self.sort {
            QueueSort::Oldest => ("area_by_age", "received_at_ms, seq"),
            QueueSort::Newest => ("area_by_age", "received_at_ms DESC, seq DESC"),
            QueueSort::Name => ("area_by_name", "name COLLATE NOCASE, seq"),
        };
        let condition = self.condition(search);
        format!(
            "SELECT seq AS row FROM area_surveys INDEXED BY {index} WHERE {condition} ORDER BY {order}
             LIMIT {} OFFSET {}",
            self.limit, self.offset
        )
    }

    fn total_sql(&self, search: &Search) -> String {
        format!("SELECT COUNT(*) AS n FROM area_surveys INDEXED BY area_by_age WHERE {}", self.condition(search))
    }
}

const ROW: &str =
    "SELECT seq AS row, survey, name, activity, village, facilitator_name, received_at_ms, revision, state, findings,
    finding_count, doubles, changed_fields, own, needs_decision, thumbnail FROM area_surveys WHERE seq = ?1";

const PLACES: &str = "SELECT MIN(seq) AS row, district, COUNT(*) AS n FROM area_surveys GROUP BY district";
const PEOPLE: &str = "SELECT MIN(seq) AS row, facilitator, MAX(facilitator_name) AS name, COUNT(*) AS n
    FROM area_surveys GROUP BY facilitator";

fn counts_sql() -> String {
    let groups = [
        ("waiting", QueueGroup::Waiting),
        ("new_version", QueueGroup::NewVersion),
        ("duplicates", QueueGroup::Duplicates),
        ("returned", QueueGroup::Returned),
        ("approved", QueueGroup::Approved),
        ("rejected", QueueGroup::Rejected),
        ("all_of_them", QueueGroup::All),
    ];
    let counts = groups.map(|(name, group)| format!("COUNT(*) FILTER (WHERE {}) AS {name}", group.condition()));
    format!("SELECT {} FROM area_surveys INDEXED BY area_by_standing", counts.join(", "))
}

impl Store {
    /// Rows of the queue.
    pub fn queue(&self, filter: &QueueFilter) -> Result<Vec<QueueRow>, StoreError> {
        let search = Search::new(&filter.text);
        let sql = filter.list_sql(&search);
        let bound = params_from_iter(filter.values(search));
        self.sound(|connection| {
            let numbers = row::all(connection, TABLE, &sql, bound, |row| row.get::<_, i64>("row"))?.rows;
            let mut found = Found { rows: Vec::with_capacity(numbers.len()), damaged: Vec::new() };
            for number in numbers {
                found.extend(row::all(connection, TABLE, ROW, [number], queue_row)?);
            }
            Ok(found)
        })
    }

    /// How many rows the queue has without offset and limit.
    pub fn queue_total(&self, filter: &QueueFilter) -> Result<u32, StoreError> {
        let search = Search::new(&filter.text);
        let sql = filter.total_sql(&search);
        let bound = params_from_iter(filter.values(search));
        self.read(|connection| row::number(connection, &sql, bound))
    }

    /// Counts of every group.
    pub fn queue_counts(&self) -> Result<QueueCounts, StoreError> {
        self.read(count)
    }

    /// The kecamatan that have surveys, in code order, with how many.
    pub fn queue_districts(&self) -> Result<Vec<(RegionCode, u32)>, StoreError> {
        let place = |row: &Row<'_>| Ok((row::parsed(row, "district")?, row.get("n")?));
        self.sound(|connection| row::all(connection, TABLE, PLACES, [], place))
    }

    /// Whose surveys they are, by name, with how many.
    pub fn queue_people(&self) -> Result<Vec<(PersonId, String, u32)>, StoreError> {
        let named = |row: &Row<'_>| Ok((row::parsed(row, "facilitator")?, row.get("name")?, row.get("n")?));
        let mut people: Vec<(PersonId, String, u32)> =
            self.sound(|connection| row::all(connection, TABLE, PEOPLE, [], named))?;
        people.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(people)
    }
}

fn count(connection: &Connection) -> Result<QueueCounts, StoreError> {
    let mut query = connection.prepare_cached(&counts_sql())?;
    let decisions_waiting = "SELECT COUNT(*) AS n FROM own_reviews WHERE standing = ''";
    let decisions_waiting = row::number(connection, decisions_waiting, [])?;
    Ok(query.query_row([], |row| {
        Ok(QueueCounts {
            waiting: row.get("waiting")?,
            new_version: row.get("new_version")?,
            duplicates: row.get("duplicates")?,
            returned: row.get("returned")?,
            approved: row.get("approved")?,
            rejected: row.get("rejected")?,
            all: row.get("all_of_them")?,
            decisions_waiting,
        })
    })?)
}

/// A row has room for no more.
fn first_two(mut findings: Vec<(String, String)>) -> Vec<(String, String)> {
    findings.truncate(2);
    findings
}

pub(in crate::store) fn queue_row(row: &Row<'_>) -> rusqlite::Result<QueueRow> {
    Ok(QueueRow {
        survey: row::parsed(row, "survey")?,
        name: row.get("name")?,
        activity: row.get("activity")?,
        village: row::optional(row, "village")?,
        facilitator_name: row.get("facilitator_name")?,
        received_at: row::time(row, "received_at_ms")?,
        revision: row.get("revision")?,
        state: row::word(row, "state")?,
        findings: first_two(row::json(row, "findings")?),
        finding_count: row.get("finding_count")?,
        duplicates: row.get("doubles")?,
        changed_fields: row.get("changed_fields")?,
        decided: row::optional_word(row, "own")?,
        needs_decision: row.get("needs_decision")?,
        thumbnail: row::optional(row, "thumbnail")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreKey;
    use crate::store::list::tests::assert_read_from_indexes;

    /// A document is kilobytes of ciphertext; a queue that opens them is slow in a large area.
    #[test]
    fn queues_and_counts_are_found_in_indexes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &StoreKey::new([1; 32])).unwrap();
        let groups = [QueueGroup::Waiting, QueueGroup::NewVersion, QueueGroup::Duplicates, QueueGroup::All];
        let mut queries = vec![counts_sql(), PLACES.to_owned(), PEOPLE.to_owned()];
        for sort in [QueueSort::Oldest, QueueSort::Newest, QueueSort::Name] {
            for group in groups {
                let filter = QueueFilter { group, sort, findings: FindingsFilter::With, ..QueueFilter::default() };
                let search = Search::new("siti 9003");
                queries.extend([filter.list_sql(&search), filter.total_sql(&search)]);
            }
        }
        for sql in queries {
            assert_read_from_indexes(&store, &sql);
        }
    }
}
