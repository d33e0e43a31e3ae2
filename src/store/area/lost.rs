//! What this tablet holds of the area and the province has lost.

use rusqlite::Row;
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::wire::v1::SignedDevicePass;

use crate::store::{Store, StoreError, row};

/// A sealed document that is offered to the province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostRevision {
    /// Whose.
    pub survey: SurveyId,
    /// Which one.
    pub number: u32,
    /// The bytes that were signed.
    pub bytes: Vec<u8>,
    /// The device's signature.
    pub signature: [u8; 64],
    /// The province's word for the device; none when it never told one.
    pub pass: Option<SignedDevicePass>,
}

impl Store {
    /// The revisions that the province did not send again, in order; those whose documents left are in a backup of
    /// the province. To be asked for only when all pages of the area have come.
    pub fn lost_revisions(&self) -> Result<Vec<LostRevision>, StoreError> {
        let sql = "SELECT r.rowid AS row, r.survey, r.number, r.bytes, r.digest, r.signature, r.pass
             FROM area_surveys AS s JOIN area_revisions AS r ON r.survey = s.survey
             WHERE s.unsure = 1 AND s.left_at_ms IS NULL ORDER BY s.received_at_ms, r.survey, r.number";
        let lost = |row: &Row<'_>| {
            let bytes: Vec<u8> = row.get("bytes")?;
            row::consistent(Digest::of(&bytes) == row::parsed(row, "digest")?)?;
            Ok(LostRevision {
                survey: row::parsed(row, "survey")?,
                number: row.get("number")?,
                bytes,
                signature: row.get("signature")?,
                pass: row::optional_json(row, "pass")?,
            })
        };
        self.sound(|connection| row::all(connection, "area_revisions", sql, [], lost))
    }

    /// Photos that the province says it does not hold, and that are here whole.
    pub fn lost_photos(&self) -> Result<Vec<Digest>, StoreError> {
        let sql = "SELECT u.rowid AS row, u.sha256 FROM area_uses AS u
             JOIN area_photos AS p ON p.sha256 = u.sha256
             WHERE u.held = 0 AND p.bytes IS NOT NULL GROUP BY u.sha256 ORDER BY u.sha256";
        self.sound(|connection| row::all(connection, "area_uses", sql, [], |row| row::parsed(row, "sha256")))
    }
}
