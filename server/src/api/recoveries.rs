//! The PIN of a device was forgotten.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use sambang_domain::wire::v1::{RecoveryReply, RecoveryRequest};

use super::caller::Address;
use super::error::ApiError;
use super::{Api, body};

/// Open a device's sealed store key with a fresh code of its person. Every time is logged.
#[utoipa::path(
    post, path = "/v1/recoveries", tag = "devices",
    request_body(description = "`RecoveryRequest`", content_type = "application/json"),
    responses(
        (status = 200, description = "`RecoveryReply`: the store key", content_type = "application/json"),
        (status = 403, description = "`enrolment.code_invalid`, `auth.device_revoked`", content_type = "application/problem+json"),
        (status = 409, description = "`enrolment.code_used`", content_type = "application/problem+json"),
        (status = 410, description = "`enrolment.code_expired`", content_type = "application/problem+json"),
        (status = 422, description = "`recovery.refused`", content_type = "application/problem+json"),
        (status = 429, description = "`request.rate_limited`", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn recover(
    State(api): State<Api>,
    Address(address): Address,
    request: Body,
) -> Result<Json<RecoveryReply>, ApiError> {
    api.guard.stranger(address)?;
    let request: RecoveryRequest = body::message(request, api.limits.message_bytes, api.limits.stall).await?;
    let reply = api.registry.recover(&request).await.map_err(|error| api.guard.code_failed(address, error.into()))?;
    Ok(Json(reply))
}
