//! What routes take from a request. Each is read in one way, and refused as a problem.

use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use sambang_domain::ids::SurveyId;
use sambang_domain::seal::base64_signature;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{DEVICE_PASS_HEADER, SIGNATURE_HEADER, SignedDevicePass, pass_header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::error::ApiError;
use super::{Api, body, schema};

/// The variable parts of an address. One that cannot be parsed is no address of this server.
pub(super) struct At<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Api> for At<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let found = Path::from_request_parts(parts, api).await;
        found.map(|Path(parts)| Self(parts)).map_err(|_| ApiError::new(ErrorCode::NotFound, "no such address"))
    }
}

/// The address of a revision.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct RevisionAt {
    /// The survey's id.
    #[param(value_type = schema::Id)]
    pub(super) survey: SurveyId,
    /// The revision's number, from 1.
    pub(super) number: u32,
}

/// The address of something that is named by its digest.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct DigestAt {
    /// SHA-256 in hexadecimal digits.
    #[param(value_type = schema::Digest)]
    pub(super) sha256: String,
}

/// Which page is asked for.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Page {
    /// The cursor of the page before; 0 for everything.
    #[serde(default)]
    #[param(required = false)]
    pub(super) since: u64,
    /// At most this many, and never more than the route gives at once.
    pub(super) limit: Option<u32>,
}

impl FromRequestParts<Api> for Page {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, ApiError> {
        let refused = |_| ApiError::new(ErrorCode::Malformed, "since and limit are whole numbers");
        Query::from_request_parts(parts, api).await.map(|Query(page)| page).map_err(refused)
    }
}

/// The signature over the body.
#[derive(Debug, Clone, Copy, IntoParams)]
#[into_params(names("sambang-signature"), parameter_in = Header)]
pub(super) struct Signature(
    /// Base64 of the device's Ed25519 signature.
    #[param(value_type = schema::Signature)]
    pub(super) [u8; 64],
);

impl FromRequestParts<Api> for Signature {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Api) -> Result<Self, ApiError> {
        let header = parts.headers.get(SIGNATURE_HEADER).and_then(|value| value.to_str().ok());
        let signature = header.and_then(base64_signature::decode);
        signature.map(Self).ok_or_else(|| ApiError::new(ErrorCode::SealInvalid, "the signature is missing"))
    }
}

/// The province's word for the device that sealed the body, where the sender has it.
#[derive(Debug, Clone, IntoParams)]
#[into_params(names("sambang-device-pass"), parameter_in = Header)]
pub(super) struct Pass(
    /// Base64 of the JSON of a `SignedDevicePass`. Needed only when the server does not know the device (any
    /// more); one that cannot be read counts as none.
    #[param(value_type = Option<String>)]
    pub(super) Option<SignedDevicePass>,
);

impl FromRequestParts<Api> for Pass {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Api) -> Result<Self, ApiError> {
        let header = parts.headers.get(DEVICE_PASS_HEADER).and_then(|value| value.to_str().ok());
        Ok(Self(header.and_then(pass_header::decode)))
    }
}

/// A message of the protocol in the body.
pub(super) struct Message<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Api> for Message<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, api: &Api) -> Result<Self, ApiError> {
        let bytes = body::whole(request.into_body(), api.limits.message_bytes, api.limits.stall).await?;
        let refused = |_| ApiError::new(ErrorCode::Malformed, "the body is not the message that was expected");
        serde_json::from_slice(&bytes).map(Self).map_err(refused)
    }
}
