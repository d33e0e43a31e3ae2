//! Photos by tus 1.0 (<https://tus.io/protocols/resumable-upload>), with the extensions creation,
//! creation-with-upload, checksum, expiration and termination. Any tus client works; the digest in
//! `Upload-Metadata` makes creation idempotent.

mod checksum;
mod create;
mod delete;
mod head;
mod headers;
mod method;
mod patch;
mod receive;
mod receivers;
mod requests;
mod whole;

pub(super) use method::as_meant;
pub(super) use receivers::Receivers;
pub(crate) use requests::can_begin;
pub(super) use whole::Memory;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use sambang_domain::wire::ErrorCode;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::courier::Bringer;
use super::error::ApiError;
use super::{Api, schema};
use crate::registry::{Caller, Progress, Upload};

const EXTENSIONS: &str = "creation,creation-with-upload,checksum,expiration,termination";
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");

/// The routes of uploads.
pub(super) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(options, create::create)).routes(routes!(
        head::head,
        patch::patch,
        delete::delete
    ))
}

/// Whether this is the path of uploads or of one of them.
pub(super) fn is_at(path: &str) -> bool {
    path.strip_prefix("/v1/uploads").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Names the version of tus, as every answer at these addresses does, refusals before any route included.
pub(super) fn name_version(response: &mut Response) {
    let version = HeaderValue::from_static(headers::VERSION);
    if response.status() == StatusCode::PRECONDITION_FAILED {
        response.headers_mut().insert(TUS_VERSION, version.clone());
    }
    response.headers_mut().insert(headers::RESUMABLE, version);
}

/// What this server's tus can do.
#[utoipa::path(
    options, path = "/v1/uploads", tag = "uploads",
    responses((status = 204, description = "what it can do", headers(
        ("tus-version" = String, description = "1.0.0"),
        ("tus-extension" = String, description = "the extensions of tus it knows"),
        ("tus-max-size" = u64, description = "the most bytes of an attachment"),
        ("tus-checksum-algorithm" = String, description = "what Upload-Checksum may be"),
    ))),
)]
async fn options(State(api): State<Api>) -> (StatusCode, HeaderMap) {
    let headers = HeaderMap::from_iter([
        (TUS_VERSION, HeaderValue::from_static(headers::VERSION)),
        (HeaderName::from_static("tus-extension"), HeaderValue::from_static(EXTENSIONS)),
        (HeaderName::from_static("tus-max-size"), HeaderValue::from(api.limits.attachment_bytes)),
        (HeaderName::from_static("tus-checksum-algorithm"), HeaderValue::from_static("sha256,sha1")),
    ]);
    (StatusCode::NO_CONTENT, headers)
}

/// The address of an upload.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct UploadAt {
    /// The upload's id.
    #[param(value_type = schema::Id)]
    id: String,
}

/// The caller's upload at this address.
async fn own_upload(api: &Api, caller: &Caller, address: &UploadAt) -> Result<Upload, ApiError> {
    let unknown = |_| ApiError::new(ErrorCode::UploadUnknown, "no such upload");
    Ok(api.registry.upload(caller, Uuid::parse_str(&address.id).map_err(unknown)?).await?)
}

/// The same, for who may be the device's courier.
async fn brought_upload(api: &Api, bringer: &Bringer, address: &UploadAt) -> Result<Upload, ApiError> {
    let upload = own_upload(api, &bringer.caller, address).await?;
    if bringer.is_courier {
        api.registry.expect_own_photo(&bringer.caller, upload.sha256).await?;
    }
    Ok(upload)
}

/// The headers that say where an upload stands.
fn progress_headers(progress: &Progress) -> HeaderMap {
    let mut headers = HeaderMap::from_iter([(headers::OFFSET, HeaderValue::from(progress.offset))]);
    let expires = progress.upload.expires_at.utc().format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(expires) = HeaderValue::from_str(&expires) {
        headers.insert(headers::EXPIRES, expires);
    }
    headers
}
