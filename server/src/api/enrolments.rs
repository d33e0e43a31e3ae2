//! A device enrols with a one-time code.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use sambang_domain::wire::v1::EnrolmentReply;

use super::caller::Address;
use super::error::ApiError;
use super::{Api, body};

/// Enrol a device. The same code with the same device key again, after a lost answer, gives the
/// same device a fresh token.
#[utoipa::path(
    post, path = "/v1/enrolments", tag = "devices",
    request_body(description = "`EnrolmentRequest`", content_type = "application/json"),
    responses(
        (status = 201, description = "`EnrolmentReply`: device, token, person, province, programmes", content_type = "application/json"),
        (status = 400, description = "`request.malformed`", content_type = "application/problem+json"),
        (status = 403, description = "`enrolment.code_invalid`, `auth.device_revoked`", content_type = "application/problem+json"),
        (status = 409, description = "`enrolment.code_used`", content_type = "application/problem+json"),
        (status = 410, description = "`enrolment.code_expired`", content_type = "application/problem+json"),
        (status = 429, description = "`request.rate_limited`", content_type = "application/problem+json"),
    ),
)]
pub(super) async fn enrol(
    State(api): State<Api>,
    Address(address): Address,
    request: Body,
) -> Result<(StatusCode, Json<EnrolmentReply>), ApiError> {
    api.guard.stranger(address)?;
    let request = body::message(request, api.limits.message_bytes, api.limits.stall).await?;
    let reply = api.registry.enrol(request).await.map_err(|error| api.guard.code_failed(address, error.into()))?;
    Ok((StatusCode::CREATED, Json(reply)))
}
