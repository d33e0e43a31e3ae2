//! Where an upload stands.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::Api;
use super::super::caller::Known;
use super::super::error::ApiError;
use super::headers::{LENGTH, METADATA, check_version};
use super::{find, progress_headers, tus};
use crate::registry::Caller;

/// Where an upload stands. The bytes before the offset are durable; at the full length the
/// attachment is held.
#[utoipa::path(
    head, path = "/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "the upload's id"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
    ),
    responses(
        (status = 200, description = "Upload-Offset, Upload-Length, Upload-Metadata, Upload-Expires"),
        (status = 404, description = "`upload.unknown`"),
        (status = 410, description = "`upload.unknown`: it has expired"),
        (status = 422, description = "`attachment.digest_differs`: the bytes were wrong and are gone"),
    ),
    security(("token" = [])),
)]
pub(in crate::api) async fn head(
    State(api): State<Api>,
    Known(caller): Known,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    tus(stand(&api, &caller, &id, &headers).await)
}

async fn stand(api: &Api, caller: &Caller, id: &str, headers: &HeaderMap) -> Result<Response, ApiError> {
    check_version(headers)?;
    let upload = find(api, caller, id).await?;
    drop(api.receivers.take_over(upload.id).await);
    let progress = api.registry.progress(&upload).await?;
    let mut headers = progress_headers(&progress);
    headers.insert(LENGTH, HeaderValue::from(progress.upload.length));
    if let Ok(metadata) = HeaderValue::from_str(&progress.upload.metadata) {
        headers.insert(METADATA, metadata);
    }
    Ok((StatusCode::OK, headers).into_response())
}
