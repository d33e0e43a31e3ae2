//! The histories of the province's store: noticing that it was put back from a backup, and what follows.
//!
//! Then nothing that the province confirmed before counts until it confirms it once more: cursors start at the
//! beginning, receipts and decisions are *unsure*, and what the province turns out not to hold is opened again
//! in the outbox. Nothing is given away while it is unsure or in no backup of the province.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{DeviceId, Epoch, SurveyId};
use sambang_domain::open::Unknown;
use sambang_domain::wire::v1::{History, SignedDevicePass};
use serde::Deserialize;

use super::identity::Identity;
use super::values::{self, Key};
use super::{Store, StoreError, row};

/// Of an outbox entry `o`: the province has confirmed its revision, and a finished backup of the province
/// holds it, or the office makes none.
pub(super) const BACKED_UP: &str = "EXISTS (SELECT 1 FROM receipts AS b
    WHERE b.survey = o.survey AND b.revision = o.revision AND b.unsure = 0 AND b.kept_as <= COALESCE(
      (SELECT CASE WHEN value ->> '$.without_backups' THEN 9223372036854775807 ELSE value ->> '$.backed_up_to' END
       FROM meta WHERE name = 'history' AND json_valid(value)), -1))";

/// Revisions that the province had, and whose receipt is not of the present history.
const UNSURE: &str = "FROM receipts AS r WHERE r.unsure = 1 AND EXISTS (SELECT 1 FROM outbox AS o
    WHERE o.survey = r.survey AND o.revision = r.revision AND o.kind = 'document' AND o.done)";

/// Of a receipt `r`: its sealed bytes are still here.
const HERE: &str = "EXISTS (SELECT 1 FROM revisions AS v
    WHERE v.survey = r.survey AND v.number = r.revision AND v.bytes <> x'')";

impl Store {
    /// Keeps where the province's store stands. True when it is another history than before: then everything
    /// is asked for again.
    pub fn enter(&self, history: &History) -> Result<bool, StoreError> {
        let known = self.value_if_sound::<History>(Key::History)?;
        if known.as_ref() == Some(history) {
            return Ok(false);
        }
        let another = known.is_none_or(|known| known.epoch != history.epoch);
        self.write(|transaction| {
            if another {
                begin_again(transaction)?;
            }
            values::set(transaction, Key::History, history)
        })?;
        Ok(another)
    }

    /// The same for an answer that names nothing but its epoch.
    pub fn enter_epoch(&self, epoch: Epoch) -> Result<bool, StoreError> {
        match self.value_if_sound::<History>(Key::History)? {
            Some(known) if known.epoch == epoch => Ok(false),
            _ => {
                let unknown = Unknown::new();
                let (mark, backed_up_to, without_backups) = (String::new(), None, false);
                self.enter(&History { epoch, mark, backed_up_to, without_backups, lease_days: None, unknown })
            }
        }
    }

    /// The province does not know what it confirmed, and has not said that its store was put back: everything is
    /// asked for again.
    pub fn doubt(&self) -> Result<(), StoreError> {
        self.write(begin_again)
    }

    /// Revisions that the province must confirm once more.
    pub fn unsure_revisions(&self) -> Result<Vec<(SurveyId, u32)>, StoreError> {
        let sql = format!("SELECT r.rowid AS row, r.survey, r.revision {UNSURE} ORDER BY r.received_at_ms");
        let read = |row: &Row<'_>| Ok((row::parsed(row, "survey")?, row.get("revision")?));
        self.sound(|connection| row::all(connection, "receipts", &sql, [], read))
    }

    /// Revisions of a survey that the province has confirmed, in order.
    pub fn received_revisions(&self, survey: SurveyId) -> Result<Vec<u32>, StoreError> {
        let sql = "SELECT rowid AS row, revision FROM receipts WHERE survey = ?1 AND lost = 0 ORDER BY revision";
        self.sound(|connection| row::all(connection, "receipts", sql, [survey.to_string()], |row| row.get("revision")))
    }

    /// How many revisions and decisions the province must confirm once more.
    pub fn count_unsure(&self) -> Result<u32, StoreError> {
        self.read(|connection| {
            let reviews = "SELECT COUNT(*) FROM own_reviews WHERE unsure = 1 AND blocked_reason = ''";
            row::number(connection, &format!("SELECT COUNT(*) + ({reviews}) AS n {UNSURE}"), [])
        })
    }

    /// The province does not hold a revision that it confirmed: document and photos are sent again. Its receipt
    /// stays, as one that does not count.
    pub fn reopen(&self, survey: SurveyId, revision: u32) -> Result<(), StoreError> {
        self.write(|transaction| {
            open_again(transaction, survey, revision)?;
            let sql = "UPDATE receipts SET unsure = 0, lost = 1 WHERE survey = ?1 AND revision = ?2";
            transaction.prepare_cached(sql)?.execute(params![survey.to_string(), revision])?;
            Ok(())
        })
    }

    /// Opens again whatever the province must confirm once more and is still here: a blocked device may not ask, and
    /// hands it in once more instead. Nobody has said that it is lost.
    pub fn reopen_unsure(&self) -> Result<(), StoreError> {
        let sql = format!("SELECT r.rowid AS row, r.survey, r.revision {UNSURE} AND {HERE}");
        let read = |row: &Row<'_>| Ok((row::parsed(row, "survey")?, row.get("revision")?));
        let all = self.sound(|connection| row::all(connection, "receipts", &sql, [], read))?;
        self.write(|transaction| {
            all.iter().try_for_each(|(survey, revision)| open_again(transaction, *survey, *revision))
        })
    }

    /// Whether the province has lost the newest revision that it confirmed, and has not confirmed it since.
    pub fn is_lost(&self, survey: SurveyId) -> Result<bool, StoreError> {
        self.read(|connection| {
            let sql = "SELECT rowid AS row, lost FROM receipts WHERE survey = ?1 ORDER BY revision DESC LIMIT 1";
            let lost = row::one(connection, "receipts", sql, [survey.to_string()], |row| row.get::<_, bool>("lost"))?;
            Ok(lost.unwrap_or(false))
        })
    }

    /// Keeps the province's word for a device.
    pub fn keep_pass(&self, pass: &SignedDevicePass) -> Result<(), StoreError> {
        if self.pass(pass.payload.device)?.is_some() {
            return Ok(());
        }
        self.write(|transaction| {
            let mut put = transaction.prepare_cached("INSERT OR REPLACE INTO passes (device, body) VALUES (?1, ?2)")?;
            put.execute(params![pass.payload.device.to_string(), serde_json::to_string(pass)?])?;
            Ok(())
        })
    }

    /// The province's word for the device that sealed a document, unless that is this one.
    pub fn pass_for(&self, document: &[u8]) -> Result<Option<SignedDevicePass>, StoreError> {
        #[derive(Deserialize)]
        struct Named {
            device: DeviceId,
        }
        let this = self.value::<Identity>(Key::Identity)?.map(|identity| identity.device);
        let named = serde_json::from_slice::<Named>(document).ok().map(|named| named.device);
        match named.filter(|named| Some(*named) != this) {
            Some(other) => self.pass(other),
            None => Ok(None),
        }
    }

    fn pass(&self, device: DeviceId) -> Result<Option<SignedDevicePass>, StoreError> {
        let sql = "SELECT rowid AS row, body FROM passes WHERE device = ?1";
        self.read(|connection| row::one(connection, "passes", sql, [device.to_string()], |row| row::json(row, "body")))
    }
}

/// Opens a revision and its photos in the outbox; no receipt closes it any more.
fn open_again(connection: &Connection, survey: SurveyId, revision: u32) -> Result<(), StoreError> {
    let bound = params![survey.to_string(), revision];
    let entries = "UPDATE outbox SET done = 0, sent_bytes = 0, upload_url = '', blocked_reason = ''
         WHERE survey = ?1 AND revision = ?2";
    connection.prepare_cached(entries)?.execute(bound)?;
    let receipt = "UPDATE receipts SET complete = 0 WHERE survey = ?1 AND revision = ?2";
    connection.prepare_cached(receipt)?.execute(bound)?;
    Ok(())
}

/// Nothing counts that the province confirmed until now. What a person had to act upon is tried once more: the
/// reason may have been of the other history.
fn begin_again(connection: &rusqlite::Transaction<'_>) -> Result<(), StoreError> {
    for key in [Key::Cursor, Key::AreaCursor, Key::OpeningsSent] {
        values::set(connection, key, &0_u64)?;
    }
    connection.execute_batch(
        "UPDATE receipts SET unsure = 1;
         UPDATE own_reviews SET unsure = 1 WHERE standing <> '';
         UPDATE area_surveys SET unsure = 1;
         DELETE FROM confirmations;
         UPDATE outbox SET blocked_reason = '' WHERE blocked_reason <> '';
         UPDATE own_reviews SET blocked_reason = '' WHERE blocked_reason <> '';",
    )?;
    Ok(())
}

/// What a copy of another device brought was confirmed to that device, in a history that may be over.
pub(super) fn doubt_brought(connection: &Connection, brought: &str) -> Result<(), StoreError> {
    connection.execute_batch(&format!(
        "UPDATE main.receipts SET unsure = 1 WHERE {brought};
         UPDATE main.own_reviews SET unsure = 1 WHERE standing <> '' AND sequence < 0;"
    ))?;
    Ok(())
}
