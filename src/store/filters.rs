//! Filters of NIKs, and which surveys of this device are about the same NIK.

use rusqlite::{Connection, Row, params};
use sambang_domain::filter::NikFilter;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::nik::Nik;
use sambang_domain::wire::v1::FilterInfo;

use super::list::{rows_sql, survey_row};
use super::{Store, StoreError, SurveyRow, row};

impl Store {
    /// Remembers that the province has this version of a filter; its bytes are to be fetched.
    pub fn want_filter(&self, info: &FilterInfo) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut put = transaction.prepare_cached(
                "INSERT INTO filters (subject, wanted) VALUES (?1, ?2)
                 ON CONFLICT (subject) DO UPDATE SET wanted = excluded.wanted",
            )?;
            put.execute((info.subject(), serde_json::to_string(info)?))?;
            Ok(())
        })
    }

    /// The versions whose bytes are not here.
    pub fn missing_filters(&self) -> Result<Vec<FilterInfo>, StoreError> {
        self.infos("SELECT rowid AS row, wanted AS info FROM filters WHERE wanted <> held ORDER BY subject")
    }

    /// The versions whose bytes are here.
    pub fn held_filters(&self) -> Result<Vec<FilterInfo>, StoreError> {
        self.infos("SELECT rowid AS row, held AS info FROM filters WHERE held <> '' ORDER BY subject")
    }

    /// How many bytes of a version have arrived.
    pub fn arrived(&self, sha256: Digest) -> Result<u64, StoreError> {
        self.read(|connection| {
            let sql = "SELECT COALESCE(SUM(LENGTH(bytes)), 0) AS n FROM filter_pieces WHERE sha256 = ?1";
            Ok(row::number::<i64>(connection, sql, [sha256.to_hex()])?.unsigned_abs())
        })
    }

    /// Keeps the next piece of a version.
    pub fn keep_filter_piece(&self, sha256: Digest, at: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO filter_pieces (sha256, at, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?;
            insert.execute(params![sha256.to_hex(), row::signed(at), bytes])?;
            Ok(())
        })
    }

    /// Replaces the version before with one whose pieces have all arrived. False when the pieces are not the
    /// announced filter; then they are deleted, and the version before stays.
    pub fn finish_filter(&self, info: &FilterInfo) -> Result<bool, StoreError> {
        self.write(|transaction| {
            let bytes = pieces(transaction, info.sha256)?;
            let whole = Digest::of(&bytes) == info.sha256 && NikFilter::from_bytes(info.secret, &bytes).is_ok();
            if whole {
                let mut put =
                    transaction.prepare_cached("UPDATE filters SET held = ?2, bytes = ?3 WHERE subject = ?1")?;
                put.execute((info.subject(), serde_json::to_string(info)?, bytes))?;
                // Pieces of a version that was replaced while it arrived go with these.
                transaction.execute(
                    "DELETE FROM filter_pieces WHERE sha256 NOT IN (
                       SELECT wanted ->> '$.sha256' FROM filters WHERE wanted <> held AND json_valid(wanted))",
                    [],
                )?;
            } else {
                transaction.execute("DELETE FROM filter_pieces WHERE sha256 = ?1", [info.sha256.to_hex()])?;
            }
            Ok(whole)
        })
    }

    /// The bytes that are held under this subject; empty when none are.
    pub fn filter_bytes(&self, subject: &str) -> Result<Vec<u8>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, bytes FROM filters WHERE subject = ?1";
            Ok(row::one(connection, "filters", sql, [subject], |row| row.get("bytes"))?.unwrap_or_default())
        })
    }

    /// The other survey of this device, in the same programme and outside the bin, about the same
    /// NIK; the last changed of several.
    pub fn same_nik(&self, survey: SurveyId, programme: &str, nik: &Nik) -> Result<Option<SurveyRow>, StoreError> {
        let sql = rows_sql(
            "WHERE s.document ->> '$.identity.nik' = ?1 AND s.document ->> '$.programme.id' = ?2 AND s.id <> ?3
               AND s.binned_at_ms IS NULL ORDER BY s.change DESC, s.seq DESC",
        );
        let bound = params![nik.digits(), programme, survey.to_string()];
        let found = self.sound(|connection| row::all(connection, "surveys", &sql, bound, survey_row))?;
        Ok(found.into_iter().next())
    }

    /// Whether the province has a survey of this device about this NIK in this programme.
    pub fn has_sent(&self, programme: &str, nik: &Nik) -> Result<bool, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT 1 FROM surveys AS s JOIN outbox AS o ON o.survey = s.id AND o.kind = 'document' AND o.done
                 WHERE s.document ->> '$.identity.nik' = ?1 AND s.document ->> '$.programme.id' = ?2",
            )?;
            Ok(query.exists(params![nik.digits(), programme])?)
        })
    }

    fn infos(&self, sql: &str) -> Result<Vec<FilterInfo>, StoreError> {
        self.sound(|connection| row::all(connection, "filters", sql, [], |row| row::json(row, "info")))
    }
}

/// The pieces of a version in order; a gap ends it.
fn pieces(connection: &Connection, sha256: Digest) -> Result<Vec<u8>, StoreError> {
    let sql = "SELECT rowid AS row, at, bytes FROM filter_pieces WHERE sha256 = ?1 ORDER BY at";
    let piece = |row: &Row<'_>| Ok((row::unsigned(row, "at")?, row.get::<_, Vec<u8>>("bytes")?));
    let mut whole = Vec::new();
    for (at, bytes) in row::all(connection, "filter_pieces", sql, [sha256.to_hex()], piece)?.rows {
        if at != whole.len() as u64 {
            break;
        }
        whole.extend(bytes);
    }
    Ok(whole)
}
