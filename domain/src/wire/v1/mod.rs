//! Protocol version 1.

mod area;
mod assignment;
mod courier;
pub mod filter;
mod history;
pub mod invitation;
mod lock;
mod log_head;
pub mod moved;
pub mod proof;
mod province;
mod recovery;
mod report;
mod review;

pub use area::{AreaChange, AreaPage, AreaRevision, AreaSurvey, Duplicate, SharedPicture};
pub use assignment::Assignment;
pub use courier::{COURIER_SCHEME, CourierKey};
pub use filter::{FilterInfo, FilterKind, FilterList};
pub use history::{DEVICE_PASS_HEADER, DevicePass, History, SignedDevicePass, pass_header};
pub use lock::{Lock, Opens, Unsealed};
pub use log_head::{HeadStanding, LogHead, LogWitness, SignedLogHead};
pub use moved::{ServerMoved, SignedServerMoved};
pub use province::{Followed, NotFollowed, Province, ProvinceChange, ProvinceReply, SignedProvinceChange};
pub use recovery::{RecoveryReply, RecoveryRequest, RecoveryWaiting, WaitsFor};
pub use report::{
    DeviceOpening, DeviceReport, OpenedWhat, OpeningsReply, OpeningsReport, ReportReply, Team, TeamDevice, TeamMember,
};
pub use review::{ReviewNotice, ReviewOutcome, ReviewReceipt, SignedReviewReceipt};

use ed25519_dalek::{SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::ids::{DeviceId, Digest, Epoch, PersonId, SurveyId, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::people::Person;
use crate::programme::Programme;
use crate::seal::{self, SealError, Signed, base64_signature};

/// The version this module speaks.
pub const PROTOCOL: u32 = 1;

/// Header with the protocol version, on every request and every answer. An answer without it did
/// not come from a Sambang server (a captive portal, a proxy) and is never a success.
pub const PROTOCOL_HEADER: &str = "sambang-protocol";

/// Request header with the base64 signature of a sealed revision or review.
pub const SIGNATURE_HEADER: &str = "sambang-signature";

/// `POST /v1/enrolments`: a device asks to become a person's device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    /// The one-time code from the office, spaces and case ignored.
    pub code: String,
    /// Ed25519 public key of the device, 64 hexadecimal digits.
    pub device_key: String,
    /// What the person calls the device; may be empty.
    #[serde(default)]
    pub device_name: String,
    /// Version of the app.
    pub app_version: String,
    /// The id that this key had before, when the device is enrolled again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Whose device it was; the code must be that person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The host by which the device knows the server, without port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// The fingerprint of the province that the invitation named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<String>,
    /// The device key's signature over all of this but itself; none from an older app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
    /// What a newer app said beyond this; it is signed, too.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl EnrolmentRequest {
    /// The request of a device that was never enrolled, in the words of every app.
    #[must_use]
    pub fn new(code: &str, key: &SigningKey, app_version: &str) -> Self {
        Self {
            code: invitation::tidy(code),
            device_key: hex::encode(key.verifying_key().as_bytes()),
            device_name: String::new(),
            app_version: app_version.to_owned(),
            device: None,
            person: None,
            host: None,
            province: None,
            signature: None,
            unknown: Unknown::new(),
        }
    }

    /// Signs the request with the key that becomes the device's.
    ///
    /// # Errors
    /// When the request has no canonical form.
    pub fn signed(mut self, key: &SigningKey) -> Result<Self, SealError> {
        let signature = seal::sign(ENROLMENT_CONTEXT, &self.unsigned()?, key);
        self.signature = Some(base64_signature::encode(&signature));
        Ok(self)
    }

    /// Whether the owner of `key` signed it; an older app's request bears no signature and holds.
    #[must_use]
    pub fn holds(&self, key: &VerifyingKey) -> bool {
        let Some(signature) = &self.signature else { return true };
        let signed = base64_signature::decode(signature).zip(self.unsigned().ok());
        signed.is_some_and(|(signature, bytes)| seal::verify(ENROLMENT_CONTEXT, &bytes, &signature, key).is_ok())
    }

    fn unsigned(&self) -> Result<Vec<u8>, SealError> {
        Ok(canonical::to_bytes(&Self { signature: None, ..self.clone() })?)
    }
}

/// Put before the bytes of an enrolment that a device signs.
const ENROLMENT_CONTEXT: &[u8] = b"sambang enrolment 1\n";

/// Answer to an enrolment (201).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnrolmentReply {
    /// The device's id from here on.
    pub device: DeviceId,
    /// Bearer token; the server keeps its hash only.
    pub token: String,
    /// Who the device belongs to.
    pub person: Person,
    /// The province's keys and name.
    pub province: Province,
    /// The programmes that run.
    pub programmes: Vec<Programme>,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Where the store stands; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// The province's word for this device; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<SignedDevicePass>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Answer to `POST /v1/tokens` (201): the token that a device goes on with. The one before ends when this one
/// is used for the first time.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenReply {
    /// Bearer token.
    pub token: String,
    /// When it was given, by the server's clock.
    pub issued_at: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What the server holds of a revision, signed by it. Only a stored and verified receipt lets a
/// screen say "diterima provinsi".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Which survey.
    pub survey: SurveyId,
    /// Which revision of it.
    pub revision: u32,
    /// Digest of the sealed bytes that are stored.
    pub digest: Digest,
    /// The server's sequence number of the revision.
    pub sequence: u64,
    /// A number people can read out, e.g. `18-2021-0041872`.
    pub number: String,
    /// When the sealed bytes were stored, by the server's clock.
    pub received_at: Timestamp,
    /// When this receipt was written.
    pub issued_at: Timestamp,
    /// Every attachment that the revision names.
    pub attachments: Vec<ReceiptAttachment>,
    /// Where the revision stands; none when it stands as a survey of the province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<ReceiptStanding>,
    /// The epoch of the store that holds it; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<Epoch>,
    /// The number under which the province keeps what this receipt tells, to be compared with
    /// [`History::backed_up_to`]; none from an older server and for what is in quarantine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_as: Option<u64>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

open_enum! {
    /// Where a revision stands that is no survey of the province yet.
    ReceiptStanding {
        /// A blocked device sealed it: it is kept until a person of the province has looked at it.
        Quarantine = "quarantine",
    }
}

/// One attachment on a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptAttachment {
    /// Which bytes.
    pub sha256: Digest,
    /// How many.
    pub size_bytes: u64,
    /// Whether the server has all of them, durable and with this digest.
    pub held: bool,
}

impl Receipt {
    /// How many attachments the server holds, and of how many.
    #[must_use]
    pub fn held(&self) -> (usize, usize) {
        (self.attachments.iter().filter(|a| a.held).count(), self.attachments.len())
    }

    /// Whether nothing is missing. What is in quarantine is never complete.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.standing.is_none() && self.attachments.iter().all(|a| a.held)
    }

    /// Whether the revision is kept to be looked at, and is no survey of the province yet.
    #[must_use]
    pub fn is_quarantined(&self) -> bool {
        self.standing == Some(ReceiptStanding::Quarantine)
    }
}

/// A receipt with the server's signature under [`crate::seal::RECEIPT_CONTEXT`].
pub type SignedReceipt = Signed<Receipt>;

/// `GET /v1/changes?since=cursor`: what happened for this device since then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangesPage {
    /// In the order of the server's sequence.
    pub changes: Vec<Change>,
    /// Where the next page starts.
    pub cursor: u64,
    /// There is more to fetch at once.
    pub more: bool,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Where the store stands; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// Stands for the filters that the person's devices may fetch: where it is another than that of the
    /// [`FilterList`] a device has, it asks for the list. None on a page that is not the last, and from an older
    /// server, whose filters are left alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filters: Option<String>,
}

/// One change. A kind that an app does not know is skipped and costs nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The server's sequence.
    pub sequence: u64,
    /// What it is about; see [`Change::read`].
    pub kind: String,
    /// Its content.
    pub body: serde_json::Value,
}

/// The kinds of change this version knows.
#[derive(Debug, Clone, PartialEq)]
pub enum KnownChange {
    /// A programme began or changed.
    Programme(Box<Programme>),
    /// The person's name, role or area changed.
    Person(Box<Person>),
    /// A receipt was written.
    Receipt(Box<SignedReceipt>),
    /// The person is asked to visit an applicant, or no longer.
    Assignment(Box<Assignment>),
    /// A decision about a survey of this person.
    Review(Box<ReviewNotice>),
    /// The province has other keys or another address.
    Province(Box<SignedProvinceChange>),
}

impl Change {
    /// Writes a change.
    ///
    /// # Errors
    /// When the content has no JSON form.
    pub fn new(sequence: u64, change: &KnownChange) -> Result<Self, serde_json::Error> {
        let (kind, body) = match change {
            KnownChange::Programme(programme) => ("programme", serde_json::to_value(programme)?),
            KnownChange::Person(person) => ("person", serde_json::to_value(person)?),
            KnownChange::Receipt(receipt) => ("receipt", serde_json::to_value(receipt)?),
            KnownChange::Assignment(assignment) => ("assignment", serde_json::to_value(assignment)?),
            KnownChange::Review(notice) => ("review", serde_json::to_value(notice)?),
            KnownChange::Province(change) => ("province", serde_json::to_value(change)?),
        };
        Ok(Self { sequence, kind: kind.to_owned(), body })
    }

    /// The typed change; none for a kind of a newer server.
    ///
    /// # Errors
    /// When the body does not fit its kind.
    pub fn read(&self) -> Result<Option<KnownChange>, serde_json::Error> {
        let body = self.body.clone();
        Ok(Some(match self.kind.as_str() {
            "programme" => KnownChange::Programme(serde_json::from_value(body)?),
            "person" => KnownChange::Person(serde_json::from_value(body)?),
            "receipt" => KnownChange::Receipt(serde_json::from_value(body)?),
            "assignment" => KnownChange::Assignment(serde_json::from_value(body)?),
            "review" => KnownChange::Review(serde_json::from_value(body)?),
            "province" => KnownChange::Province(serde_json::from_value(body)?),
            _ => return Ok(None),
        }))
    }
}

open_enum! {
    /// What the office should look at.
    Warning {
        /// No backup was ever finished: phones keep every survey and fill up.
        NoBackup = "no_backup",
        /// The disk is filling up: photos are refused.
        PhotosRefused = "photos_refused",
        /// The recovery key is not here: forgotten PINs cannot be helped.
        RecoveryAway = "recovery_away",
        /// Photos were lost here and are fetched again from the devices.
        PhotosLost = "photos_lost",
        /// The last look through the whole store found something that is not as it was stored.
        Damaged = "damaged",
        /// NIKs of a list are still being prepared: phones do not warn of all of them yet.
        FiltersBuilding = "filters_building",
        /// Devices keep ends of the audit log that the log does not hold any more: it was written anew.
        LogContradicted = "log_contradicted",
    }
}

/// `GET /v1/health` and `GET /v1/ready`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// `ok` when the store answers.
    pub status: String,
    /// Version of the server.
    pub version: String,
    /// Protocol versions it speaks.
    pub protocols: Vec<u32>,
    /// What the office should look at although the server works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

#[cfg(test)]
mod tests;
