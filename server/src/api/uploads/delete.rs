//! Giving an upload up.

use axum::extract::State;
use axum::http::StatusCode;

use super::super::Api;
use super::super::caller::Known;
use super::super::error::ApiError;
use super::super::extract::At;
use super::super::problems::UploadNotGivenUp;
use super::headers::Tus;
use super::{UploadAt, own_upload};

/// Give an upload up. An attachment that is held stays.
#[utoipa::path(
    delete, path = "/v1/uploads/{id}", tag = "uploads",
    params(UploadAt, Tus),
    responses((status = 204, description = "it is gone"), UploadNotGivenUp),
    security(("token" = [])),
)]
pub(in crate::api) async fn delete(
    State(api): State<Api>,
    Known(caller): Known,
    At(address): At<UploadAt>,
    _: Tus,
) -> Result<StatusCode, ApiError> {
    api.registry.cancel(&own_upload(&api, &caller, &address).await?).await?;
    Ok(StatusCode::NO_CONTENT)
}
