//! Lists and counts for screens: rows with what a list shows, never whole documents.

use rusqlite::{Connection, Row, params_from_iter};
use sambang_domain::ids::{SurveyId, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::review::ReviewState;

use super::delivery::{Delivery, Stage};
use super::lookup::Search;
use super::verdict::{VERDICT, state_of};
use super::{Store, StoreError, row};

/// Which surveys a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// Drafts, corrections left out.
    ToDo,
    /// Sent back by a supervisor; no later sealed revision answers it.
    Returned,
    /// Sealed, not yet received in full.
    Waiting,
    /// Received by the province, and not sent back.
    Received,
    /// Every survey.
    #[default]
    All,
}

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFilter {
    /// Which surveys.
    pub group: Group,
    /// Words of the name or the activity in any spelling, a NIK or its last digits, or a telephone number;
    /// empty for all.
    pub text: String,
    /// At most so many rows.
    pub limit: u32,
}

/// One row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyRow {
    /// Which survey.
    pub id: SurveyId,
    /// The applicant's name; empty while it is not known.
    pub name: String,
    /// What the business does.
    pub activity: String,
    /// Where the business is.
    pub village: Option<RegionCode>,
    /// Draft or sealed.
    pub stage: Stage,
    /// Step at which it was left.
    pub step: u8,
    /// How far it is on its way.
    pub delivery: Delivery,
    /// What a supervisor decided about the newest sealed revision; none before.
    pub review: Option<ReviewState>,
    /// Last change, by the device's clock.
    pub changed_at: Timestamp,
    /// Attachments.
    pub files: u32,
    /// When it was put into the bin, by the device's clock; none outside the bin.
    pub binned_at: Option<Timestamp>,
}

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

const COMPLETE: &str =
    "EXISTS (SELECT 1 FROM receipts AS r WHERE r.survey = s.id AND r.revision = s.revision AND r.complete = 1)";
const BLOCKED: &str = "COALESCE((SELECT MAX(o.blocked_reason) FROM outbox AS o
    WHERE o.survey = s.id AND o.revision = s.revision AND o.done = 0), '')";

// A purged survey has no attachments here any more; its outbox rows still count them.
const FILES: &str = "CASE WHEN s.purged_at_ms IS NULL
    THEN (SELECT COUNT(*) FROM survey_attachments AS a WHERE a.survey = s.id)
    ELSE (SELECT COUNT(*) FROM outbox AS o
      WHERE o.survey = s.id AND o.revision = s.revision AND o.kind = 'attachment') END";

/// The columns of [`survey_row`], then `rest`.
pub(super) fn rows_sql(rest: &str) -> String {
    format!(
        "SELECT s.seq AS row, s.id, s.name, s.activity, s.village, s.stage, s.step, {COMPLETE} AS complete,
                {BLOCKED} AS blocked, s.changed_at_ms, {FILES} AS files, s.binned_at_ms, {VERDICT} AS verdict
         FROM surveys AS s {rest}"
    )
}

impl Store {
    /// Surveys, last changed first, by the count of changes: a clock that was wrong moves none.
    pub fn list(&self, filter: &ListFilter) -> Result<Vec<SurveyRow>, StoreError> {
        let search = Search::new(&filter.text);
        let sql = list_sql(filter.group, &search, filter.limit);
        let bound = params_from_iter(search.values());
        self.sound(|connection| row::all(connection, "surveys", &sql, bound, survey_row))
    }

    /// Counts for the home screen; `day_start` is local midnight.
    pub fn counts(&self, day_start: Timestamp) -> Result<Counts, StoreError> {
        self.read(|connection| count(connection, &counts_sql(), day_start))
    }
}

fn list_sql(group: Group, search: &Search, limit: u32) -> String {
    let found = search.condition(0);
    let group = match group {
        Group::ToDo => format!("s.stage = 'draft' AND {VERDICT} <> 'return'"),
        Group::Returned => format!("{VERDICT} = 'return'"),
        Group::Waiting => format!("s.stage = 'sealed' AND NOT {COMPLETE}"),
        Group::Received => format!("s.stage = 'sealed' AND {COMPLETE} AND {VERDICT} <> 'return'"),
        Group::All => "TRUE".to_owned(),
    };
    rows_sql(&format!(
        "WHERE {group} AND s.binned_at_ms IS NULL{found}
         ORDER BY s.change DESC, s.seq DESC LIMIT {limit}"
    ))
}

fn counts_sql() -> String {
    format!(
        "SELECT COUNT(*) FILTER (WHERE s.stage = 'draft' AND {VERDICT} <> 'return') AS drafts,
                COUNT(*) FILTER (WHERE s.started_at_ms >= ?1 AND s.started_at_ms < ?1 + 86400000) AS today,
                COUNT(*) FILTER (WHERE s.stage = 'sealed' AND NOT {COMPLETE}) AS waiting,
                COUNT(*) FILTER (WHERE s.stage = 'sealed' AND NOT {COMPLETE} AND {BLOCKED} <> '') AS blocked,
                COUNT(*) FILTER (WHERE s.stage = 'sealed' AND {COMPLETE} AND {VERDICT} <> 'return') AS received,
                COUNT(*) FILTER (WHERE {VERDICT} = 'return') AS returned
         FROM surveys AS s WHERE s.binned_at_ms IS NULL"
    )
}

fn count(connection: &Connection, sql: &str, day_start: Timestamp) -> Result<Counts, StoreError> {
    let mut query = connection.prepare_cached(sql)?;
    Ok(query.query_row([day_start.0], |row| {
        Ok(Counts {
            drafts: row.get("drafts")?,
            today: row.get("today")?,
            waiting: row.get("waiting")?,
            blocked: row.get("blocked")?,
            received: row.get("received")?,
            returned: row.get("returned")?,
        })
    })?)
}

pub(super) fn survey_row(row: &Row<'_>) -> rusqlite::Result<SurveyRow> {
    let stage = row::parsed(row, "stage")?;
    Ok(SurveyRow {
        id: row::parsed(row, "id")?,
        name: row.get("name")?,
        activity: row.get("activity")?,
        village: row::optional(row, "village")?,
        stage,
        step: row.get("step")?,
        delivery: Delivery::of(stage, row.get("complete")?, row::optional_word(row, "blocked")?),
        changed_at: row::time(row, "changed_at_ms")?,
        files: row.get("files")?,
        binned_at: row::optional_time(row, "binned_at_ms")?,
        review: state_of(row::optional_word(row, "verdict")?),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::store::StoreKey;

    /// Every table that `sql` reads is read from a covering index, and nothing is sorted on the way.
    pub(in crate::store) fn assert_read_from_indexes(store: &Store, sql: &str) {
        let steps: Vec<String> = store
            .read(|connection| {
                let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
                let bound = vec!["1"; plan.parameter_count()];
                let steps = plan.query_map(rusqlite::params_from_iter(bound), |row| row.get(3))?;
                Ok(steps.collect::<Result<_, _>>()?)
            })
            .unwrap();
        let reads = |step: &str| step.starts_with("SCAN ") || step.starts_with("SEARCH ");
        let slow = |step: &&String| step.contains("TEMP B-TREE") || (reads(step) && !step.contains("COVERING INDEX"));
        assert!(steps.iter().any(|step| reads(step)), "{sql}");
        assert_eq!(steps.iter().find(slow), None, "{sql}: {steps:#?}");
    }

    /// A document is kilobytes of ciphertext; a list that opens them is slow on a full phone.
    #[test]
    fn lists_and_counts_are_read_from_indexes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), &StoreKey::new([1; 32])).unwrap();
        let groups = [Group::ToDo, Group::Returned, Group::Waiting, Group::Received, Group::All];
        for sql in groups.map(|group| list_sql(group, &Search::new("siti 9003"), 50)).into_iter().chain([counts_sql()])
        {
            assert_read_from_indexes(&store, &sql);
        }
    }
}
