//! Photo and signature bytes, in pieces.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId, Timestamp};
use sambang_domain::survey::{Attachment, Survey};

use super::error::OrNotFound;
use super::history::BACKED_UP;
use super::plain::{self, PlainPhoto};
use super::surveys::{load_draft, save_draft};
use super::{Store, StoreError, pictures, row};

const TABLE: &str = "attachments";

/// Bytes per row: small enough for a phone's memory, large enough to need few rows.
const PIECE_BYTES: usize = 64 * 1024;

/// Of `attachments`: no survey names the bytes, and no sealed revision may still have to send them. A
/// correction may stop naming a photo that the province is yet to receive, or to put into a backup.
fn unused() -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM survey_attachments AS u WHERE u.sha256 = attachments.sha256)
         AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.sha256 = attachments.sha256
           AND o.kind = 'attachment' AND (o.done = 0 OR NOT {BACKED_UP}))"
    )
}

/// A prepared photo or signature that is to be stored.
#[derive(Debug)]
pub struct NewPhoto<'a> {
    /// How the survey will name it.
    pub attachment: Attachment,
    /// Its bytes; [`Attachment::sha256`] is their digest.
    pub bytes: &'a [u8],
    /// A small JPEG for screens; may be empty.
    pub thumbnail: &'a [u8],
}

impl Store {
    /// Stores the bytes and lets `change` name them in the draft, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::Sealed`], [`StoreError::NotFound`], [`StoreError::Full`], or SQLite fails.
    pub fn add_attachment(
        &self,
        id: SurveyId,
        now: Timestamp,
        photo: &NewPhoto<'_>,
        change: impl FnOnce(&mut Survey),
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut survey = load_draft(transaction, id)?;
            store_bytes(transaction, photo)?;
            change(&mut survey);
            save_draft(transaction, &survey, now)?;
            relink(transaction, &survey, [photo.attachment.sha256])
        })
    }

    /// The same with the photo as it is without its caption. `instead_of` leaves the draft at once.
    ///
    /// # Errors
    /// As [`Store::add_attachment`].
    pub fn add_captioned(
        &self,
        id: SurveyId,
        now: Timestamp,
        (photo, plain): (&NewPhoto<'_>, &PlainPhoto),
        instead_of: Option<Digest>,
        change: impl FnOnce(&mut Survey),
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut survey = load_draft(transaction, id)?;
            store_bytes(transaction, photo)?;
            plain::keep(transaction, photo.attachment.sha256, plain)?;
            change(&mut survey);
            save_draft(transaction, &survey, now)?;
            relink(transaction, &survey, [photo.attachment.sha256].into_iter().chain(instead_of))
        })
    }

    /// Changes the draft so that it names fewer attachments and removes bytes nobody names.
    ///
    /// # Errors
    /// As [`Store::add_attachment`].
    pub fn remove_attachment(&self, id: SurveyId, now: Timestamp, sha256: Digest) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut survey = load_draft(transaction, id)?;
            survey.evidence.retain(|photo| photo.sha256 != sha256);
            save_draft(transaction, &survey, now)?;
            relink(transaction, &survey, [sha256])
        })
    }

    /// All bytes of an attachment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or SQLite fails.
    pub fn attachment_bytes(&self, sha256: Digest) -> Result<Vec<u8>, StoreError> {
        self.attachment_from(sha256, 0)
    }

    /// The bytes of an attachment from `offset` on; empty at or behind its end.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or SQLite fails.
    pub fn attachment_from(&self, sha256: Digest, offset: u64) -> Result<Vec<u8>, StoreError> {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        self.read(|connection| {
            let sql = "SELECT rowid AS row, size_bytes FROM attachments WHERE sha256 = ?1";
            let size = |row: &Row<'_>| row.get::<_, u32>("size_bytes");
            let size = row::one(connection, TABLE, sql, [sha256.to_hex()], size)?.or_not_found("attachment")?;
            let mut bytes = Vec::with_capacity((size as usize).saturating_sub(offset));
            let mut pieces = connection.prepare_cached(
                "SELECT bytes FROM attachment_pieces WHERE sha256 = ?1 AND piece >= ?2 ORDER BY piece",
            )?;
            let mut rows =
                pieces.query(params![sha256.to_hex(), i64::try_from(offset / PIECE_BYTES).unwrap_or(i64::MAX)])?;
            let mut skip = offset % PIECE_BYTES;
            while let Some(row) = rows.next()? {
                let piece = row.get_ref("bytes")?.as_blob().map_err(rusqlite::Error::from)?;
                bytes.extend(piece.iter().skip(skip));
                skip = 0;
            }
            Ok(bytes)
        })
    }

    /// The small picture of an attachment.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or SQLite fails.
    pub fn thumbnail(&self, sha256: Digest) -> Result<Vec<u8>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, thumbnail FROM attachments WHERE sha256 = ?1";
            row::one(connection, TABLE, sql, [sha256.to_hex()], |row| row.get("thumbnail"))?.or_not_found("attachment")
        })
    }

    /// How many attachments are stored.
    pub fn count_attachments(&self) -> Result<u32, StoreError> {
        self.read(|connection| row::number(connection, "SELECT COUNT(*) AS n FROM attachments", []))
    }
}

pub(super) fn store_bytes(connection: &Connection, photo: &NewPhoto<'_>) -> Result<(), StoreError> {
    let Attachment { sha256, size_bytes, media_type, .. } = &photo.attachment;
    let sha256 = sha256.to_hex();
    let mut insert = connection.prepare_cached(
        "INSERT INTO attachments (sha256, size_bytes, media_type, thumbnail) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    )?;
    if insert.execute(params![sha256, row::signed(*size_bytes), media_type, photo.thumbnail])? == 0 {
        return Ok(());
    }
    let mut insert =
        connection.prepare_cached("INSERT INTO attachment_pieces (sha256, piece, bytes) VALUES (?1, ?2, ?3)")?;
    for (piece, bytes) in photo.bytes.chunks(PIECE_BYTES).enumerate() {
        insert.execute(params![sha256, i64::try_from(piece).unwrap_or(i64::MAX), bytes])?;
    }
    Ok(())
}

/// Makes `survey_attachments` say what the document says. Bytes that the survey named before, and those of
/// `touched`, are removed when no survey names them any more; searching all attachments for unused bytes
/// would take longer on a full phone than storing a photo.
fn relink(
    connection: &Connection,
    survey: &Survey,
    touched: impl IntoIterator<Item = Digest>,
) -> Result<(), StoreError> {
    let id = survey.id.to_string();
    let sql = "SELECT rowid AS row, sha256 FROM survey_attachments WHERE survey = ?1";
    let before = row::all(connection, "survey_attachments", sql, [&id], |row| row::parsed::<Digest>(row, "sha256"))?;
    // A link that cannot be read is written anew from the document.
    let candidates: BTreeSet<Digest> = before.rows.into_iter().chain(touched).collect();
    connection.prepare_cached("DELETE FROM survey_attachments WHERE survey = ?1")?.execute([&id])?;
    for photo in &survey.evidence {
        link(connection, survey.id, photo)?;
    }
    pictures::note(connection, survey)?;
    remove_unused(connection, candidates)
}

/// Links a survey to an attachment, if its bytes are here. The photos of a returned survey arrive after the
/// survey.
pub(super) fn link(connection: &Connection, survey: SurveyId, photo: &Attachment) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO survey_attachments (survey, sha256, kind)
         SELECT ?1, sha256, ?3 FROM attachments WHERE sha256 = ?2 ON CONFLICT DO NOTHING",
    )?;
    insert.execute(params![survey.to_string(), photo.sha256.to_hex(), photo.kind.as_str()])?;
    Ok(())
}

/// Whether the bytes of an attachment are here.
pub(super) fn is_here(connection: &Connection, sha256: Digest) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM attachments WHERE sha256 = ?1")?;
    Ok(query.exists([sha256.to_hex()])?)
}

/// Ends the use of attachments by a survey; bytes that nobody else names are removed.
pub(super) fn unlink(connection: &Connection, survey: &str) -> Result<(), StoreError> {
    let sql = "SELECT rowid AS row, sha256 FROM survey_attachments WHERE survey = ?1
               UNION SELECT id, sha256 FROM outbox WHERE survey = ?1 AND kind = 'attachment'";
    let named = row::all(connection, "survey_attachments", sql, [survey], |row| row::parsed::<Digest>(row, "sha256"))?;
    connection.prepare_cached("DELETE FROM survey_attachments WHERE survey = ?1")?.execute([survey])?;
    remove_unused(connection, named.rows)
}

/// Removes those of `candidates` that nobody names. Searching all attachments for unused bytes takes minutes on a
/// full phone, so only those are looked at that something has just stopped naming.
pub(super) fn remove_unused(
    connection: &Connection,
    candidates: impl IntoIterator<Item = Digest>,
) -> Result<(), StoreError> {
    let mut remove =
        connection.prepare_cached(&format!("DELETE FROM attachments WHERE sha256 = ?1 AND {}", unused()))?;
    let mut removed = 0;
    for sha256 in candidates {
        removed += remove.execute([sha256.to_hex()])?;
    }
    if removed > 0 {
        connection.execute_batch("PRAGMA incremental_vacuum")?;
    }
    Ok(())
}
