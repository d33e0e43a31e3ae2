//! Errors as they travel: RFC 9457 problem details with a stable code.

use serde::{Deserialize, Serialize};

use super::v1::History;
use crate::open_enum;

/// The media type of a [`Problem`].
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

open_enum! {
    /// What went wrong, in words that programs may compare. They never change.
    ErrorCode {
        /// The bytes are not the message that was expected.
        Malformed = "request.malformed",
        /// The body is larger than this server takes.
        TooLarge = "request.too_large",
        /// Too many requests in a short time.
        RateLimited = "request.rate_limited",
        /// No such address.
        NotFound = "request.not_found",
        /// The app's protocol is too old or too new.
        ProtocolUnsupported = "protocol.unsupported",
        /// No token, or one that this server never gave or has ended.
        TokenInvalid = "auth.token_invalid",
        /// The request is not signed with the device's key, or over a nonce that is too old; the answer carries
        /// a fresh one.
        ProofNeeded = "auth.proof_needed",
        /// The device was blocked by the office.
        DeviceRevoked = "auth.device_revoked",
        /// The role may not do this.
        RoleForbidden = "auth.role_forbidden",
        /// The place lies outside the person's work area.
        OutsideArea = "auth.outside_area",
        /// No such code of this kind, or it is another person's or device's.
        CodeInvalid = "enrolment.code_invalid",
        /// The code is too old.
        CodeExpired = "enrolment.code_expired",
        /// The code was used before.
        CodeUsed = "enrolment.code_used",
        /// The device was invited to another province, or reached this server by a name that is not its.
        OtherProvince = "enrolment.other_province",
        /// The sealed lock cannot be opened with the province's recovery key, or is another device's.
        RecoveryRefused = "recovery.refused",
        /// The sealed lock names nobody: an older app made it, and the office must allow it expressly.
        LockNameless = "recovery.lock_nameless",
        /// The device has another lock by now; this one is an old copy.
        LockReplaced = "recovery.lock_replaced",
        /// The province keeps its recovery key elsewhere at this moment.
        RecoveryAway = "recovery.away",
        /// The office refused to open the lock, or the device's person objected.
        RecoveryDenied = "recovery.denied",
        /// Not a canonical revision, or it names another survey, person or device.
        RevisionInvalid = "revision.invalid",
        /// The device's signature does not fit.
        SealInvalid = "revision.seal_invalid",
        /// The same number with other bytes; both are kept.
        ContentDiffers = "revision.content_differs",
        /// The province does not know the programme yet; the revision may be sent again later.
        ProgrammeUnknown = "programme.unknown",
        /// No such revision.
        RevisionUnknown = "revision.unknown",
        /// Not a canonical review, or it names another survey, person or device, or says too little.
        ReviewInvalid = "review.invalid",
        /// No revision of the caller names this attachment.
        AttachmentUnknown = "attachment.unknown",
        /// The bytes do not have the announced digest or length.
        DigestDiffers = "attachment.digest_differs",
        /// The upload stands at another byte; ask where and go on from there.
        OffsetDiffers = "upload.offset_differs",
        /// No such upload, or it has expired; create it again.
        UploadUnknown = "upload.unknown",
        /// The server is there but cannot work at this moment (disk full, shutting down).
        Unavailable = "server.unavailable",
        /// The server's disk is nearly full: photos are refused first, then everything.
        StorageFull = "server.storage_full",
        /// A fault of the server.
        Internal = "server.internal",
    }
}

/// An RFC 9457 problem document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:sambang:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status again.
    pub status: u16,
    /// What happened, in English, without personal data.
    pub title: String,
    /// The stable code.
    pub code: ErrorCode,
    /// Names the request in the server's log.
    #[serde(default)]
    pub request_id: String,
    /// Where the store stands, for a blocked device, which no other answer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<Box<History>>,
}

impl Problem {
    /// A problem of this code.
    #[must_use]
    pub fn new(status: u16, code: ErrorCode, title: impl Into<String>) -> Self {
        let kind = format!("urn:sambang:problem:{}", code.as_str());
        Self { kind, status, title: title.into(), code, request_id: String::new(), history: None }
    }
}
