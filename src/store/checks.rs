//! What the rows of each table hold, for looking through all of them.
//!
//! Columns that are copied out of a document must say what the document says.

use rusqlite::Row;
use sambang_domain::ids::{AssignmentId, Digest, PersonId, ReviewId, SurveyId};
use sambang_domain::programme::Programme;
use sambang_domain::region::RegionCode;
use sambang_domain::review::{Review, Verdict};
use sambang_domain::seal::Revision;
use sambang_domain::survey::Survey;
use sambang_domain::wire::v1::{
    AreaSurvey, Assignment, FilterInfo, ReviewNotice, SignedDevicePass, SignedReceipt, SignedReviewReceipt,
};

use super::decisions::ReviewDraft;
use super::delivery::Stage;
use super::{area, chain, confirmations, decisions, device_keys, openings, outbox, pictures, plain, row, values};

/// How the rows of a table are read.
#[derive(Clone, Copy)]
pub(super) struct Check {
    pub(super) table: &'static str,
    /// What is read of them; bytes of photos are compared with their digest when they are used.
    pub(super) columns: &'static str,
    pub(super) read: fn(&Row<'_>) -> rusqlite::Result<()>,
}

/// Tables whose rows name rows of others.
pub(super) const REFERENCES: [&str; 6] =
    ["survey_attachments", "pictures", "revisions", "outbox", "area_revisions", "area_uses"];

/// Every table but `attachment_pieces`, which is read with `attachments`.
pub(super) const CHECKS: [Check; 25] = [
    check("meta", "name, value", values::check),
    check("programmes", "id, version, body", programme),
    check("surveys", "*", survey),
    check("attachments", PHOTO, photo),
    check("plain_photos", "*", plain::check),
    check("survey_attachments", "survey, sha256, kind", use_of_photo),
    check("revisions", "*", revision),
    check("outbox", "*", |row| outbox::entry(row).map(drop)),
    check("receipts", "*", receipt),
    check("confirmations", "*", |row| confirmations::read(row).map(drop)),
    check("device_keys", "*", device_keys::check),
    check("pictures", "*", pictures::check),
    check("openings", "*", |row| openings::opening(row).map(drop)),
    check("assignments", "*", assignment),
    check("filters", "subject, wanted, held", filter),
    check("filter_pieces", "sha256, at", |row| both(row::parsed::<Digest>(row, "sha256"), row::unsigned(row, "at"))),
    check("area_surveys", "*", area_survey),
    check("area_revisions", "*", area_revision),
    check("area_uses", "*", |row| both(row::parsed::<SurveyId>(row, "survey"), row::parsed::<Digest>(row, "sha256"))),
    check("area_photos", "sha256, attempts", |row| {
        both(row::parsed::<Digest>(row, "sha256"), row.get::<_, u32>("attempts"))
    }),
    check("review_drafts", "*", |row| {
        both(row::parsed::<SurveyId>(row, "survey"), row::json::<ReviewDraft>(row, "body"))
    }),
    check("held_reviews", "*", |row| decisions::held(row).map(drop)),
    check("own_reviews", "*", own_review),
    check("review_notices", "*", review_notice),
    check("passes", "*", |row| {
        let SignedDevicePass { payload, .. } = row::json(row, "body")?;
        row::consistent(payload.device == row::parsed(row, "device")?)
    }),
];

const PHOTO: &str = "sha256, size_bytes, media_type, (SELECT COALESCE(SUM(LENGTH(p.bytes)), 0)
    FROM attachment_pieces AS p WHERE p.sha256 = attachments.sha256) AS here";

const fn check(table: &'static str, columns: &'static str, read: fn(&Row<'_>) -> rusqlite::Result<()>) -> Check {
    Check { table, columns, read }
}

fn both<A, B>(one: rusqlite::Result<A>, other: rusqlite::Result<B>) -> rusqlite::Result<()> {
    one.and(other).map(drop)
}

fn programme(row: &Row<'_>) -> rusqlite::Result<()> {
    let Programme { reference, .. } = row::json(row, "body")?;
    row::consistent(reference.id == row.get::<_, String>("id")? && reference.version == row.get::<_, u32>("version")?)
}

fn survey(row: &Row<'_>) -> rusqlite::Result<()> {
    let survey: Survey = row::json(row, "document")?;
    row::consistent(survey.id == row::parsed(row, "id")?)?;
    row::parsed::<Stage>(row, "stage")?;
    row::optional::<RegionCode>(row, "village")?;
    row.get::<_, u8>("step")?;
    row.get::<_, u32>("revision")?;
    row.get::<_, String>("name")?;
    row.get::<_, String>("activity").map(drop)
}

fn photo(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<Digest>(row, "sha256")?;
    row.get::<_, String>("media_type")?;
    row::consistent(row.get::<_, u32>("size_bytes")? == row.get::<_, u32>("here")?)
}

fn use_of_photo(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<SurveyId>(row, "survey")?;
    row.get::<_, String>("kind")?;
    row::parsed::<Digest>(row, "sha256").map(drop)
}

fn revision(row: &Row<'_>) -> rusqlite::Result<()> {
    let seal = chain::seal(row)?;
    let (survey, number): (SurveyId, u32) = (row::parsed(row, "survey")?, row.get("number")?);
    let sequence: i64 = row.get("sequence")?;
    row::consistent(sequence != 0)?;
    let bytes: Vec<u8> = row.get("bytes")?;
    if bytes.is_empty() {
        // The bytes were purged.
        return Ok(());
    }
    let revision: Revision = row::json(row, "bytes")?;
    let own = u64::try_from(sequence).map_or(true, |sequence| sequence == revision.sequence);
    let named = (revision.survey.id, revision.number) == (survey, number);
    row::consistent(own && named && Digest::of(&bytes) == seal.digest)
}

fn receipt(row: &Row<'_>) -> rusqlite::Result<()> {
    let SignedReceipt { payload, .. } = row::json(row, "body")?;
    let of = (row::parsed(row, "survey")?, row.get("revision")?, row::time(row, "issued_at_ms")?);
    let flags = (row.get::<_, bool>("unsure")?, row.get::<_, bool>("lost")?);
    let kept_as = row.get::<_, Option<i64>>("kept_as")?.map(i64::unsigned_abs);
    row::consistent(flags != (true, true) && (kept_as.is_none() || kept_as == payload.kept_as))?;
    row::consistent((payload.survey, payload.revision, payload.issued_at) == of)
}

fn assignment(row: &Row<'_>) -> rusqlite::Result<()> {
    let Assignment { id, programme, nik, .. } = row::json(row, "body")?;
    row::optional::<SurveyId>(row, "survey")?;
    let of = (row::parsed::<AssignmentId>(row, "id")?, row.get("programme")?, row.get("nik")?);
    row::consistent((id, programme, nik) == of)
}

fn filter(row: &Row<'_>) -> rusqlite::Result<()> {
    let wanted: FilterInfo = row::json(row, "wanted")?;
    row::optional_json::<FilterInfo>(row, "held")?;
    row::consistent(wanted.subject() == row.get::<_, String>("subject")?)
}

fn area_survey(row: &Row<'_>) -> rusqlite::Result<()> {
    area::queue_row(row)?;
    let AreaSurvey { village, facilitator, .. } = row::json(row, "body")?;
    row::parsed::<Digest>(row, "digest")?;
    row::parsed::<RegionCode>(row, "district")?;
    let of = (row::parsed(row, "place")?, row::parsed::<PersonId>(row, "facilitator")?);
    row::consistent((village, facilitator) == of)
}

fn area_revision(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<Digest>(row, "digest")?;
    row.get::<_, [u8; 64]>("signature")?;
    row::optional_json::<SignedDevicePass>(row, "pass")?;
    if row.get::<_, Vec<u8>>("bytes")?.is_empty() {
        // The document left.
        return row::parsed::<SurveyId>(row, "survey").map(drop);
    }
    let revision: Revision = row::json(row, "bytes")?;
    row::consistent(revision.survey.id == row::parsed(row, "survey")?)
}

fn own_review(row: &Row<'_>) -> rusqlite::Result<()> {
    let seal = chain::seal(row)?;
    let sequence: i64 = row.get("sequence")?;
    let review: Review = row::json(row, "bytes")?;
    row::unsigned(row, "applied_as")?;
    row::optional_json::<SignedReviewReceipt>(row, "receipt")?;
    let own = u64::try_from(sequence).map_or(true, |sequence| sequence == review.sequence);
    row::consistent(own && sequence != 0 && Digest::of(&row.get::<_, Vec<u8>>("bytes")?) == seal.digest)?;
    let of = (row::parsed(row, "id")?, row::parsed(row, "survey")?, row::parsed(row, "judged")?);
    row::consistent((review.id, review.survey, review.digest) == of)?;
    let of = (row::optional(row, "follows")?, row::word::<Verdict>(row, "verdict")?);
    row::consistent((review.follows, review.verdict) == of)
}

fn review_notice(row: &Row<'_>) -> rusqlite::Result<()> {
    let ReviewNotice { review, outcome, sequence, .. } = row::json(row, "body")?;
    let of = (row::parsed::<ReviewId>(row, "review")?, row::parsed(row, "survey")?, row::parsed(row, "digest")?);
    row::consistent((review.id, review.survey, review.digest) == of)?;
    let of = (row.get("revision")?, row::word(row, "verdict")?, row::word(row, "standing")?);
    row::consistent((review.revision, review.verdict, outcome) == of && sequence == row::unsigned(row, "sequence")?)
}
