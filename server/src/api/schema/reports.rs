//! What devices tell of themselves, and what a supervisor sees of the people of the area.

use utoipa::ToSchema;

use super::values::{Digest, HeadStanding, Id, Instant, OpenedWhat, Region, Signature};
use super::{History, RecoveryWaiting, SignedDevicePass, SignedLogHead};

/// How much waits on a device. What is not there counts as 0 or empty.
#[derive(ToSchema)]
pub(in crate::api) struct DeviceReport {
    #[schema(required = false)]
    drafts: u32,
    /// Sealed surveys that the province has not confirmed in full, the blocked ones included.
    #[schema(required = false)]
    waiting: u32,
    /// Of those, the ones a person must look at.
    #[schema(required = false)]
    blocked: u32,
    /// Surveys that the province's receipts confirm in full.
    #[schema(required = false)]
    received: u32,
    /// Revisions this device has sealed.
    #[schema(required = false)]
    sealed: u64,
    /// Reviews this device has sealed.
    #[schema(required = false)]
    reviews: u64,
    /// Of those, the ones that the province has not confirmed.
    #[schema(required = false)]
    reviews_waiting: u32,
    /// Rows of its store that the device cannot read. Absent from an app that does not count them.
    unreadable: Option<u32>,
    /// Version of the app.
    #[schema(required = false)]
    app_version: String,
    /// The newest `mark` of `History` that the device was told.
    mark: Option<String>,
    /// Digest of the device's sealed lock: the province opens no other for it.
    lock: Option<Digest>,
    /// An end of the audit log that the device was given, to be looked for there.
    log_head: Option<SignedLogHead>,
    /// The `number` of the request to open this device's lock that its person did not make.
    objects_to: Option<u64>,
    /// The key with which the app hands in what this device sealed while it is locked.
    courier: Option<CourierKey>,
}

/// A key that brings what its device sealed, and does nothing else. A later one takes its place.
#[derive(ToSchema)]
pub(in crate::api) struct CourierKey {
    /// Ed25519 public key in hexadecimal digits.
    #[schema(pattern = "^[0-9a-fA-F]{64}$")]
    key: String,
    /// By the device's key, over `sambang courier 1\n`, the device's id, `\n`, and the key.
    signature: Signature,
}

/// The province's own count, so that both can be compared.
#[derive(ToSchema)]
pub(in crate::api) struct ReportReply {
    /// Revisions sealed by this device that the province holds, quarantine and conflicts included.
    revisions: u64,
    /// Reviews sealed by this device that the province holds.
    reviews: u64,
    server_time: Instant,
    /// Where the store stands; absent from older servers.
    history: Option<History>,
    /// The province's word for this device.
    pass: Option<SignedDevicePass>,
    /// How many statements the province has made of its keys and address.
    province: Option<u64>,
    /// The end of the audit log, for the device to keep as a witness.
    log_head: Option<SignedLogHead>,
    /// How the `log_head` of the report stands to the log.
    log_standing: Option<HeadStanding>,
    /// Somebody asked to open the lock of this device or of one of its backups, and has no answer yet.
    opening_asked: Option<RecoveryWaiting>,
}

/// Full NIKs and identity cards that were shown on a device.
#[derive(ToSchema)]
pub(in crate::api) struct OpeningsReport {
    /// In the order of their numbers.
    #[schema(max_items = 500)]
    openings: Vec<DeviceOpening>,
}

/// One opening.
#[derive(ToSchema)]
struct DeviceOpening {
    /// Counts the openings of this device; the same number again changes nothing.
    #[schema(maximum = 9_223_372_036_854_775_807_u64)]
    number: u64,
    survey: Id,
    what: OpenedWhat,
    /// When, by the device's clock.
    at: Instant,
}

/// They are in the province's log.
#[derive(ToSchema)]
pub(in crate::api) struct OpeningsReply {
    /// The largest number of this device that the log holds.
    through: u64,
}

/// The facilitators whose work area meets the caller's.
#[derive(ToSchema)]
pub(in crate::api) struct Team {
    /// By name.
    people: Vec<TeamMember>,
    server_time: Instant,
}

/// One facilitator.
#[derive(ToSchema)]
struct TeamMember {
    person: Id,
    name: String,
    area: Vec<Region>,
    /// Enrolled devices, newest first.
    devices: Vec<TeamDevice>,
}

/// One device of a facilitator.
#[derive(ToSchema)]
struct TeamDevice {
    device: Id,
    /// What the person calls it; may be empty.
    name: String,
    /// It was blocked by the office.
    blocked: bool,
    /// When it last reported; none before the first time.
    reported_at: Option<Instant>,
    /// What it reported then.
    report: Option<DeviceReport>,
    /// Revisions sealed by it that the province holds.
    revisions: u64,
}
