//! Sealed revisions go in and, for those who may, out.

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sambang_domain::ids::SurveyId;
use sambang_domain::seal::base64_signature;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::{SIGNATURE_HEADER, SignedReceipt};

use super::caller::{Known, Sender};
use super::error::ApiError;
use super::{Api, body};
use crate::registry::{Delivery, Received};

/// The address of a revision.
pub(super) type Address = Result<Path<(SurveyId, u32)>, PathRejection>;

pub(super) fn parse(address: Address) -> Result<(SurveyId, u32), ApiError> {
    address.map(|Path(parts)| parts).map_err(|_| ApiError::new(ErrorCode::NotFound, "no such address"))
}

/// The signature of what is handed in.
pub(super) fn signature(headers: &HeaderMap) -> Result<[u8; 64], ApiError> {
    let signature = headers.get(SIGNATURE_HEADER).and_then(|value| base64_signature::decode(value.to_str().ok()?));
    signature.ok_or_else(|| ApiError::new(ErrorCode::SealInvalid, "the signature is missing"))
}

/// Hand in a sealed revision: exactly the bytes that were signed. Success means that they are
/// durable. Photos follow.
#[utoipa::path(
    put, path = "/v1/surveys/{survey}/revisions/{number}", tag = "surveys",
    params(
        ("survey" = String, Path, description = "the survey's id"),
        ("number" = u32, Path, description = "the revision's number, from 1"),
        ("sambang-signature" = String, Header, description = "base64 of the device's Ed25519 signature"),
    ),
    request_body(description = "the canonical JSON that was signed", content_type = "application/json"),
    responses(
        (status = 201, description = "stored; `SignedReceipt`", content_type = "application/json"),
        (status = 200, description = "the same bytes were here already; `SignedReceipt`", content_type = "application/json"),
        (status = 202, description = "a blocked device sealed it; kept in quarantine, as the `SignedReceipt` says", content_type = "application/json"),
        (status = 403, description = "`auth.outside_area`, `auth.role_forbidden`, `auth.device_revoked`", content_type = "application/problem+json"),
        (status = 409, description = "`revision.content_differs`; both are kept", content_type = "application/problem+json"),
        (status = 413, description = "`request.too_large`", content_type = "application/problem+json"),
        (status = 422, description = "`revision.invalid`, `revision.seal_invalid`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Sender(caller): Sender,
    address: Address,
    headers: HeaderMap,
    content: Body,
) -> Result<(StatusCode, Json<SignedReceipt>), ApiError> {
    let (survey, number) = parse(address)?;
    let signature = signature(&headers)?;
    let bytes = body::whole(content, api.limits.revision_bytes, api.limits.stall).await?;
    match api.registry.receive(&caller, Delivery { survey, number, bytes, signature }).await? {
        Received::Stored(receipt) => Ok((StatusCode::CREATED, Json(receipt))),
        Received::Again(receipt) => Ok((StatusCode::OK, Json(receipt))),
        Received::Quarantined(receipt) => Ok((StatusCode::ACCEPTED, Json(receipt))),
        Received::Conflict => {
            Err(ApiError::new(ErrorCode::ContentDiffers, "this number holds other bytes; both are kept"))
        }
    }
}

/// Read a revision: exactly the bytes that were signed. The opening is logged.
#[utoipa::path(
    get, path = "/v1/surveys/{survey}/revisions/{number}", tag = "surveys",
    params(
        ("survey" = String, Path, description = "the survey's id"),
        ("number" = u32, Path, description = "the revision's number"),
    ),
    responses(
        (status = 200, description = "the sealed bytes, with `sambang-signature`", content_type = "application/json"),
        (status = 403, description = "`auth.outside_area`, `auth.role_forbidden`", content_type = "application/problem+json"),
        (status = 404, description = "`revision.unknown`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn get(State(api): State<Api>, Known(caller): Known, address: Address) -> Result<Response, ApiError> {
    let (survey, number) = parse(address)?;
    let (bytes, signature) = api.registry.open_revision(&caller, survey, number).await?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), "application/json".to_owned()),
        (SIGNATURE_HEADER, base64_signature::encode(&signature)),
    ];
    Ok((headers, bytes).into_response())
}
