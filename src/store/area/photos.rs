//! Photos of the area: small pictures first, whole photos when somebody opens them.

use std::collections::BTreeSet;

use rusqlite::{Row, params};
use sambang_domain::ids::Digest;
use sambang_domain::seal::Revision;
use sambang_domain::survey::EvidenceKind;

use crate::store::{Store, StoreError, row};

/// Photos of surveys that wait for a decision and that the province holds, newest surveys first; those whose
/// earlier requests failed come last.
const WANTED: &str = "FROM area_surveys AS s JOIN area_uses AS u ON u.survey = s.survey
     LEFT JOIN area_photos AS p ON p.sha256 = u.sha256
     WHERE u.held AND (s.stands = 'received' OR s.needs_decision)";

/// After this many failed attempts a small picture is not requested again.
const MOST_ATTEMPTS: u32 = 10;

impl Store {
    /// Small pictures that are missing, at most `limit`.
    pub fn missing_thumbnails(&self, limit: u32) -> Result<Vec<Digest>, StoreError> {
        let missing = format!("p.thumbnail IS NULL AND COALESCE(p.attempts, 0) < {MOST_ATTEMPTS}");
        let order = "ORDER BY COALESCE(p.attempts, 0), s.received_at_ms DESC, s.seq DESC LIMIT ?1";
        self.digests(&format!("SELECT u.rowid AS row, u.sha256 {WANTED} AND {missing} {order}"), limit)
    }

    /// Whole photos that are missing, at most `limit`.
    pub fn missing_area_photos(&self, limit: u32) -> Result<Vec<Digest>, StoreError> {
        let order = "ORDER BY s.received_at_ms DESC, s.seq DESC LIMIT ?1";
        self.digests(&format!("SELECT u.rowid AS row, u.sha256 {WANTED} AND p.bytes IS NULL {order}"), limit)
    }

    /// Counts an attempt that is about to be made.
    pub fn count_thumbnail_attempt(&self, sha256: Digest) -> Result<(), StoreError> {
        self.change_photo(
            "INSERT INTO area_photos (sha256, attempts) VALUES (?1, 1)
             ON CONFLICT (sha256) DO UPDATE SET attempts = attempts + 1",
            params![sha256.to_hex()],
        )
    }

    /// Keeps a small picture.
    pub fn keep_area_thumbnail(&self, sha256: Digest, jpeg: &[u8]) -> Result<(), StoreError> {
        self.change_photo(
            "INSERT INTO area_photos (sha256, thumbnail) VALUES (?1, ?2)
             ON CONFLICT (sha256) DO UPDATE SET thumbnail = excluded.thumbnail",
            params![sha256.to_hex(), jpeg],
        )
    }

    /// Keeps a whole photo, whose bytes were compared with their digest. One that no survey of the
    /// area names is not kept.
    pub fn keep_area_photo(&self, sha256: Digest, bytes: &[u8]) -> Result<(), StoreError> {
        self.change_photo(
            "INSERT INTO area_photos (sha256, bytes) SELECT ?1, ?2
             WHERE EXISTS (SELECT 1 FROM area_uses WHERE sha256 = ?1)
             ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes",
            params![sha256.to_hex(), bytes],
        )
    }

    /// The small picture of a photo of the area, if it is here.
    pub fn area_thumbnail(&self, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.photo_part("SELECT rowid AS row, thumbnail AS part FROM area_photos WHERE sha256 = ?1", sha256)
    }

    /// A whole photo of the area, if it is here.
    pub fn area_photo(&self, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.photo_part("SELECT rowid AS row, bytes AS part FROM area_photos WHERE sha256 = ?1", sha256)
    }

    /// Whether any survey of the area names a photo as an identity card, in whichever revision.
    pub fn is_area_card(&self, sha256: Digest) -> Result<bool, StoreError> {
        let sql = "SELECT r.rowid AS row, r.bytes FROM area_uses AS u JOIN area_revisions AS r ON r.survey = u.survey
             WHERE u.sha256 = ?1";
        let names = |row: &Row<'_>| {
            let revision = row::json::<Revision>(row, "bytes")?;
            let mut photos = revision.survey.evidence.into_iter().filter(|photo| photo.sha256 == sha256);
            Ok(photos.any(|photo| photo.kind == EvidenceKind::IdentityCard))
        };
        let named = self.sound(|connection| row::all(connection, "area_revisions", sql, [sha256.to_hex()], names))?;
        Ok(named.contains(&true))
    }

    fn photo_part(&self, sql: &str, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            Ok(row::one(connection, "area_photos", sql, [sha256.to_hex()], |row| row.get("part"))?.flatten())
        })
    }

    fn change_photo(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.prepare_cached(sql)?.execute(parameters)?;
            Ok(())
        })
    }

    fn digests(&self, sql: &str, limit: u32) -> Result<Vec<Digest>, StoreError> {
        let digest = |row: &Row<'_>| row::parsed(row, "sha256");
        let mut found = self.sound(|connection| row::all(connection, "area_uses", sql, [limit], digest))?;
        let mut seen = BTreeSet::new();
        found.retain(|digest| seen.insert(*digest));
        Ok(found)
    }
}
