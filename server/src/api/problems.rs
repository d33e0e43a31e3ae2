//! The one list of problems: the status of each code, and which codes a route may answer.

use std::collections::BTreeMap;

use sambang_domain::wire::ErrorCode;
use utoipa::IntoResponses;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::{RefOr, Response};

/// Field of a response in the document: the codes that a problem of this status may have.
pub(super) const CODES: &str = "x-problem-codes";

/// The usual status of each code. A place that needs another status for a code names it itself.
pub(super) fn status_of(code: &ErrorCode) -> u16 {
    use ErrorCode as E;
    match code {
        E::Malformed => 400,
        E::TokenInvalid | E::ProofNeeded => 401,
        E::DeviceRevoked | E::RoleForbidden | E::OutsideArea | E::CodeInvalid | E::RecoveryDenied => 403,
        E::NotFound | E::ProgrammeUnknown | E::RevisionUnknown | E::AttachmentUnknown | E::UploadUnknown => 404,
        E::CodeUsed | E::OtherProvince | E::LockReplaced | E::ContentDiffers | E::OffsetDiffers => 409,
        E::CodeExpired => 410,
        E::TooLarge => 413,
        E::RecoveryRefused
        | E::LockNameless
        | E::RevisionInvalid
        | E::ReviewInvalid
        | E::SealInvalid
        | E::DigestDiffers => 422,
        E::ProtocolUnsupported => 426,
        E::RateLimited => 429,
        E::Unavailable | E::RecoveryAway => 503,
        E::StorageFull => 507,
        E::Internal | E::Other(_) => 500,
    }
}

/// A code, and the status it is told with where that is not the one of [`status_of`].
pub(super) type Told = (ErrorCode, Option<u16>);

/// Declares sets of problems, each for the routes that answer them. A route names exactly one set: of two
/// sets with the same status, utoipa would keep only one.
macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $($code:ident $(as $status:literal)?),+;)+) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl $name {
            pub(super) const TOLD: &'static [Told] = &[$((ErrorCode::$code, problems!(@status $($status)?))),+];
        }

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let mut responses = BTreeMap::new();
                add(&mut responses, Self::TOLD);
                responses
            }
        }
    )+};
    (@status) => { None };
    (@status $status:literal) => { Some($status) };
}

problems! {
    /// On every route, also where the route does not say so.
    Always = ProtocolUnsupported, Internal, Malformed, NotFound as 421;
    /// On every route that takes a token, also where the route does not say so.
    WithToken = TokenInvalid, ProofNeeded, DeviceRevoked, RateLimited, Unavailable, StorageFull;
    /// On every route that takes a body, also where the route does not say so.
    WithBody = TooLarge, Malformed as 408;

    /// Database or folder cannot be used.
    NotReady = Unavailable;
    /// A one-time code does not open anything.
    CodeRefused = Malformed, CodeInvalid, CodeExpired, CodeUsed, OtherProvince, DeviceRevoked, RateLimited, Unavailable, StorageFull;
    /// A one-time code or a wrapped key does not open anything.
    KeyRefused = Malformed, CodeInvalid, CodeExpired, CodeUsed, DeviceRevoked, RecoveryRefused, LockNameless, LockReplaced,
        RecoveryAway, RecoveryDenied, RateLimited, Unavailable, StorageFull;
    /// A page cannot be asked for like this.
    PageRefused = Malformed;
    /// The role has no such page, or it cannot be asked for like this.
    AreaRefused = Malformed, RoleForbidden;
    /// A report is no report, or the role sends none.
    ReportRefused = Malformed, RoleForbidden;
    /// The role may not look.
    RoleRefused = RoleForbidden;
    /// A revision cannot be read.
    RevisionRefused = RoleForbidden, OutsideArea, NotFound, RevisionUnknown;
    /// A photo cannot be read.
    PhotoRefused = NotFound, AttachmentUnknown;
    /// A filter cannot be read.
    FilterRefused = RoleForbidden, NotFound, Malformed as 416;
    /// A sealed revision is not taken.
    RevisionNotTaken = RoleForbidden, OutsideArea, NotFound, ProgrammeUnknown, ContentDiffers, RevisionInvalid, SealInvalid;
    /// A sealed decision is not taken.
    ReviewNotTaken = RoleForbidden, NotFound, RevisionUnknown, ContentDiffers, ReviewInvalid, SealInvalid;
    /// An upload does not begin, or not with these bytes.
    UploadNotBegun = Malformed, RoleForbidden, AttachmentUnknown, OffsetDiffers, Malformed as 412, Malformed as 415,
        DigestDiffers, DigestDiffers as 460;
    /// An upload does not take these bytes.
    BytesNotTaken = Malformed, RoleForbidden, NotFound, AttachmentUnknown, UploadUnknown, OffsetDiffers, UploadUnknown as 410,
        Malformed as 412, Malformed as 415, DigestDiffers, DigestDiffers as 460;
    /// Where an upload stands cannot be told.
    UploadRefused = RoleForbidden, NotFound, AttachmentUnknown, UploadUnknown, UploadUnknown as 410, Malformed as 412, DigestDiffers;
    /// An upload is not given up.
    UploadNotGivenUp = RoleForbidden, NotFound, UploadUnknown, UploadUnknown as 410, Malformed as 412;
}

/// Adds codes to the responses of their statuses.
pub(super) fn add(responses: &mut BTreeMap<String, RefOr<Response>>, told: &[Told]) {
    for (code, status) in told {
        let status = status.unwrap_or_else(|| status_of(code)).to_string();
        let RefOr::T(response) = responses.entry(status).or_insert_with(|| Response::new("").into()) else { continue };
        let extensions = response.extensions.get_or_insert_with(Extensions::default);
        let codes = extensions.entry(CODES.to_owned()).or_insert_with(|| Vec::<String>::new().into());
        if let Some(codes) = codes.as_array_mut()
            && !codes.iter().any(|known| known == code.as_str())
        {
            codes.push(code.as_str().into());
        }
    }
}
