//! Photos by tus 1.0 (<https://tus.io/protocols/resumable-upload>), with the extensions creation,
//! creation-with-upload, checksum, expiration and termination. Any tus client works; the digest in
//! `Upload-Metadata` makes creation idempotent.

mod checksum;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod head;
mod headers;
pub(super) mod patch;
mod receive;
mod receivers;

pub(super) use receivers::Receivers;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sambang_domain::wire::ErrorCode;
use uuid::Uuid;

use super::Api;
use super::error::ApiError;
use crate::registry::{Caller, Progress, Upload};

/// The media type of upload bytes.
const BYTES: &str = "application/offset+octet-stream";
const EXTENSIONS: &str = "creation,creation-with-upload,checksum,expiration,termination";

/// What this server's tus can do.
#[utoipa::path(
    options, path = "/v1/uploads", tag = "uploads",
    responses((status = 204, description = "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm")),
)]
pub(super) async fn options(State(api): State<Api>) -> Response {
    let mut headers = tus_headers();
    headers.insert("tus-version", HeaderValue::from_static("1.0.0"));
    headers.insert("tus-extension", HeaderValue::from_static(EXTENSIONS));
    headers.insert("tus-max-size", HeaderValue::from(api.limits.attachment_bytes));
    headers.insert("tus-checksum-algorithm", HeaderValue::from_static("sha256,sha1"));
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// The headers on every answer of these routes.
fn tus_headers() -> HeaderMap {
    HeaderMap::from_iter([(headers::RESUMABLE, HeaderValue::from_static("1.0.0"))])
}

/// The headers that say where an upload stands.
fn progress_headers(progress: &Progress) -> HeaderMap {
    let mut headers = tus_headers();
    headers.insert(headers::OFFSET, HeaderValue::from(progress.offset));
    let expires = progress.upload.expires_at.utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(expires) = HeaderValue::from_str(&expires) {
        headers.insert(headers::EXPIRES, expires);
    }
    headers
}

/// Gives errors the headers of tus.
fn tus(answer: Result<Response, ApiError>) -> Response {
    answer.unwrap_or_else(|error| {
        let (version, mut response) = (error.status == 412, error.into_response());
        response.headers_mut().extend(tus_headers());
        if version {
            response.headers_mut().insert("tus-version", HeaderValue::from_static("1.0.0"));
        }
        response
    })
}

/// The caller's upload of this id.
async fn find(api: &Api, caller: &Caller, id: &str) -> Result<Upload, ApiError> {
    let unknown = |_| ApiError::new(ErrorCode::UploadUnknown, "no such upload");
    Ok(api.registry.upload(caller, Uuid::parse_str(id).map_err(unknown)?).await?)
}
