//! Giving an upload up.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::Api;
use super::super::caller::Known;
use super::super::error::ApiError;
use super::headers::check_version;
use super::{find, tus, tus_headers};
use crate::registry::Caller;

/// Give an upload up. An attachment that is held stays.
#[utoipa::path(
    delete, path = "/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "the upload's id"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    responses(
        (status = 204, description = "it is gone"),
        (status = 404, description = "`upload.unknown`", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(in crate::api) async fn delete(
    State(api): State<Api>,
    Known(caller): Known,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    tus(give_up(&api, &caller, &id, &headers).await)
}

async fn give_up(api: &Api, caller: &Caller, id: &str, headers: &HeaderMap) -> Result<Response, ApiError> {
    check_version(headers)?;
    let upload = find(api, caller, id).await?;
    api.registry.cancel(&upload).await?;
    Ok((StatusCode::NO_CONTENT, tus_headers()).into_response())
}
