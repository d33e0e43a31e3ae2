//! Photos of drafts as they are without their captions. They are gone when the survey is sealed.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};

use super::{Store, StoreError, row};

/// A photo before its caption was burned in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainPhoto {
    /// A JPEG.
    pub bytes: Vec<u8>,
    /// The lines that are burned into the photo at present, one below the other.
    pub caption: String,
    /// Taken with the camera that the app opened.
    pub by_camera: bool,
}

impl Store {
    /// The photo `sha256` without its caption; none when it has no caption, or its survey was sealed.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], or SQLite fails.
    pub fn plain_photo(&self, sha256: Digest) -> Result<Option<PlainPhoto>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, bytes, caption, by_camera FROM plain_photos WHERE sha256 = ?1";
            row::one(connection, "plain_photos", sql, [sha256.to_hex()], plain)
        })
    }
}

fn plain(row: &Row<'_>) -> rusqlite::Result<PlainPhoto> {
    Ok(PlainPhoto { bytes: row.get("bytes")?, caption: row.get("caption")?, by_camera: row.get("by_camera")? })
}

/// What a sound row holds.
pub(super) fn check(row: &Row<'_>) -> rusqlite::Result<()> {
    row::parsed::<Digest>(row, "sha256")?;
    plain(row).map(drop)
}

pub(super) fn keep(connection: &Connection, sha256: Digest, plain: &PlainPhoto) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO plain_photos (sha256, bytes, caption, by_camera) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes, caption = excluded.caption,
           by_camera = excluded.by_camera",
    )?;
    insert.execute(params![sha256.to_hex(), plain.bytes, plain.caption, plain.by_camera])?;
    Ok(())
}

/// The survey is sealed: its photos stay as they are.
pub(super) fn drop_of(connection: &Connection, survey: SurveyId) -> Result<(), StoreError> {
    let sql = "DELETE FROM plain_photos WHERE sha256 IN (SELECT sha256 FROM survey_attachments WHERE survey = ?1)";
    connection.prepare_cached(sql)?.execute([survey.to_string()])?;
    Ok(())
}
