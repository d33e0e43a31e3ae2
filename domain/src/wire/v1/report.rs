//! What devices tell of themselves, and what a supervisor sees of the people of the area.

use serde::{Deserialize, Serialize};

use super::{CourierKey, HeadStanding, History, RecoveryWaiting, SignedDevicePass, SignedLogHead};
use crate::ids::{DeviceId, Digest, PersonId, SurveyId, Timestamp};
use crate::open::Unknown;
use crate::open_enum;
use crate::region::RegionCode;

/// `PUT /v1/report`: how much waits on a device. A later report replaces the earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceReport {
    /// Drafts.
    pub drafts: u32,
    /// Sealed surveys that the province has not confirmed in full, the blocked ones included.
    pub waiting: u32,
    /// Of those, the ones a person must look at.
    pub blocked: u32,
    /// Surveys that the province's receipts confirm in full.
    pub received: u32,
    /// Revisions this device has sealed.
    pub sealed: u64,
    /// Reviews this device has sealed.
    pub reviews: u64,
    /// Of those, the ones that the province has not confirmed.
    pub reviews_waiting: u32,
    /// Rows of its store that the device cannot read: a person must help, and the app must not be
    /// deleted. None from an app that does not count them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<u32>,
    /// Version of the app.
    pub app_version: String,
    /// The newest [`History::mark`] that the device was told; none before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// Digest of the device's sealed [`Lock`](super::Lock): from now on the province opens no other for it.
    /// None from an app that seals a key alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<Digest>,
    /// An end of the province's log that the device was given, to be looked for there: the newest, or the one that
    /// the log contradicted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_head: Option<SignedLogHead>,
    /// The request to open this device's lock that its person did not make: [`RecoveryWaiting::number`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objects_to: Option<u64>,
    /// The key with which the app hands in what this device sealed while it is locked; none where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courier: Option<CourierKey>,
    /// What a newer app said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Answer to a report: the province's own count, so that both can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReply {
    /// Revisions sealed by this device that the province holds, quarantine and conflicts included.
    pub revisions: u64,
    /// Reviews sealed by this device that the province holds.
    pub reviews: u64,
    /// The server's clock.
    pub server_time: Timestamp,
    /// Where the store stands; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// The province's word for this device; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<SignedDevicePass>,
    /// How many statements the province has made of its keys and address; a device that knows fewer asks for them.
    /// None from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<u64>,
    /// The end of the province's log, for the device to keep; none from an older server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_head: Option<SignedLogHead>,
    /// How [`DeviceReport::log_head`] stands to the log; none when none was sent that this server signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_standing: Option<HeadStanding>,
    /// Somebody asked to open the lock of this device or of one of its backups, and was not answered yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening_asked: Option<RecoveryWaiting>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// `GET /v1/team`: the facilitators whose work area meets the caller's, for supervisors and the
/// province.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// By name.
    pub people: Vec<TeamMember>,
    /// The server's clock.
    pub server_time: Timestamp,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamMember {
    /// Who.
    pub person: PersonId,
    /// Full name.
    pub name: String,
    /// Work area.
    pub area: Vec<RegionCode>,
    /// Enrolled devices, newest first.
    pub devices: Vec<TeamDevice>,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One device of a facilitator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamDevice {
    /// Which device.
    pub device: DeviceId,
    /// What the person calls it; may be empty.
    pub name: String,
    /// It was blocked by the office.
    pub blocked: bool,
    /// When it last reported, by the server's clock; none before the first time.
    #[serde(default)]
    pub reported_at: Option<Timestamp>,
    /// What it reported then.
    #[serde(default)]
    pub report: Option<DeviceReport>,
    /// Revisions sealed by it that the province holds.
    pub revisions: u64,
    /// What a newer server said beyond this.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl TeamDevice {
    /// Revisions the device has sealed and the province does not hold; none before a report.
    #[must_use]
    pub fn missing(&self) -> Option<u64> {
        self.report.as_ref().map(|report| report.sealed.saturating_sub(self.revisions))
    }
}

open_enum! {
    /// What was shown in full on a device.
    OpenedWhat {
        /// The whole NIK.
        Nik = "nik",
        /// The photo of the identity card.
        Card = "card",
    }
}

/// `POST /v1/openings`: what was opened on a device, also while it was offline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningsReport {
    /// In the order of their numbers; at most 500.
    pub openings: Vec<DeviceOpening>,
}

/// One opening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceOpening {
    /// Counts the openings of this device; the same number again changes nothing.
    pub number: u64,
    /// Of which survey.
    pub survey: SurveyId,
    /// What was shown.
    pub what: OpenedWhat,
    /// When, by the device's clock.
    pub at: Timestamp,
}

/// Answer to openings: they are in the province's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningsReply {
    /// The largest number of this device that the log holds.
    pub through: u64,
}
