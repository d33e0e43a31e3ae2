//! The outbox (antrean): what the province has not confirmed yet.
//!
//! An entry is never dropped. An attempt is counted before it is made. What a retry cannot fix is
//! blocked with a typed reason and stays until a person acts; the other entries go on.

use rusqlite::{Connection, Row, params};
use sambang_domain::ids::{Digest, SurveyId};
use sambang_domain::open_enum;
use sambang_domain::survey::Survey;

use super::delivery::{BlockedReason, Delivery, Stage};
use super::{Store, StoreError, row};

open_enum! {
    /// Why the last attempt did not succeed. The words are part of the database.
    LastError {
        /// No network, or no way from it to the server.
        Offline = "offline",
        /// The connection broke under way; the province may have received it all the same.
        Cut = "cut",
        /// Nobody knows the server's name.
        NameUnknown = "name_unknown",
        /// The server's machine answers, and no server runs on it.
        ServerDown = "server_down",
        /// The server's certificate is for a later day: the device's clock is behind.
        ClockBehind = "clock_behind",
        /// The server's certificate has run out, or the device's clock is ahead.
        CertificateExpired = "certificate_expired",
        /// The certificate was issued by nobody whom this app knows: the network reads along, or the
        /// server is set up wrong.
        CertificateUnknown = "certificate_unknown",
        /// The certificate is for another name.
        CertificateName = "certificate_name",
        /// Something answered that is not the province's server (a login page of a network).
        NotOurServer = "not_our_server",
        /// The network lets requests pass through its proxy only.
        ProxyNeeded = "proxy_needed",
        /// No answer in time; the province may have received it all the same.
        TimedOut = "timed_out",
        /// The server asks to come back later.
        ServerBusy = "server_busy",
        /// The server's disk is nearly full; somebody at the office must make room.
        ServerFull = "server_full",
        /// The device's access was ended.
        SignInAgain = "sign_in_again",
        /// The app is too old for the server.
        UpdateApp = "update_app",
        /// Anything else.
        Unknown = "unknown",
    }
}

/// What an entry carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// The sealed document.
    Document,
    /// A photo or signature.
    Attachment(Digest),
}

impl EntryKind {
    /// The word of the database.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Attachment(_) => "attachment",
        }
    }
}

/// One thing to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Row number; entries are sent in this order.
    pub id: i64,
    /// Whose.
    pub survey: SurveyId,
    /// Which revision.
    pub revision: u32,
    /// Document or attachment.
    pub kind: EntryKind,
    /// Its size.
    pub size_bytes: u64,
    /// How much the server said it holds.
    pub sent_bytes: u64,
    /// The tus upload to resume; empty before it is created.
    pub upload_url: String,
    /// Attempts so far.
    pub attempts: u32,
}

/// One survey in the outbox, for the sync screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Which survey.
    pub survey: SurveyId,
    /// The applicant's name.
    pub name: String,
    /// Where it stands.
    pub delivery: Delivery,
    /// Whether the province has the document.
    pub document_sent: bool,
    /// Attachments in all.
    pub files: u32,
    /// Attachments the province has.
    pub files_sent: u32,
    /// Bytes in all, the document included.
    pub bytes: u64,
    /// Bytes the province has.
    pub bytes_sent: u64,
    /// The most attempts of any of its entries.
    pub attempts: u32,
    /// Why the last attempt failed.
    pub last_error: Option<LastError>,
}

/// The troubles that one entry may have alone; with the others the way itself is closed.
const REFUSED: &str = "'not_our_server', 'cut', 'timed_out', 'server_busy'";

pub(super) fn queue(connection: &Connection, survey: &Survey, number: u32, document: usize) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO outbox (survey, revision, kind, sha256, size_bytes) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?;
    let id = survey.id.to_string();
    insert.execute(params![id, number, "document", "", row::signed(document as u64)])?;
    for photo in &survey.evidence {
        insert.execute(params![id, number, "attachment", photo.sha256.to_hex(), row::signed(photo.size_bytes)])?;
    }
    Ok(())
}

impl Store {
    /// What may be sent, in order: documents first, attachments only of documents that arrived. An entry that
    /// something on the way refused comes last, with the attachments that wait for it: it may be refused again.
    pub fn open_entries(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let sql = format!(
            "SELECT id AS row, survey, revision, kind, sha256, size_bytes, sent_bytes, upload_url, attempts
             FROM outbox AS o
             WHERE done = 0 AND blocked_reason = '' AND NOT EXISTS (
               SELECT 1 FROM outbox AS d WHERE d.survey = o.survey AND d.revision = o.revision
                 AND d.kind = 'document' AND d.blocked_reason <> '')
             ORDER BY EXISTS (
               SELECT 1 FROM outbox AS d WHERE d.done = 0 AND d.last_error IN ({REFUSED})
                 AND (d.id = o.id OR (d.survey = o.survey AND d.revision = o.revision AND d.kind = 'document'))),
             kind = 'attachment', IIF(last_error IN ({REFUSED}), attempts, 0), id"
        );
        self.sound(|connection| row::all(connection, "outbox", &sql, [], entry))
    }

    /// What this device sealed itself and the province has not confirmed, the oldest first; nothing of what waits for a
    /// person.
    pub fn entries_for_the_postbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let sql =
            "SELECT o.id AS row, o.survey, o.revision, o.kind, o.sha256, o.size_bytes, o.sent_bytes, o.upload_url,
                    o.attempts
             FROM outbox AS o JOIN revisions AS r ON r.survey = o.survey AND r.number = o.revision AND r.sequence > 0
             WHERE o.done = 0 AND o.blocked_reason = '' AND NOT EXISTS (
               SELECT 1 FROM outbox AS d WHERE d.survey = o.survey AND d.revision = o.revision
                 AND d.kind = 'document' AND d.blocked_reason <> '')
             ORDER BY o.id";
        self.sound(|connection| row::all(connection, "outbox", sql, [], entry))
    }

    /// Whether the province has confirmed this entry's document.
    pub fn document_is_sent(&self, survey: SurveyId, revision: u32) -> Result<bool, StoreError> {
        self.read(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT 1 FROM outbox WHERE survey = ?1 AND revision = ?2 AND kind = 'document' AND done",
            )?;
            Ok(query.exists(params![survey.to_string(), revision])?)
        })
    }

    /// Whether the province has confirmed an entry.
    pub fn is_done(&self, entry: i64) -> Result<bool, StoreError> {
        self.read(|connection| {
            Ok(connection.prepare_cached("SELECT 1 FROM outbox WHERE id = ?1 AND done")?.exists([entry])?)
        })
    }

    /// Counts an attempt that is about to be made.
    pub fn count_attempt(&self, entry: i64) -> Result<(), StoreError> {
        self.update_entry("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?1", params![entry])
    }

    /// Remembers where the server keeps an unfinished upload and how much of it.
    pub fn note_upload(&self, entry: i64, url: &str, sent_bytes: u64) -> Result<(), StoreError> {
        let sql = "UPDATE outbox SET upload_url = ?2, sent_bytes = ?3 WHERE id = ?1";
        self.update_entry(sql, params![entry, url, row::signed(sent_bytes)])
    }

    /// Remembers why the last attempt failed; the entry stays open.
    pub fn note_trouble(&self, entry: i64, error: &LastError) -> Result<(), StoreError> {
        self.update_entry("UPDATE outbox SET last_error = ?2 WHERE id = ?1", params![entry, error.as_str()])
    }

    /// Sets an entry aside until a person acts.
    pub fn block(&self, entry: i64, reason: &BlockedReason) -> Result<(), StoreError> {
        self.update_entry("UPDATE outbox SET blocked_reason = ?2 WHERE id = ?1", params![entry, reason.as_str()])
    }

    /// Opens the blocked entries again, because a person asked to try.
    pub fn unblock_all(&self) -> Result<(), StoreError> {
        self.update_entry("UPDATE outbox SET blocked_reason = '' WHERE blocked_reason <> ''", params![])
    }

    /// Everything that waits or is blocked, by survey, oldest first.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>, StoreError> {
        let sql = "SELECT MIN(o.id) AS row, o.survey, s.name, MAX(o.blocked_reason) AS blocked,
                    MAX(o.kind = 'document' AND o.done) AS document_sent, SUM(o.kind = 'attachment') AS files,
                    SUM(o.kind = 'attachment' AND o.done) AS files_sent, SUM(o.size_bytes) AS bytes,
                    SUM(CASE WHEN o.done THEN o.size_bytes ELSE o.sent_bytes END) AS bytes_sent,
                    MAX(o.attempts) AS attempts, MAX(CASE WHEN o.done THEN '' ELSE o.last_error END) AS last_error
             FROM outbox AS o JOIN surveys AS s ON s.id = o.survey AND s.revision = o.revision
             GROUP BY o.survey, o.revision HAVING SUM(o.done) < COUNT(*) ORDER BY MIN(o.id)";
        self.sound(|connection| row::all(connection, "outbox", sql, [], outbox_row))
    }

    fn update_entry(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.prepare_cached(sql)?.execute(parameters)?;
            Ok(())
        })
    }
}

pub(super) fn entry(row: &Row<'_>) -> rusqlite::Result<OutboxEntry> {
    let kind = row::optional(row, "sha256")?.map_or(EntryKind::Document, EntryKind::Attachment);
    row::consistent(row.get::<_, String>("kind")? == kind.as_str())?;
    Ok(OutboxEntry {
        id: row.get("row")?,
        survey: row::parsed(row, "survey")?,
        revision: row.get("revision")?,
        kind,
        size_bytes: row::unsigned(row, "size_bytes")?,
        sent_bytes: row::unsigned(row, "sent_bytes")?,
        upload_url: row.get("upload_url")?,
        attempts: row.get("attempts")?,
    })
}

fn outbox_row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        survey: row::parsed(row, "survey")?,
        name: row.get("name")?,
        delivery: Delivery::of(Stage::Sealed, false, row::optional_word(row, "blocked")?),
        document_sent: row.get("document_sent")?,
        files: row.get("files")?,
        files_sent: row.get("files_sent")?,
        bytes: row::unsigned(row, "bytes")?,
        bytes_sent: row::unsigned(row, "bytes_sent")?,
        attempts: row.get("attempts")?,
        last_error: row::optional_word(row, "last_error")?,
    })
}
