//! Surveys by work area, in the order in which they last changed, and what a supervisor sees of one.

use std::collections::BTreeMap;

use sambang_domain::ids::{DeviceId, ProgrammeRef, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::region::RegionCode;
use sambang_domain::wire::v1::{AreaRevision, Duplicate, SharedPicture};

use super::revisions::as_i64;
use super::states::MOST_ALIKE;
use super::{Conn, Row, StoreError, count, query, row};

/// The surveys of one regency or district, past ones included.
const OF_AREA: &str =
    "SELECT sequence, survey FROM survey_areas WHERE area = $3 AND sequence > $1 ORDER BY sequence LIMIT $2";
/// All surveys.
const OF_ALL: &str = "SELECT sequence, survey FROM survey_states WHERE sequence > $1 ORDER BY sequence LIMIT $2";

/// At most `limit` surveys that changed after `since`, by the sequence of their last change: those
/// of the regencies and districts in `areas`, or all of them.
// A search in index order for each area, so that a page costs the same however many surveys other
// areas have.
pub(crate) async fn changed(
    conn: &mut Conn,
    areas: Option<&[RegionCode]>,
    since: u64,
    limit: u32,
) -> Result<Vec<(u64, SurveyId)>, StoreError> {
    let mut found = BTreeMap::new();
    let codes = areas.map_or(vec![None], |areas| areas.iter().map(|area| Some(area.to_string())).collect());
    for code in codes {
        let query = query(if code.is_some() { OF_AREA } else { OF_ALL });
        let query = query.bind(as_i64(since)).bind(i64::from(limit));
        let query = if let Some(code) = code { query.bind(code) } else { query };
        for row in query.fetch_all(&mut *conn).await? {
            found.insert(row::unsigned(&row, "sequence")?, row::parsed(&row, "survey")?);
        }
    }
    Ok(found.into_iter().take(limit as usize).collect())
}

/// The sequence of the latest change of all.
pub(crate) async fn head(conn: &mut Conn) -> Result<u64, StoreError> {
    count(conn, "SELECT value AS n FROM counters WHERE name = 'area'").await
}

/// A main revision as a supervisor sees it, with what its row says beside.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) sequence: u64,
    pub(crate) programme: ProgrammeRef,
    pub(crate) receipt_number: String,
    pub(crate) facilitator_name: String,
    pub(crate) revision: AreaRevision,
    /// The device that sealed it.
    pub(crate) device: DeviceId,
}

/// The main revisions of a survey, oldest first.
pub(crate) async fn revisions(conn: &mut Conn, survey: SurveyId) -> Result<Vec<Held>, StoreError> {
    let rows = query(
        "SELECT r.sequence, r.number, r.digest, r.bytes, r.signature, r.programme, r.programme_version, \
         r.receipt_number, r.received_at, r.device, d.public_key, p.name FROM revisions r JOIN devices d ON d.id = r.device \
         JOIN persons p ON p.id = r.person WHERE r.survey = $1 AND r.standing = 'main' ORDER BY r.number",
    )
    .bind(survey.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter().map(held).collect()
}

fn held(row: &Row) -> Result<Held, StoreError> {
    let document = String::from_utf8(row::blob(row, "bytes")?).map_err(|_| StoreError::Damaged("revision"))?;
    Ok(Held {
        sequence: row::unsigned(row, "sequence")?,
        programme: ProgrammeRef { id: row::text(row, "programme")?, version: row::unsigned(row, "programme_version")? },
        receipt_number: row::text(row, "receipt_number")?,
        facilitator_name: row::text(row, "name")?,
        revision: AreaRevision {
            number: row::unsigned(row, "number")?,
            digest: row::digest(row, "digest")?,
            document,
            signature: row::fixed(row, "signature")?,
            device_key: hex::encode(row::fixed::<32>(row, "public_key")?),
            received_at: row::time(row, "received_at")?,
            pass: None,
            unknown: Unknown::new(),
        },
        device: row::parsed(row, "device")?,
    })
}

/// Other surveys with the same NIK in the same programme, the oldest first, a hundred at most. The caller
/// says which of them lie in the reader's area.
pub(crate) async fn duplicates(conn: &mut Conn, survey: SurveyId) -> Result<Vec<Duplicate>, StoreError> {
    let rows = query(
        "SELECT o.survey, o.place, o.first_received_at, o.state, p.name, r.receipt_number FROM survey_states s \
         JOIN survey_states o ON o.programme = s.programme AND o.nik_hmac = s.nik_hmac AND o.survey <> s.survey \
         JOIN persons p ON p.id = o.owner \
         JOIN revisions r ON r.survey = o.survey AND r.number = o.revision AND r.standing = 'main' \
         WHERE s.survey = $1 ORDER BY o.first_received_at, o.survey LIMIT $2",
    )
    .bind(survey.to_string())
    .bind(MOST_ALIKE)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Duplicate {
                survey: row::parsed(row, "survey")?,
                receipt_number: row::text(row, "receipt_number")?,
                facilitator_name: row::text(row, "name")?,
                village: row::parsed(row, "place")?,
                received_at: row::time(row, "first_received_at")?,
                state: row::text(row, "state")?.into(),
                in_area: false,
                unknown: Unknown::new(),
            })
        })
        .collect()
}

/// How many other surveys of the programme name the same family card.
pub(crate) async fn same_family_card(conn: &mut Conn, survey: SurveyId) -> Result<u32, StoreError> {
    let row = query(
        "SELECT COUNT(*) AS n FROM survey_states s JOIN survey_states o ON o.programme = s.programme \
         AND o.family_hmac = s.family_hmac AND o.survey <> s.survey WHERE s.survey = $1",
    )
    .bind(survey.to_string())
    .fetch_one(conn)
    .await?;
    row::unsigned(&row, "n")
}

/// The pictures of the business in a revision that another survey's revision shows too, each once.
pub(crate) async fn shared_pictures(
    conn: &mut Conn,
    survey: SurveyId,
    revision: u64,
) -> Result<Vec<SharedPicture>, StoreError> {
    let rows = query(
        "SELECT n.kind, MIN(r.receipt_number) AS receipt_number FROM revision_attachments n \
         JOIN revision_attachments o ON o.picture = n.picture \
         JOIN revisions r ON r.sequence = o.revision AND r.survey <> $1 AND r.standing = 'main' \
         WHERE n.revision = $2 GROUP BY n.position, n.kind ORDER BY n.position",
    )
    .bind(survey.to_string())
    .bind(as_i64(revision))
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(SharedPicture {
                kind: row::text(row, "kind")?.into(),
                receipt_number: row::text(row, "receipt_number")?,
                unknown: Unknown::new(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[tokio::test]
    async fn a_page_is_a_search_in_index_order_however_many_surveys_there_are() {
        let dir = tempfile::tempdir().unwrap();
        Store::make(dir.path()).await.unwrap();
        let store = Store::open(dir.path(), &[], 0).await.unwrap();
        let mut conn = store.read().await.unwrap();
        for (sql, index) in [(OF_AREA, "survey_areas_in_order (area=? AND sequence>?)"), (OF_ALL, "(sequence>?)")] {
            let explained = format!("EXPLAIN QUERY PLAN {sql}");
            let query = query(explained).bind(0_i64).bind(51_i64);
            let query = if sql == OF_AREA { query.bind("1803") } else { query };
            let steps = query.fetch_all(&mut conn).await.unwrap();
            let steps: Vec<String> = steps.iter().map(|step| row::text(step, "detail").unwrap()).collect();
            assert!(steps.len() == 1 && steps[0].starts_with("SEARCH") && steps[0].ends_with(index), "{steps:?}");
        }
    }
}
