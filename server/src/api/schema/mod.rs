//! The messages of the protocol as the document at `/openapi.json` describes them.
//!
//! The domain does not know OpenAPI, so each message of `sambang_domain::wire` has a struct of the same
//! name here. Nobody makes one: they are read by `utoipa` alone. A test holds every recorded message
//! against its schema.
#![expect(dead_code, reason = "utoipa reads these types; nobody makes a value of them")]

mod area;
mod changes;
mod devices;
mod history;
mod programme;
mod province;
mod receipts;
mod recoveries;
mod reports;
mod reviews;
mod values;

pub(super) use area::AreaPage;
pub(super) use changes::{Assignment, ChangesPage, FilterList};
pub(super) use devices::{EnrolmentReply, EnrolmentRequest, Health, TokenReply};
use history::{History, SignedDevicePass, SignedLogHead};
pub(super) use programme::Programme;
pub(super) use province::ProvinceReply;
pub(super) use receipts::{Revision, SignedReceipt};
pub(super) use recoveries::{RecoveryReply, RecoveryRequest, RecoveryWaiting};
pub(super) use reports::{DeviceReport, OpeningsReply, OpeningsReport, ReportReply, Team};
pub(super) use reviews::{Review, ReviewNotice, SignedReviewReceipt};
pub(super) use values::{Bytes, Digest, ErrorCode, Id, Signature};

use utoipa::ToSchema;

/// An RFC 9457 problem document.
#[derive(ToSchema)]
pub(super) struct Problem {
    /// `urn:sambang:problem:` and the code.
    #[schema(rename = "type", pattern = "^urn:sambang:problem:")]
    kind: String,
    /// The HTTP status again.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What happened, in English, without personal data.
    title: String,
    code: ErrorCode,
    /// Names the request in the server's log.
    request_id: String,
    /// With `auth.device_revoked` on a route that takes a token: where the store stands.
    history: Option<History>,
}
