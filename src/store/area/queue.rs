//! The queue (antrean pemeriksaan): surveys of the area as rows, and how many there are.
//!
//! Which rows a list shows is found in an index alone; only the rows of one screen are then read.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{PersonId, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::review::Verdict;

use super::rows::{FindingsFilter, QueueCounts, QueueFilter, QueueGroup, QueueRow, QueueSort};
use crate::store::{Store, StoreError};

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
    fn condition(&self) -> String {
        let findings = match self.findings {
            FindingsFilter::All => "TRUE",
            FindingsFilter::With => "(finding_count > 0 OR doubles > 0)",
            FindingsFilter::Without => "finding_count = 0 AND doubles = 0",
        };
        format!(
            "{} AND {findings} AND (?1 = '' OR district = ?1) AND (?2 = '' OR facilitator = ?2)
             AND (name LIKE ?3 ESCAPE '\\' OR nik_last4 = ?4)",
            self.group.condition()
        )
    }

    /// The values of [`Self::condition`].
    fn values(&self) -> [String; 4] {
        let text = self.text.trim();
        let pattern = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        let district = self.district.map(|code| code.to_string()).unwrap_or_default();
        let facilitator = self.facilitator.map(|id| id.to_string()).unwrap_or_default();
        [district, facilitator, format!("%{pattern}%"), text.to_owned()]
    }

    fn list_sql(&self) -> String {
        let (index, order) = match self.sort {
            QueueSort::Oldest => ("area_by_age", "received_at_ms, seq"),
            QueueSort::Newest => ("area_by_age", "received_at_ms DESC, seq DESC"),
            QueueSort::Name => ("area_by_name", "name COLLATE NOCASE, seq"),
        };
        let condition = self.condition();
        format!("SELECT seq FROM area_surveys INDEXED BY {index} WHERE {condition} ORDER BY {order} LIMIT ?5 OFFSET ?6")
    }

    fn total_sql(&self) -> String {
        format!("SELECT COUNT(*) FROM area_surveys INDEXED BY area_by_age WHERE {}", self.condition())
    }
}

const ROW: &str = "SELECT survey, name, activity, village, facilitator_name, received_at_ms, revision, state, findings,
    finding_count, doubles, changed_fields, own, needs_decision, thumbnail FROM area_surveys WHERE seq = ?1";

const PLACES: &str = "SELECT district, COUNT(*) FROM area_surveys GROUP BY district";
const PEOPLE: &str = "SELECT facilitator, MAX(facilitator_name), COUNT(*) FROM area_surveys GROUP BY facilitator";

fn counts_sql() -> String {
    let groups = [
        QueueGroup::Waiting,
        QueueGroup::NewVersion,
        QueueGroup::Duplicates,
        QueueGroup::Returned,
        QueueGroup::Approved,
        QueueGroup::Rejected,
        QueueGroup::All,
    ];
    let counts = groups.map(|group| format!("COUNT(*) FILTER (WHERE {})", group.condition()));
    format!("SELECT {} FROM area_surveys INDEXED BY area_by_standing", counts.join(", "))
}

impl Store {
    /// Rows of the queue.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn queue(&self, filter: &QueueFilter) -> Result<Vec<QueueRow>, StoreError> {
        let [district, facilitator, pattern, text] = filter.values();
        self.read(|connection| {
            let mut query = connection.prepare_cached(&filter.list_sql())?;
            let bound = params![district, facilitator, pattern, text, filter.limit, filter.offset];
            let found = query.query_map(bound, |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
            let mut read = connection.prepare_cached(ROW)?;
            let mut rows = Vec::with_capacity(found.len());
            for seq in found {
                rows.extend(read.query_row([seq], queue_row)?);
            }
            Ok(rows)
        })
    }

    /// How many rows the queue has without offset and limit.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn queue_total(&self, filter: &QueueFilter) -> Result<u32, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(&filter.total_sql())?;
            Ok(query.query_row(filter.values(), |row| row.get(0))?)
        })
    }

    /// Counts of every group.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn queue_counts(&self) -> Result<QueueCounts, StoreError> {
        self.read(count)
    }

    /// The kecamatan that have surveys, in code order, with how many.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn queue_districts(&self) -> Result<Vec<(RegionCode, u32)>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(PLACES)?;
            let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            Ok(rows.into_iter().filter_map(|(code, count)| Some((code.parse().ok()?, count))).collect())
        })
    }

    /// Whose surveys they are, by name, with how many.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn queue_people(&self) -> Result<Vec<(PersonId, String, u32)>, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(PEOPLE)?;
            let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))?;
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            let named = |(id, name, count): (String, String, u32)| Some((id.parse().ok()?, name, count));
            let mut people: Vec<(PersonId, String, u32)> = rows.into_iter().filter_map(named).collect();
            people.sort_by(|a, b| a.1.cmp(&b.1));
            Ok(people)
        })
    }
}

fn count(connection: &Connection) -> Result<QueueCounts, StoreError> {
    let mut query = connection.prepare_cached(&counts_sql())?;
    let mut counts = query.query_row([], |row| {
        Ok(QueueCounts {
            waiting: row.get(0)?,
            new_version: row.get(1)?,
            duplicates: row.get(2)?,
            returned: row.get(3)?,
            approved: row.get(4)?,
            rejected: row.get(5)?,
            all: row.get(6)?,
            decisions_waiting: 0,
        })
    })?;
    let mut open = connection.prepare_cached("SELECT COUNT(*) FROM own_reviews WHERE standing = ''")?;
    counts.decisions_waiting = open.query_row([], |row| row.get(0))?;
    Ok(counts)
}

fn queue_row(row: &Row<'_>) -> rusqlite::Result<Option<QueueRow>> {
    let Ok(survey) = row.get::<_, String>(0)?.parse() else { return Ok(None) };
    let own: String = row.get(12)?;
    Ok(Some(QueueRow {
        survey,
        name: row.get(1)?,
        activity: row.get(2)?,
        village: row.get::<_, String>(3)?.parse().ok(),
        facilitator_name: row.get(4)?,
        received_at: Timestamp(row.get(5)?),
        revision: row.get(6)?,
        state: row.get::<_, String>(7)?.into(),
        findings: serde_json::from_str(&row.get::<_, String>(8)?).unwrap_or_default(),
        finding_count: row.get(9)?,
        duplicates: row.get(10)?,
        changed_fields: row.get(11)?,
        decided: Some(own).filter(|word| !word.is_empty()).map(Verdict::from),
        needs_decision: row.get(13)?,
        thumbnail: row.get::<_, String>(14)?.parse().ok(),
    }))
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
                queries.extend([filter.list_sql(), filter.total_sql()]);
            }
        }
        for sql in queries {
            assert_read_from_indexes(&store, &sql);
        }
    }
}
