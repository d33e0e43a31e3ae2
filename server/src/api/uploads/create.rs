//! Beginning an upload.

use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::Api;
use super::super::caller::Known;
use super::super::error::ApiError;
use super::checksum::Checksum;
use super::headers::{LENGTH, check_bytes, check_version, malformed, metadata, number};
use super::receive::receive;
use super::{progress_headers, tus};
use crate::registry::{Announced, Begun, Caller, Progress};

/// Begin an upload, with or without its first bytes. The same digest again gives the same upload
/// and where it stands; when the attachment is held already, the offset is its whole length.
#[utoipa::path(
    post, path = "/v1/uploads", tag = "uploads",
    params(
        ("tus-resumable" = String, Header, description = "1.0.0"),
        ("upload-length" = u64, Header, description = "bytes of the attachment"),
        ("upload-metadata" = String, Header, description = "`sha256` (hexadecimal digits, base64 as tus asks) and `survey`"),
        ("upload-checksum" = Option<String>, Header, description = "`sha256` or `sha1` of the first bytes"),
    ),
    request_body(description = "the first bytes, or nothing", content_type = "application/offset+octet-stream"),
    responses(
        (status = 201, description = "Location, Upload-Offset, Upload-Expires"),
        (status = 404, description = "`attachment.unknown`: no revision of the caller names the digest", content_type = "application/problem+json"),
        (status = 412, description = "another version of tus", content_type = "application/problem+json"),
        (status = 413, description = "`request.too_large`", content_type = "application/problem+json"),
        (status = 415, description = "bytes of another media type", content_type = "application/problem+json"),
        (status = 422, description = "`attachment.digest_differs`", content_type = "application/problem+json"),
        (status = 460, description = "`attachment.digest_differs`: Upload-Checksum", content_type = "application/problem+json"),
    ),
    security(("token" = [])),
)]
pub(in crate::api) async fn create(
    State(api): State<Api>,
    Known(caller): Known,
    headers: HeaderMap,
    content: Body,
) -> Response {
    tus(begin(&api, &caller, &headers, content).await)
}

async fn begin(api: &Api, caller: &Caller, headers: &HeaderMap, content: Body) -> Result<Response, ApiError> {
    check_version(headers)?;
    let length = number(headers, &LENGTH)?;
    let (sha256, metadata) = metadata(headers)?;
    let brings_bytes = headers.contains_key(CONTENT_TYPE) || !content.is_end_stream();
    if brings_bytes {
        check_bytes(headers)?;
    }
    let checksum = Checksum::read(headers)?;
    let Begun { upload, stands } = api.registry.announce(caller, Announced { sha256, length, metadata }).await?;
    let receiver = api.receivers.take_over(upload.id).await;
    let mut progress = match stands {
        Some(offset) => Progress { upload, offset },
        None => api.registry.progress(&upload).await?,
    };
    // What stands further already needs no first bytes; the answer tells where it stands.
    if brings_bytes && progress.offset == 0 && length > 0 {
        progress = receive(api, receiver, progress.upload, 0, checksum, content).await?;
    }
    let location = format!("/v1/uploads/{}", progress.upload.id);
    let location = HeaderValue::from_str(&location).map_err(|_| malformed("the upload has no address"))?;
    let mut headers = progress_headers(&progress);
    headers.insert(LOCATION, location);
    Ok((StatusCode::CREATED, headers).into_response())
}
