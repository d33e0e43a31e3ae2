//! More bytes of an upload.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::Api;
use super::super::caller::Known;
use super::super::error::ApiError;
use super::checksum::Checksum;
use super::headers::{OFFSET, check_bytes, check_version, number};
use super::receive::receive;
use super::{find, progress_headers, tus};
use crate::registry::Caller;

/// Add bytes at the offset where the upload stands. What arrives before a cut is kept. With the
/// last byte the digest is checked and the attachment is held.
#[utoipa::path(
    patch, path = "/v1/uploads/{id}", tag = "uploads",
    params(
        ("id" = String, Path, description = "the upload's id"),
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-offset" = u64, Header, description = "where the upload stands"),
        ("upload-checksum" = Option<String>, Header, description = "`sha256` or `sha1` of these bytes"),
    ),
    request_body(description = "the bytes", content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "Upload-Offset, Upload-Expires"),
        (status = 404, description = "`upload.unknown`", content_type = "application/problem+json"),
        (status = 409, description = "`upload.offset_differs`: ask where it stands and go on", content_type = "application/problem+json"),
        (status = 410, description = "`upload.unknown`: it has expired", content_type = "application/problem+json"),
        (status = 412, description = "another version of tus", content_type = "application/problem+json"),
        (status = 413, description = "`request.too_large`: more bytes than announced", content_type = "application/problem+json"),
        (status = 415, description = "bytes of another media type", content_type = "application/problem+json"),
        (status = 422, description = "`attachment.digest_differs`: nothing is kept, begin again", content_type = "application/problem+json"),
        (status = 460, description = "`attachment.digest_differs`: Upload-Checksum; the piece is not kept", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(in crate::api) async fn patch(
    State(api): State<Api>,
    Known(caller): Known,
    Path(id): Path<String>,
    headers: HeaderMap,
    content: Body,
) -> Response {
    tus(add(&api, &caller, &id, &headers, content).await)
}

async fn add(api: &Api, caller: &Caller, id: &str, headers: &HeaderMap, content: Body) -> Result<Response, ApiError> {
    check_version(headers)?;
    check_bytes(headers)?;
    let offset = number(headers, &OFFSET)?;
    let checksum = Checksum::read(headers)?;
    let upload = find(api, caller, id).await?;
    let receiver = api.receivers.take_over(upload.id).await;
    // Known to be wrong before any byte is read.
    api.registry.expect_at(&upload, offset).await?;
    let progress = receive(api, receiver, upload, offset, checksum, content).await?;
    Ok((StatusCode::NO_CONTENT, progress_headers(&progress)).into_response())
}
