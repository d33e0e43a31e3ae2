//! Where an upload stands.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue};

use super::super::Api;
use super::super::courier::AdmittedBringer;
use super::super::error::ApiError;
use super::super::extract::At;
use super::super::problems::UploadRefused;
use super::headers::{LENGTH, METADATA, Tus};
use super::{UploadAt, brought_upload, progress_headers};

/// Where an upload stands. The bytes before the offset are durable; at the full length the
/// attachment is held.
#[utoipa::path(
    head, path = "/v1/uploads/{id}", tag = "uploads",
    params(UploadAt, Tus),
    responses(
        (status = 200, description = "where it stands", headers(
            ("upload-offset" = u64, description = "how many bytes are durable"),
            ("upload-length" = u64, description = "bytes of the attachment"),
            ("upload-metadata" = String, description = "as it came"),
            ("upload-expires" = String, description = "until when it is kept"),
        )),
        UploadRefused,
    ),
    security(("token" = []), ("courier" = [])),
)]
pub(in crate::api) async fn head(
    State(api): State<Api>,
    AdmittedBringer(bringer): AdmittedBringer,
    At(address): At<UploadAt>,
    _: Tus,
) -> Result<HeaderMap, ApiError> {
    let upload = brought_upload(&api, &bringer, &address).await?;
    drop(api.receivers.take_over(upload.id).await);
    let progress = api.registry.progress(&upload).await?;
    let mut headers = progress_headers(&progress);
    headers.insert(LENGTH, HeaderValue::from(progress.upload.length));
    if let Ok(metadata) = HeaderValue::from_str(&progress.upload.metadata) {
        headers.insert(METADATA, metadata);
    }
    Ok(headers)
}
