//! The PIN of a device, or the words of a backup, were forgotten.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sambang_domain::wire::v1::RecoveryRequest;

use super::caller::Stranger;
use super::error::ApiError;
use super::extract::Message;
use super::problems::KeyRefused;
use super::{Api, schema};
use crate::registry::Recovered;

/// Open the lock of a device, or of one of its backups, with a recovery code for that device. The answer is sealed to
/// a key of the asking device; the same request once more gives it again. Every time is logged. Where the office must
/// agree first, an app that can wait is told so, and the same request tells how it stands.
#[utoipa::path(
    post, path = "/v1/recoveries", tag = "devices",
    request_body = schema::RecoveryRequest,
    responses(
        (status = 200, description = "the key, sealed", body = schema::RecoveryReply),
        (status = 202, description = "it waits for the office", body = schema::RecoveryWaiting),
        KeyRefused,
    ),
)]
pub(super) async fn recover(
    State(api): State<Api>,
    Stranger(address): Stranger,
    Message(request): Message<RecoveryRequest>,
) -> Result<Response, ApiError> {
    let done = api.registry.recover(&request).await.map_err(|error| api.guard.code_failed(address, error.into()))?;
    Ok(match done {
        Recovered::Opened(reply) => Json(reply).into_response(),
        Recovered::Waits(waiting) => (StatusCode::ACCEPTED, Json(waiting)).into_response(),
    })
}
