//! A device enrols with a one-time code.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use sambang_domain::wire::v1::{EnrolmentReply, EnrolmentRequest};

use super::caller::Stranger;
use super::error::ApiError;
use super::extract::Message;
use super::problems::CodeRefused;
use super::{Api, schema};

/// Enrol a device. The same code with the same device key again, after a lost answer, gives the
/// same device a fresh token.
#[utoipa::path(
    post, path = "/v1/enrolments", tag = "devices",
    request_body = schema::EnrolmentRequest,
    responses((status = 201, description = "enrolled", body = schema::EnrolmentReply), CodeRefused),
)]
pub(super) async fn enrol(
    State(api): State<Api>,
    Stranger(address): Stranger,
    Message(request): Message<EnrolmentRequest>,
) -> Result<(StatusCode, Json<EnrolmentReply>), ApiError> {
    let reply = api.registry.enrol(request).await.map_err(|error| api.guard.code_failed(address, error.into()))?;
    Ok((StatusCode::CREATED, Json(reply)))
}
