//! Lists and counts for screens: rows with what a list shows, never whole documents.

use rusqlite::{Row, params_from_iter};
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

const TABLE: &str = "surveys";

const COMPLETE: &str =
    "EXISTS (SELECT 1 FROM receipts AS r WHERE r.survey = s.id AND r.revision = s.revision AND r.complete = 1)";
const BLOCKED: &str = "COALESCE((SELECT MAX(o.blocked_reason) FROM outbox AS o
    WHERE o.survey = s.id AND o.revision = s.revision AND o.done = 0), '')";

// A purged survey has no attachments here any more; its outbox rows still count them.
const FILES: &str = "CASE WHEN s.purged_at_ms IS NULL
    THEN (SELECT COUNT(*) FROM survey_attachments AS a WHERE a.survey = s.id)
    ELSE (SELECT COUNT(*) FROM outbox AS o
      WHERE o.survey = s.id AND o.revision = s.revision AND o.kind = 'attachment') END";

/// The columns of [`survey_row`] from `surveys AS s`, as `from` tells.
pub(super) fn rows_sql(from: &str) -> String {
    format!(
        "SELECT s.seq AS row, s.id, s.name, s.activity, s.village, s.stage, s.step, {COMPLETE} AS complete,
                {BLOCKED} AS blocked, s.changed_at_ms, {FILES} AS files, s.binned_at_ms, {VERDICT} AS verdict
         FROM {from}"
    )
}

impl Store {
    /// Surveys, last changed first, by the count of changes: a clock that was wrong moves none.
    pub fn list(&self, filter: &ListFilter) -> Result<Vec<SurveyRow>, StoreError> {
        let search = Search::new(&filter.text);
        let sql = list_sql(filter.group, &search, filter.limit);
        let bound = params_from_iter(search.values());
        self.sound(|connection| row::all(connection, TABLE, &sql, bound, survey_row))
    }
}

impl Group {
    /// The words of `surveys.listed_as` that belong to the group; none when all do.
    const fn listed_as(self) -> &'static [&'static str] {
        match self {
            Self::ToDo => &["to_do"],
            Self::Returned => &["returned", "returned_waiting"],
            Self::Waiting => &["waiting", "returned_waiting"],
            Self::Received => &["received"],
            Self::All => &[],
        }
    }
}

/// Who looks for nothing in one list reads only what is shown: a narrow index says which rows, and the index that holds
/// all that a list shows gives them.
fn list_sql(group: Group, search: &Search, limit: u32) -> String {
    let (found, words) = (search.condition(0), group.listed_as());
    if found.is_empty() && !words.is_empty() {
        let newest = newest_sql(words, limit);
        return rows_sql(&format!(
            "({newest}) AS c CROSS JOIN surveys AS s INDEXED BY surveys_listed ON s.change = c.change AND s.seq = c.row
             {BY_CHANGE}"
        ));
    }
    let listed =
        if words.is_empty() { "TRUE".to_owned() } else { format!("s.listed_as IN ('{}')", words.join("', '")) };
    rows_sql(&format!(
        "surveys AS s INDEXED BY surveys_listed WHERE {listed} AND s.binned_at_ms IS NULL{found}
         ORDER BY s.change DESC, s.seq DESC LIMIT {limit}"
    ))
}

/// The order of a list, over the few rows that are shown.
const BY_CHANGE: &str = "ORDER BY c.change DESC, c.row DESC";

/// Places of the surveys that stand in lists with these words. Each part comes in the order of its index, and SQLite
/// merges them.
fn newest_sql(words: &[&str], limit: u32) -> String {
    let part = |word: &&str| {
        format!(
            "SELECT seq AS row, change FROM surveys INDEXED BY surveys_by_list
             WHERE listed_as = '{word}' AND binned_at_ms IS NULL"
        )
    };
    let parts: Vec<String> = words.iter().map(part).collect();
    format!("{} ORDER BY change DESC, row DESC LIMIT {limit}", parts.join(" UNION ALL "))
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
        let reads = |step: &str| step.starts_with("SEARCH ") || step.starts_with("SCAN ") && step != "SCAN c";
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
        let lists = |text: &'static str| groups.map(|group| list_sql(group, &Search::new(text), 50));
        for sql in lists("").into_iter().chain(lists("siti 9003")) {
            let sql = sql.strip_suffix(BY_CHANGE).unwrap_or(&sql);
            assert_read_from_indexes(&store, sql);
        }
    }
}
