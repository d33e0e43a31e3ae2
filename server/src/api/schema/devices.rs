//! Devices become a person's devices, and get their keys back.

use utoipa::ToSchema;

use super::province::Province;
use super::values::{Id, Instant, Key, Region, Role, Warning};
use super::{History, Programme, SignedDevicePass};

/// A device asks to become a person's device.
#[derive(ToSchema)]
pub(in crate::api) struct EnrolmentRequest {
    /// The one-time code from the office, spaces and case ignored.
    code: String,
    /// Ed25519 public key of the device.
    device_key: Key,
    /// What the person calls the device; may be empty. At most 200 bytes.
    #[schema(required = false)]
    device_name: String,
    /// Version of the app. At most 100 bytes.
    app_version: String,
    /// The id that this key had before, when the device is enrolled again.
    device: Option<Id>,
    /// Whose device it was; the code must be that person's.
    person: Option<Id>,
    /// The host by which the device knows the server, without port. Where the office named its hosts, another is
    /// refused.
    host: Option<String>,
    /// The fingerprint of the province that the invitation named.
    province: Option<String>,
    /// Base64 of the device key's signature over `sambang enrolment 1\n` and the canonical request without it.
    signature: Option<String>,
}

/// A device is a person's device.
#[derive(ToSchema)]
pub(in crate::api) struct EnrolmentReply {
    /// The device's id from here on.
    device: Id,
    /// Bearer token; the server keeps its hash only.
    token: String,
    person: Person,
    province: Province,
    /// The programmes that run.
    programmes: Vec<Programme>,
    server_time: Instant,
    /// Where the store stands; absent from older servers.
    history: Option<History>,
    /// The province's word for this device.
    pass: Option<SignedDevicePass>,
}

/// A person as the server describes them to their own device.
#[derive(ToSchema)]
pub(super) struct Person {
    /// Stays the same over devices.
    id: Id,
    /// Full name.
    name: String,
    role: Role,
    /// Work area: regencies or districts; everything below belongs to it.
    area: Vec<Region>,
    /// The office the person works for.
    office: String,
}

/// The token that a device goes on with.
#[derive(ToSchema)]
pub(in crate::api) struct TokenReply {
    /// Bearer token; the server keeps its hash only.
    token: String,
    /// When it was given, by the server's clock.
    issued_at: Instant,
}

/// The server is there.
#[derive(ToSchema)]
pub(in crate::api) struct Health {
    /// `ok` when the store answers.
    status: String,
    /// Version of the server.
    version: String,
    /// Protocol versions it speaks.
    protocols: Vec<u32>,
    /// What the office should look at although the server works.
    warnings: Option<Vec<Warning>>,
}
