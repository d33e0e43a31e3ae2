//! The PIN of a device, or the words of a backup, were forgotten.

use axum::Json;
use axum::extract::State;
use sambang_domain::wire::v1::{RecoveryReply, RecoveryRequest};

use super::caller::Stranger;
use super::error::ApiError;
use super::extract::Message;
use super::problems::KeyRefused;
use super::{Api, schema};

/// Open the lock of a device, or of one of its backups, with a recovery code for that device. The answer is sealed to
/// a key of the asking device; the same request once more gives it again. Every time is logged.
#[utoipa::path(
    post, path = "/v1/recoveries", tag = "devices",
    request_body = schema::RecoveryRequest,
    responses((status = 200, description = "the key, sealed", body = schema::RecoveryReply), KeyRefused),
)]
pub(super) async fn recover(
    State(api): State<Api>,
    Stranger(address): Stranger,
    Message(request): Message<RecoveryRequest>,
) -> Result<Json<RecoveryReply>, ApiError> {
    let reply = api.registry.recover(&request).await.map_err(|error| api.guard.code_failed(address, error.into()))?;
    Ok(Json(reply))
}
