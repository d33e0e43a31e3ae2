//! Sealed decisions of supervisors go in.

use axum::Json;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use sambang_domain::ids::ReviewId;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::SignedReviewReceipt;

use super::caller::Known;
use super::error::ApiError;
use super::revisions::signature;
use super::{Api, body};
use crate::registry::ReviewDelivery;

/// Hand in a sealed decision: exactly the bytes that were signed. The receipt says what became of
/// it; it is kept whatever that is.
#[utoipa::path(
    put, path = "/v1/reviews/{review}", tag = "reviews",
    params(
        ("review" = String, Path, description = "the decision's id"),
        ("sambang-signature" = String, Header, description = "base64 of the device's Ed25519 signature"),
    ),
    request_body(description = "the canonical JSON that was signed", content_type = "application/json"),
    responses(
        (status = 201, description = "stored; `SignedReviewReceipt`", content_type = "application/json"),
        (status = 200, description = "the same bytes were here already; `SignedReviewReceipt`", content_type = "application/json"),
        (status = 403, description = "`auth.role_forbidden`, `auth.device_revoked`", content_type = "application/problem+json"),
        (status = 404, description = "`revision.unknown`: the survey or revision is not here", content_type = "application/problem+json"),
        (status = 409, description = "`revision.content_differs`", content_type = "application/problem+json"),
        (status = 413, description = "`request.too_large`", content_type = "application/problem+json"),
        (status = 422, description = "`review.invalid`, `revision.seal_invalid`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(api): State<Api>,
    Known(caller): Known,
    address: Result<Path<ReviewId>, PathRejection>,
    headers: HeaderMap,
    content: Body,
) -> Result<(StatusCode, Json<SignedReviewReceipt>), ApiError> {
    let Path(id) = address.map_err(|_| ApiError::new(ErrorCode::NotFound, "no such address"))?;
    let signature = signature(&headers)?;
    let bytes = body::whole(content, api.limits.message_bytes, api.limits.stall).await?;
    let decided = api.registry.decide(&caller, ReviewDelivery { id, bytes, signature }).await?;
    let status = if decided.new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(decided.receipt)))
}
