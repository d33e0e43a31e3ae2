//! Bringing back a returned survey that is not on this device in full: the phone was replaced, the app was
//! installed anew, or the survey was purged.
//!
//! What is here in full, has unsent parts or is being corrected is never touched.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::seal::{Revision, Seal};
use sambang_domain::survey::{Attachment, Survey};
use sambang_domain::wire::v1::SignedReceipt;

use super::surveys::save_draft;
use super::{NewPhoto, Store, StoreError, attachments, pictures, receipts, row, seals};

/// A returned revision that has to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedRevision {
    /// Whose.
    pub survey: SurveyId,
    /// Which one was judged.
    pub revision: u32,
    /// Digest of its bytes.
    pub digest: Digest,
}

/// A revision as the province sent it, found to be the one that was judged.
#[derive(Debug)]
pub struct FetchedRevision {
    /// What the bytes say.
    pub revision: Revision,
    /// The bytes that were signed.
    pub bytes: Vec<u8>,
    /// Digest and signature of the device that sealed it.
    pub seal: Seal,
    /// What the province holds of it; verified.
    pub receipt: SignedReceipt,
}

impl Store {
    /// Returned revisions that are not on this device in full.
    pub fn wanted_revisions(&self) -> Result<Vec<WantedRevision>, StoreError> {
        let sql = "SELECT n.rowid AS row, n.survey, n.revision, n.digest FROM review_notices AS n
             LEFT JOIN surveys AS s ON s.id = n.survey
             WHERE n.verdict = 'return' AND n.standing = 'applied'
               AND NOT EXISTS (SELECT 1 FROM review_notices AS l WHERE l.survey = n.survey
                 AND l.standing = 'applied' AND l.sequence > n.sequence)
               AND (s.id IS NULL OR (s.stage = 'sealed'
                 AND (s.revision < n.revision OR (s.revision = n.revision AND s.purged_at_ms IS NOT NULL))
                 AND NOT EXISTS (SELECT 1 FROM outbox AS o WHERE o.survey = n.survey AND NOT o.done)))
             ORDER BY n.sequence";
        let wanted = |row: &Row<'_>| {
            Ok(WantedRevision {
                survey: row::parsed(row, "survey")?,
                revision: row.get("revision")?,
                digest: row::parsed(row, "digest")?,
            })
        };
        self.sound(|connection| row::all(connection, "review_notices", sql, [], wanted))
    }

    /// Puts a fetched revision in place, sealed and received, in one transaction. False when it is
    /// not wanted any more; nothing changes then.
    ///
    /// # Errors
    /// [`StoreError::Full`], or SQLite fails.
    pub fn bring_back(&self, fetched: &FetchedRevision) -> Result<bool, StoreError> {
        let FetchedRevision { revision, bytes, seal, receipt } = fetched;
        let id = revision.survey.id;
        let wanted = WantedRevision { survey: id, revision: revision.number, digest: seal.digest };
        if !self.wanted_revisions()?.contains(&wanted) {
            return Ok(false);
        }
        self.write(|transaction| {
            upsert_survey(transaction, revision)?;
            seals::insert_foreign(transaction, revision, bytes, seal)?;
            queue_done(transaction, receipt, bytes.len())?;
            receipts::keep(transaction, receipt)?;
            for photo in &revision.survey.evidence {
                attachments::link(transaction, id, photo)?;
            }
            pictures::note(transaction, &revision.survey)?;
            Ok(true)
        })
    }

    /// Photos that returned surveys name and that are not on this device.
    pub fn wanted_photos(&self) -> Result<Vec<(SurveyId, Attachment)>, StoreError> {
        let sql = "SELECT seq AS row, document FROM surveys
             WHERE listed_as IN ('returned', 'returned_waiting') AND binned_at_ms IS NULL AND purged_at_ms IS NULL";
        let document = |row: &Row<'_>| row::json::<Survey>(row, "document");
        let surveys = self.sound(|connection| row::all(connection, "surveys", sql, [], document))?;
        self.read(|connection| {
            let mut wanted = Vec::new();
            for survey in surveys {
                for photo in survey.evidence {
                    if !attachments::is_here(connection, photo.sha256)? {
                        wanted.push((survey.id, photo));
                    }
                }
            }
            Ok(wanted)
        })
    }

    /// Stores a fetched photo, unless its survey has stopped naming it.
    ///
    /// # Errors
    /// [`StoreError::Full`], or SQLite fails.
    pub fn bring_photo_back(&self, survey: SurveyId, photo: &NewPhoto<'_>) -> Result<(), StoreError> {
        self.write(|transaction| {
            let (document, _) = super::surveys::load(transaction, survey)?;
            if document.evidence.iter().any(|named| named.sha256 == photo.attachment.sha256) {
                attachments::store_bytes(transaction, photo)?;
                attachments::link(transaction, survey, &photo.attachment)?;
            }
            Ok(())
        })
    }
}

/// The survey's row, with the answers of `revision`.
fn upsert_survey(connection: &Connection, revision: &Revision) -> Result<(), StoreError> {
    let survey = &revision.survey;
    let mut row = connection.prepare_cached(
        "INSERT INTO surveys (id, stage, revision, step, document, started_at_ms, changed_at_ms)
         VALUES (?1, 'sealed', ?2, 1, '{}', ?3, ?4)
         ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, purged_at_ms = NULL",
    )?;
    row.execute(params![survey.id.to_string(), revision.number, survey.started_at.0, revision.sealed_at.0])?;
    save_draft(connection, survey, revision.sealed_at)
}

/// What the province holds counts as sent, as it would on the device that sealed it.
fn queue_done(connection: &Connection, receipt: &SignedReceipt, document: usize) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO outbox (survey, revision, kind, sha256, size_bytes, done) VALUES (?1, ?2, ?3, ?4, ?5, 1)
         ON CONFLICT DO NOTHING",
    )?;
    let receipt = &receipt.payload;
    let (survey, number) = (receipt.survey.to_string(), receipt.revision);
    insert.execute(params![survey, number, "document", "", row::signed(document as u64)])?;
    for photo in receipt.attachments.iter().filter(|photo| photo.held) {
        insert.execute(params![survey, number, "attachment", photo.sha256.to_hex(), row::signed(photo.size_bytes)])?;
    }
    Ok(())
}
