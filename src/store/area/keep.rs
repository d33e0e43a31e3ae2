//! Storing what the province sends about the area.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::letters::shown;
use sambang_domain::people::{Person, Role};
use sambang_domain::region::RegionCode;
use sambang_domain::sought::Sought;
use sambang_domain::survey::{EvidenceKind, Survey};
use sambang_domain::wire::v1::AreaSurvey;

use super::effective::refresh;
use super::far;
use crate::store::values::{self, Key};
use crate::store::{Store, StoreError, row};

/// A survey of the area with what was worked out about it.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaEntry {
    /// What the province sent.
    pub area: AreaSurvey,
    /// The newest revision's answers.
    pub survey: Survey,
    /// Path and code of errors and warnings, the confirmed ones too. Whether the position is far from the
    /// village is not among them: that depends on the other surveys.
    pub findings: Vec<(String, String)>,
    /// Fields that differ from the revision before.
    pub changed_fields: usize,
    /// Every revision is what its device sealed.
    pub seal_fits: bool,
}

/// One change of the area.
#[derive(Debug, Clone, PartialEq)]
pub enum AreaUpdate {
    /// How a survey stands.
    Here(Box<AreaEntry>),
    /// It is no longer of the area.
    Gone(SurveyId),
}

impl Store {
    /// Takes in a page and remembers where the next one starts, in one transaction.
    ///
    /// # Errors
    /// When SQLite fails; then nothing of the page is here.
    pub fn keep_area_page(&self, updates: &[AreaUpdate], cursor: u64) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut villages = BTreeSet::new();
            for update in updates {
                match update {
                    AreaUpdate::Here(entry) => {
                        keep(transaction, entry)?;
                        villages.extend(entry.survey.business_village());
                    }
                    AreaUpdate::Gone(survey) => forget(transaction, *survey)?,
                }
            }
            for village in villages {
                far::look_again(transaction, village)?;
            }
            values::set(transaction, Key::AreaCursor, &cursor)
        })
    }

    /// The person's area or role changed: what lies outside leaves, or everything when the person is
    /// no supervisor any more, and all of the area is asked for again.
    pub fn restart_area(&self, person: &Person) -> Result<(), StoreError> {
        self.write(|transaction| {
            let sql = "SELECT seq AS row, survey, place FROM area_surveys";
            let read = |row: &Row<'_>| Ok((row::parsed(row, "survey")?, row::parsed(row, "place")?));
            // A row that cannot be read stays; if it belongs to the area, the province sends it again.
            let here = row::all::<(SurveyId, RegionCode)>(transaction, "area_surveys", sql, [], read)?;
            for (survey, village) in here.rows {
                if person.role != Role::Supervisor || !person.covers(village) {
                    forget(transaction, survey)?;
                }
            }
            values::set(transaction, Key::AreaCursor, &0_u64)
        })
    }
}

pub(super) fn keep(connection: &Connection, entry: &AreaEntry) -> Result<(), StoreError> {
    let AreaEntry { area, survey, .. } = entry;
    let Some(newest) = area.revisions.last() else { return Ok(()) };
    let id = survey.id.to_string();
    let district = area.village.district().unwrap_or(area.village);
    let position = survey.position.as_ref().filter(|position| position.is_valid());
    let Sought { words, numbers } = Sought::of(survey);
    let body = AreaSurvey { revisions: Vec::new(), ..area.clone() };
    let mut insert = connection.prepare_cached(
        "INSERT INTO area_surveys (survey, place, district, facilitator, facilitator_name, programme, revision, digest,
           state, received_at_ms, name, activity, village, words, numbers, latitude, longitude, thumbnail, finding_count,
           findings, changed_fields, seal_fits, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
         ON CONFLICT (survey) DO UPDATE SET place = excluded.place, district = excluded.district,
           facilitator = excluded.facilitator, facilitator_name = excluded.facilitator_name,
           programme = excluded.programme, revision = excluded.revision, digest = excluded.digest,
           state = excluded.state, received_at_ms = excluded.received_at_ms, name = excluded.name,
           activity = excluded.activity, village = excluded.village, words = excluded.words,
           numbers = excluded.numbers,
           latitude = excluded.latitude, longitude = excluded.longitude, thumbnail = excluded.thumbnail,
           unsure = 0, left_at_ms = NULL, finding_count = excluded.finding_count, findings = excluded.findings,
           changed_fields = excluded.changed_fields, seal_fits = excluded.seal_fits, body = excluded.body",
    )?;
    insert.execute(params![
        id,
        area.village.to_string(),
        district.to_string(),
        area.facilitator.to_string(),
        shown(&area.facilitator_name),
        area.programme.id,
        newest.number,
        newest.digest.to_hex(),
        area.state.as_str(),
        newest.received_at.0,
        shown(&survey.identity.name),
        shown(&survey.business.activity),
        survey.business_village().map(|code| code.to_string()).unwrap_or_default(),
        words,
        numbers,
        position.map(|position| position.latitude),
        position.map(|position| position.longitude),
        business_photo(survey).map(Digest::to_hex).unwrap_or_default(),
        row::signed(entry.findings.len() as u64),
        serde_json::to_string(&entry.findings)?,
        row::signed(entry.changed_fields as u64),
        entry.seal_fits,
        serde_json::to_string(&body)?,
    ])?;
    keep_revisions(connection, &id, area)?;
    keep_uses(connection, &id, area)?;
    confirm_decisions(connection, area)?;
    refresh(connection, &id)
}

fn keep_revisions(connection: &Connection, id: &str, area: &AreaSurvey) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM area_revisions WHERE survey = ?1")?.execute([id])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO area_revisions (survey, number, digest, bytes, signature, device_key, received_at_ms, pass)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING",
    )?;
    for revision in &area.revisions {
        insert.execute(params![
            id,
            revision.number,
            revision.digest.to_hex(),
            revision.document.as_bytes(),
            revision.signature,
            revision.device_key,
            revision.received_at.0,
            revision.pass.as_ref().map(serde_json::to_string).transpose()?.unwrap_or_default(),
        ])?;
    }
    Ok(())
}

/// The province holds these decisions of an earlier history, and says what became of them in this one.
fn confirm_decisions(connection: &Connection, area: &AreaSurvey) -> Result<(), StoreError> {
    let mut confirm = connection.prepare_cached(
        "UPDATE own_reviews SET unsure = 0, standing = ?2, applied_as = ?3 WHERE id = ?1 AND unsure = 1",
    )?;
    for notice in &area.reviews {
        let outcome = notice.outcome.as_str();
        confirm.execute(params![notice.review.id.to_string(), outcome, row::signed(notice.sequence)])?;
    }
    Ok(())
}

fn keep_uses(connection: &Connection, id: &str, area: &AreaSurvey) -> Result<(), StoreError> {
    let before = uses(connection, id)?;
    connection.prepare_cached("DELETE FROM area_uses WHERE survey = ?1")?.execute([id])?;
    let mut insert = connection
        .prepare_cached("INSERT INTO area_uses (survey, sha256, held) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
    for photo in &area.attachments {
        insert.execute(params![id, photo.sha256.to_hex(), photo.held])?;
    }
    remove_unused(connection, before)
}

/// Takes a survey away with the photos that nobody else names. Decisions about it stay.
fn forget(connection: &Connection, survey: SurveyId) -> Result<(), StoreError> {
    let id = survey.to_string();
    let before = uses(connection, &id)?;
    connection.prepare_cached("DELETE FROM area_surveys WHERE survey = ?1")?.execute([&id])?;
    remove_unused(connection, before)
}

/// The photos a survey names. A link that cannot be read names none, and is removed with the others.
fn uses(connection: &Connection, id: &str) -> Result<Vec<Digest>, StoreError> {
    let sql = "SELECT rowid AS row, sha256 FROM area_uses WHERE survey = ?1";
    Ok(row::all(connection, "area_uses", sql, [id], |row| row::parsed(row, "sha256"))?.rows)
}

fn remove_unused(connection: &Connection, candidates: Vec<Digest>) -> Result<(), StoreError> {
    let mut remove = connection.prepare_cached(
        "DELETE FROM area_photos WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM area_uses WHERE sha256 = ?1)",
    )?;
    let mut removed = 0;
    for sha256 in candidates {
        removed += remove.execute([sha256.to_hex()])?;
    }
    if removed > 0 {
        connection.execute_batch("PRAGMA incremental_vacuum")?;
    }
    Ok(())
}

/// The front of the business, or else another photo of it.
fn business_photo(survey: &Survey) -> Option<Digest> {
    let front = survey.photos(&EvidenceKind::BusinessFront).next();
    let any = || survey.evidence.iter().find(|photo| photo.kind.shows_business());
    front.or_else(any).map(|photo| photo.sha256)
}
