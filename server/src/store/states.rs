//! How surveys stand, and the order in which that last changed.

use std::collections::BTreeSet;

use sambang_domain::ids::{Digest, PersonId, ReviewId, SurveyId, Timestamp};
use sambang_domain::region::RegionCode;
use sambang_domain::review::ReviewState;

use super::revisions::StoredRevision;
use super::{Conn, Row, StoreError, next, query, row};

/// How a survey stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyState {
    /// Which survey.
    pub survey: SurveyId,
    /// When something about it last changed, in the server's order of such changes.
    pub sequence: u64,
    /// Whose survey it is.
    pub owner: PersonId,
    /// The village that decides which area it belongs to.
    pub village: RegionCode,
    /// Key of its programme.
    pub programme: String,
    /// The newest main revision.
    pub revision: u32,
    /// SHA-256 of that revision's sealed bytes.
    pub digest: Digest,
    /// Where it stands.
    pub state: ReviewState,
    /// The latest decision that was applied; none before the first.
    pub review: Option<ReviewId>,
    /// When its first revision was stored.
    pub first_received_at: Timestamp,
    /// When something about it last changed.
    pub changed_at: Timestamp,
}

/// The values by which a survey is compared with others, beside its revision.
#[derive(Debug)]
pub(crate) struct Likeness<'a> {
    pub(crate) programme: &'a str,
    pub(crate) nik_hmac: Option<&'a [u8]>,
    pub(crate) family_hmac: Option<&'a [u8]>,
}

/// No more surveys than this are compared with one, whatever a faulty device has sent.
pub(super) const MOST_ALIKE: i64 = 100;

/// How a survey stands; none when nothing of it has come.
pub(crate) async fn find(conn: &mut Conn, survey: SurveyId) -> Result<Option<SurveyState>, StoreError> {
    let sql = "SELECT survey, sequence, owner, place, programme, revision, digest, state, review, first_received_at, \
        changed_at FROM survey_states WHERE survey = $1";
    let found = query(sql).bind(survey.to_string()).fetch_optional(conn).await?;
    found.as_ref().map(read).transpose()
}

/// How a survey stands of which something has come.
pub(crate) async fn state(conn: &mut Conn, survey: SurveyId) -> Result<SurveyState, StoreError> {
    find(conn, survey).await?.ok_or(StoreError::Damaged("state"))
}

/// Takes a main revision into account: the newest one waits for a decision; an older one that comes late only
/// adds to the history. Its duplicates count as changed. Surveys that only share a family card do not: that
/// is lawful and only counted, and one mistyped card number must not change thousands of surveys.
pub(crate) async fn revise(conn: &mut Conn, revision: &StoredRevision, like: &Likeness<'_>) -> Result<(), StoreError> {
    let (survey, now) = (revision.survey, revision.received_at);
    // A first revision replaces no earlier NIK, so no other survey loses a duplicate by it.
    let first = revision.number == 1;
    let mut others = if first { BTreeSet::new() } else { duplicates(conn, survey).await? };
    let sequence = next(conn, "area").await?;
    let taken = query(
        "INSERT INTO survey_states (survey, sequence, owner, place, programme, nik_hmac, family_hmac, revision, digest, \
         state, first_received_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received', $10, $11) \
         ON CONFLICT (survey) DO UPDATE SET place = excluded.place, programme = excluded.programme, \
         nik_hmac = excluded.nik_hmac, family_hmac = excluded.family_hmac, revision = excluded.revision, \
         digest = excluded.digest, state = excluded.state WHERE excluded.revision > survey_states.revision",
    )
    .bind(survey.to_string())
    .bind(sequence)
    .bind(revision.person.to_string())
    .bind(revision.village.to_string())
    .bind(like.programme)
    .bind(like.nik_hmac)
    .bind(like.family_hmac)
    .bind(i64::from(revision.number))
    .bind(revision.digest.0.to_vec())
    .bind(now.0)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    join_areas(conn, revision, sequence).await?;
    // The insert has set the sequence of a survey that begins with this revision.
    if !first || taken == 0 {
        set_sequence(conn, survey, sequence, now).await?;
    }
    others.extend(duplicates(conn, survey).await?);
    for other in others {
        bump(conn, other, now).await?;
    }
    Ok(())
}

/// Adds a survey to regency and district of a revision's village, if it was not there.
async fn join_areas(conn: &mut Conn, revision: &StoredRevision, sequence: i64) -> Result<(), StoreError> {
    let area = |code: Option<RegionCode>| code.map(|code| code.to_string()).ok_or(StoreError::Damaged("place"));
    query("INSERT INTO survey_areas (area, survey, sequence) VALUES ($1, $2, $3), ($4, $5, $6) ON CONFLICT DO NOTHING")
        .bind(area(revision.village.regency())?)
        .bind(revision.survey.to_string())
        .bind(sequence)
        .bind(area(revision.village.district())?)
        .bind(revision.survey.to_string())
        .bind(sequence)
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts a decision into force. False, and nothing changed, when the database refuses it because
/// another survey of the same NIK is approved in the programme.
pub(crate) async fn decide(
    conn: &mut Conn,
    survey: SurveyId,
    state: &ReviewState,
    review: ReviewId,
) -> Result<bool, StoreError> {
    let done = query("UPDATE survey_states SET state = $1, review = $2 WHERE survey = $3")
        .bind(state.as_str())
        .bind(review.to_string())
        .bind(survey.to_string())
        .execute_unless_taken(conn)
        .await?;
    Ok(done)
}

/// Something about a survey changed: whoever follows its area fetches it again.
pub(crate) async fn bump(conn: &mut Conn, survey: SurveyId, now: Timestamp) -> Result<(), StoreError> {
    let sequence = next(conn, "area").await?;
    set_sequence(conn, survey, sequence, now).await
}

/// Other surveys with the same NIK in the same programme.
pub(crate) async fn duplicates(conn: &mut Conn, survey: SurveyId) -> Result<BTreeSet<SurveyId>, StoreError> {
    let rows = query(
        "SELECT o.survey FROM survey_states s JOIN survey_states o ON o.programme = s.programme \
         AND o.nik_hmac = s.nik_hmac AND o.survey <> s.survey WHERE s.survey = $1 LIMIT $2",
    )
    .bind(survey.to_string())
    .bind(MOST_ALIKE)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row::parsed(row, "survey")).collect()
}

/// Sets where a survey stands in the order of changes; a trigger of the database does the same in its areas.
async fn set_sequence(conn: &mut Conn, survey: SurveyId, sequence: i64, now: Timestamp) -> Result<(), StoreError> {
    query("UPDATE survey_states SET sequence = $1, changed_at = $2 WHERE survey = $3")
        .bind(sequence)
        .bind(now.0)
        .bind(survey.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// A survey's stored state beside the one recomputed from its revisions and decisions.
#[derive(Debug)]
pub(crate) struct Sum {
    pub(crate) survey: SurveyId,
    /// Whether owner, village, programme, NIK, revision and digest are those of the newest main
    /// revision, and the review that of the latest applied decision.
    pub(crate) agrees: bool,
    pub(crate) state: ReviewState,
    pub(crate) newest: (u32, Digest),
    /// What the latest applied decision judged and decided; none without one.
    pub(crate) decided: Option<(u32, Digest, String)>,
}

/// A page of sums after `after`, an empty text for the first one, each with its survey; one that cannot be read is
/// an error in its place. One statement, so that a server at work does not show half of a change.
pub(crate) async fn sums(
    conn: &mut Conn,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, Result<Sum, StoreError>)>, StoreError> {
    let rows = query(
        "SELECT s.survey, s.state, r.number, r.digest, v.revision AS judged, v.digest_judged, v.verdict, \
         CASE WHEN s.owner = r.person AND s.place = r.place AND s.programme = r.programme \
         AND s.revision = r.number AND s.digest = r.digest \
         AND COALESCE(s.nik_hmac = r.nik_hmac, s.nik_hmac IS NULL AND r.nik_hmac IS NULL) \
         AND COALESCE(s.review = v.id, s.review IS NULL AND v.id IS NULL) \
         AND 2 = (SELECT COUNT(*) FROM survey_areas a WHERE a.survey = s.survey AND a.sequence = s.sequence \
         AND a.area IN (substr(s.place, 1, 4), substr(s.place, 1, 6))) THEN 1 ELSE 0 END AS agrees \
         FROM survey_states s \
         JOIN revisions r ON r.survey = s.survey AND r.standing = 'main' AND r.number = \
         (SELECT MAX(n.number) FROM revisions n WHERE n.survey = s.survey AND n.standing = 'main') \
         LEFT JOIN reviews v ON v.sequence = \
         (SELECT MAX(w.sequence) FROM reviews w WHERE w.survey = s.survey AND w.standing = 'applied') \
         WHERE s.survey > $1 ORDER BY s.survey LIMIT $2",
    )
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((row::text(row, "survey")?, read_sum(row)))).collect()
}

fn read_sum(row: &Row) -> Result<Sum, StoreError> {
    let verdict = row::optional_parsed::<String>(row, "verdict")?;
    let decided = match verdict {
        Some(verdict) => Some((row::unsigned(row, "judged")?, row::digest(row, "digest_judged")?, verdict)),
        None => None,
    };
    Ok(Sum {
        survey: row::parsed(row, "survey")?,
        agrees: row::int(row, "agrees")? == 1,
        state: row::text(row, "state")?.into(),
        newest: (row::unsigned(row, "number")?, row::digest(row, "digest")?),
        decided,
    })
}

/// Surveys that have a main revision and no state, or a state and no main revision; a hundred at most.
pub(crate) async fn unpaired(conn: &mut Conn) -> Result<Vec<SurveyId>, StoreError> {
    let found = query(
        "SELECT DISTINCT survey FROM (SELECT survey FROM revisions WHERE standing = 'main' \
         AND survey NOT IN (SELECT survey FROM survey_states) UNION ALL SELECT survey FROM survey_states \
         WHERE survey NOT IN (SELECT survey FROM revisions WHERE standing = 'main')) AS unpaired LIMIT 100",
    )
    .fetch_all(conn)
    .await?;
    found.iter().map(|row| row::parsed(row, "survey")).collect()
}

fn read(row: &Row) -> Result<SurveyState, StoreError> {
    Ok(SurveyState {
        survey: row::parsed(row, "survey")?,
        sequence: row::unsigned(row, "sequence")?,
        owner: row::parsed(row, "owner")?,
        village: row::parsed(row, "place")?,
        programme: row::text(row, "programme")?,
        revision: row::unsigned(row, "revision")?,
        digest: row::digest(row, "digest")?,
        state: row::text(row, "state")?.into(),
        review: row::optional_parsed(row, "review")?,
        first_received_at: row::time(row, "first_received_at")?,
        changed_at: row::time(row, "changed_at")?,
    })
}
