//! What an entry of the audit log says, and its hash.

use std::fmt;

use sambang_domain::canonical;
use sambang_domain::ids::{DeviceId, Digest, PersonId, Timestamp};
use sambang_domain::open_enum;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::store::StoreError;

open_enum! {
    /// What was done.
    AuditAction {
        /// The sealed bytes of a revision were read; the subject is the survey.
        RevisionOpened = "revision.opened",
        /// A photo was read; the subject is its digest.
        AttachmentOpened = "attachment.opened",
        /// The small picture of an identity card was read; the subject is the photo's digest.
        ThumbnailOpened = "thumbnail.opened",
        /// A device showed a full NIK or an identity card; the subject is the survey.
        ShownOnDevice = "survey.shown",
        /// A page of surveys of a work area was fetched.
        AreaFetched = "area.fetched",
        /// The lock of a device or of its backup was opened; the subject is the device.
        KeyRecovered = "device.key_recovered",
        /// The lock of another device was brought and not opened; the subject is the device it belongs to.
        KeyRefused = "device.key_refused",
        /// A device asked to open its lock, and waits for the office; the subject is the device.
        RecoveryAsked = "recovery.asked",
        /// A device fetched what the office answered; the subject is the device.
        RecoveryTaken = "recovery.taken",
        /// The office refused a request to open a lock, or its device objected; the subject is the device.
        RecoveryDenied = "recovery.denied",
        /// A device told of the lock that alone is opened for it; the subject is the device.
        LockTold = "device.lock_told",
        /// A device told of the key with which its app hands in while it is locked; the subject is the device.
        CourierTold = "device.courier_told",
        /// A device was enrolled, or enrolled again; the subject is the device.
        DeviceEnrolled = "device.enrolled",
        /// A blocked device was admitted again, by the office or by a fresh code; the subject is the device.
        DeviceAdmitted = "device.admitted",
        /// A device was blocked; the subject is the device.
        DeviceBlocked = "device.blocked",
        /// A device sealed what does not follow its own seal before; the subject is the device.
        DeviceMarked = "device.marked",
        /// A device signed a request with its key for the first time; the subject is the device.
        DeviceProves = "device.proves",
        /// A device was given its next token; the subject is the device.
        TokenOffered = "token.offered",
        /// A device used its next token, which ended the one before; the subject is the device.
        TokenTaken = "token.taken",
        /// A one-time code was written that enrols; the subject is the person it is for.
        CodeIssued = "code.issued",
        /// A one-time code was written that opens the lock of a device; the subject is the device.
        RecoveryCodeIssued = "code.recovery_issued",
        /// A text was signed that takes devices to another address; the subject is the address.
        MoveSigned = "move.signed",
        /// The province made its next keys or address known; the subject is the statement's number.
        ProvinceChanged = "province.changed",
        /// A person was added; the subject is the person.
        PersonAdded = "person.added",
        /// A person left: the devices were blocked and unused codes ended; the subject is the person.
        PersonWithdrawn = "person.withdrawn",
        /// A person was given another work area; the subject is the person.
        AreaSet = "person.area_set",
        /// A district was given neighbours of whose filters its people hear too; the subject is the district.
        NeighboursSet = "neighbours.set",
        /// A version of a programme was published; the subject is the programme's key.
        ProgrammePublished = "programme.published",
        /// What a blocked or marked device brought was put into quarantine; the subject is the survey.
        Quarantined = "revision.quarantined",
        /// Other bytes came under a number that is taken, and are kept beside; the subject is the survey.
        ConflictKept = "revision.conflict",
        /// A survey in quarantine became one of the province; the subject is the survey.
        QuarantineReleased = "quarantine.released",
        /// The bytes of a photo were found to be gone or others; the subject is its digest.
        AttachmentLost = "attachment.lost",
        /// Rows that are older than this log's account of rows; the subject is their number.
        RowsCounted = "store.rows_counted",
        /// The same for revisions, receipts, decisions and settings, of which the log tells since a later version.
        LaterRowsCounted = "store.later_rows_counted",
        /// What is fixed for a store was set; the subject is its name.
        SettingSet = "store.setting_set",
        /// A revision arrived and stands under its number; the subject is the survey.
        RevisionReceived = "revision.received",
        /// What is held of a photo changed, and fresh receipts are kept of the revisions that name it; the subject is
        /// its digest.
        ReceiptsKept = "receipts.kept",
        /// A device keeps a signed end of this log that the log does not hold; the subject is the device.
        LogContradicted = "log.contradicted",
        /// A list was imported; the subject is the digest of the file.
        ListImported = "list.imported",
        /// A decision arrived; the subject is the review.
        ReviewReceived = "review.received",
        /// Another epoch of the store began; the subject is the epoch.
        EpochBegan = "store.epoch_began",
        /// A backup was finished; the subject is the number up to which it holds receipts.
        BackupNoted = "store.backup_noted",
        /// A list with names of people was shown on the province's command line; the subject is the list.
        ListShown = "list.shown",
        /// Somebody asked for filters to be built now; the subject is their kind.
        FiltersAsked = "filters.asked",
        /// An assignment was taken back; the subject is the assignment.
        AssignmentWithdrawn = "assignment.withdrawn",
        /// A withdrawn assignment was given back; the subject is the assignment.
        AssignmentRestored = "assignment.restored",
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When, by the server's clock.
    pub at: Timestamp,
    /// Who acted where no device did: the name given on the province's command line, or `server`. None for a
    /// device's entries, and for those from before names were asked for, whose hash has no word for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Whose device; none where no device acted.
    pub person: Option<PersonId>,
    /// With which device.
    pub device: Option<DeviceId>,
    /// What.
    pub action: AuditAction,
    /// The id or digest it was done to.
    pub subject: String,
    /// What else is known: ids, digests, numbers, words of the protocol.
    pub details: Map<String, Value>,
}

impl Entry {
    /// Something done by somebody without a device.
    pub(crate) fn new(at: Timestamp, actor: &str, action: AuditAction, subject: impl fmt::Display) -> Self {
        let (actor, subject) = (Some(actor.to_owned()), subject.to_string());
        Self { at, actor, person: None, device: None, action, subject, details: Map::new() }
    }

    /// The same, done by a person with a device.
    pub(crate) fn by(self, person: PersonId, device: DeviceId) -> Self {
        Self { actor: None, person: Some(person), device: Some(device), ..self }
    }

    /// The same with one more thing known about it. No name, NIK or token.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The hash of this entry under `sequence`, after the entry of hash `previous`.
    pub(super) fn chained(&self, previous: Digest, sequence: u64) -> Result<Digest, StoreError> {
        #[derive(Serialize)]
        struct Numbered<'a> {
            sequence: u64,
            #[serde(flatten)]
            entry: &'a Entry,
        }
        let content = Numbered { sequence, entry: self };
        let content = canonical::to_bytes(&content).map_err(|_| StoreError::Damaged("audit entry"))?;
        Ok(Digest::of(&[previous.0.as_slice(), &content].concat()))
    }
}

/// An entry as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    /// Its number, from 1, without gaps.
    pub sequence: u64,
    /// What was done.
    pub entry: Entry,
    /// The hash of the entry before it.
    pub previous: Digest,
    /// Its own hash.
    pub hash: Digest,
}

impl Audited {
    /// Whether the hash is that of number, content and predecessor.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.entry.chained(self.previous, self.sequence).is_ok_and(|hash| hash == self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::super::BEGINNING;
    use super::*;

    #[test]
    fn the_hash_covers_number_content_and_predecessor() {
        let entry = Entry::new(Timestamp(5), "CONTOH Budi", AuditAction::CodeIssued, "someone").with("revision", 1);
        let hash = entry.chained(BEGINNING.hash, 1).unwrap();
        let other = entry.clone().with("revision", 2);
        assert_ne!(hash, entry.chained(BEGINNING.hash, 2).unwrap());
        assert_ne!(hash, entry.chained(hash, 1).unwrap());
        assert_ne!(hash, other.chained(BEGINNING.hash, 1).unwrap());
        let content = br#"{"action":"code.issued","actor":"CONTOH Budi","at":5,"details":{"revision":1},"device":null,"person":null,"sequence":1,"subject":"someone"}"#;
        assert_eq!(hash, Digest::of(&[[0; 32].as_slice(), content].concat()), "as docs/protocol.md says");
        let hash = Entry { actor: None, ..entry }.chained(BEGINNING.hash, 1).unwrap();
        let content = br#"{"action":"code.issued","at":5,"details":{"revision":1},"device":null,"person":null,"sequence":1,"subject":"someone"}"#;
        assert_eq!(hash, Digest::of(&[[0; 32].as_slice(), content].concat()), "from before names were asked for");
    }
}
