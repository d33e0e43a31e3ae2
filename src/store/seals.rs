//! Sealing a draft: one transaction freezes the revision and queues what must be sent.

use ed25519_dalek::SigningKey;
use rusqlite::{Connection, Row, params};
use sambang_domain::canonical;
use sambang_domain::check::LARGEST_REVISION;
use sambang_domain::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};
use sambang_domain::seal::{self, REVISION_FORMAT, Revision, Seal, SealError};
use sambang_domain::survey::Survey;

use super::error::OrNotFound;
use super::surveys::{NEXT_CHANGE, load_draft};
use super::{Store, StoreError, assignments, chain, outbox, plain, row};

/// Who seals, where and when.
pub struct SealContext<'a> {
    /// The person who is logged in.
    pub person: PersonId,
    /// This device.
    pub device: DeviceId,
    /// The device's key.
    pub key: &'a SigningKey,
    /// Now, by the device's clock.
    pub now: Timestamp,
    /// Server time minus device time, when known.
    pub clock_offset_ms: Option<i64>,
    /// Version of the app.
    pub app_version: &'a str,
}

impl Store {
    /// Seals the draft and queues its document and attachments.
    ///
    /// # Errors
    /// [`StoreError::Sealed`], [`StoreError::NotFound`], [`StoreError::TooLarge`], [`StoreError::Seal`] also
    /// when a number would be rounded, [`StoreError::Damaged`] when the draft or the end of a chain cannot be read, or SQLite fails; then the survey stays a
    /// draft.
    pub fn seal(&self, id: SurveyId, context: &SealContext<'_>) -> Result<Digest, StoreError> {
        self.write(|transaction| {
            let survey = load_draft(transaction, id)?;
            let (number, corrects) = next_number(transaction, id)?;
            let (sequence, previous_seal) = chain::next(transaction, "revisions")?;
            let revision = revision(survey, context, number, corrects, sequence, previous_seal);
            let (bytes, seal) = seal::seal(&revision, context.key)?;
            if !canonical::says(&bytes, &revision) {
                return Err(SealError::Changes.into());
            }
            if bytes.len() > LARGEST_REVISION {
                return Err(StoreError::TooLarge);
            }
            insert(transaction, &revision, &bytes, &seal)?;
            outbox::queue(transaction, &revision.survey, number, bytes.len())?;
            plain::drop_of(transaction, id)?;
            assignments::note_sealed(transaction, &revision.survey)?;
            let mut update = transaction.prepare_cached(&format!(
                "UPDATE surveys SET stage = 'sealed', revision = ?2, changed_at_ms = ?3, change = {NEXT_CHANGE} WHERE id = ?1"
            ))?;
            update.execute(params![id.to_string(), number, context.now.0])?;
            Ok(seal.digest)
        })
    }

    /// The signed bytes and signature of a revision.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] also when the bytes were purged, [`StoreError::Damaged`] also when they are
    /// not the ones that were sealed, or SQLite fails.
    pub fn sealed(&self, id: SurveyId, number: u32) -> Result<(Vec<u8>, [u8; 64]), StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, bytes, digest, signature FROM revisions
                 WHERE survey = ?1 AND number = ?2 AND bytes <> x''";
            let read = |row: &Row<'_>| {
                let bytes: Vec<u8> = row.get("bytes")?;
                row::consistent(Digest::of(&bytes) == row::parsed(row, "digest")?)?;
                Ok((bytes, row.get("signature")?))
            };
            row::one(connection, "revisions", sql, params![id.to_string(), number], read)?.or_not_found("revision")
        })
    }
}

fn revision(
    survey: Survey,
    context: &SealContext<'_>,
    number: u32,
    corrects: Option<Digest>,
    sequence: u64,
    previous_seal: Option<Digest>,
) -> Revision {
    Revision {
        format: REVISION_FORMAT,
        number,
        corrects,
        person: context.person,
        device: context.device,
        sequence,
        previous_seal,
        sealed_at: context.now,
        clock_offset_ms: context.clock_offset_ms,
        app_version: context.app_version.to_owned(),
        survey,
        unknown: serde_json::Map::new(),
    }
}

fn next_number(connection: &Connection, id: SurveyId) -> Result<(u32, Option<Digest>), StoreError> {
    let sql = "SELECT rowid AS row, number, digest, signature, seal FROM revisions WHERE survey = ?1
         ORDER BY number DESC LIMIT 1";
    let read = |row: &Row<'_>| Ok((row.get::<_, u32>("number")?, chain::seal(row)?.digest));
    let last = row::one(connection, "revisions", sql, [id.to_string()], read)?;
    Ok(last.map_or((1, None), |(number, digest)| (number + 1, Some(digest))))
}

/// Keeps a revision that another device sealed, or restores the bytes of a purged one. Such seals count below
/// zero, so that this device's own count has no gap.
pub(super) fn insert_foreign(
    connection: &Connection,
    revision: &Revision,
    bytes: &[u8],
    seal: &Seal,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO revisions (survey, number, sequence, bytes, digest, signature, seal, sealed_at_ms)
         VALUES (?1, ?2, (SELECT MIN(0, COALESCE(MIN(sequence), 0)) - 1 FROM revisions), ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (survey, number) DO UPDATE SET bytes = excluded.bytes WHERE digest = excluded.digest",
    )?;
    insert.execute(params![
        revision.survey.id.to_string(),
        revision.number,
        bytes,
        seal.digest.to_hex(),
        seal.signature,
        seal.id().to_hex(),
        revision.sealed_at.0,
    ])?;
    Ok(())
}

fn insert(connection: &Connection, revision: &Revision, bytes: &[u8], seal: &Seal) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO revisions (survey, number, sequence, bytes, digest, signature, seal, sealed_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    insert.execute(params![
        revision.survey.id.to_string(),
        revision.number,
        row::signed(revision.sequence),
        bytes,
        seal.digest.to_hex(),
        seal.signature,
        seal.id().to_hex(),
        revision.sealed_at.0,
    ])?;
    Ok(())
}
