//! More bytes of an upload.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::courier::AdmittedBringer;
use super::super::error::ApiError;
use super::super::extract::At;
use super::super::problems::BytesNotTaken;
use super::super::{Api, schema};
use super::headers::{Tus, check_bytes};
use super::receive::receive;
use super::requests::Piece;
use super::{UploadAt, brought_upload, progress_headers};

/// Add bytes at the offset where the upload stands. What arrives before a cut is kept. With the
/// last byte the digest is checked and the attachment is held.
#[utoipa::path(
    patch, path = "/v1/uploads/{id}", tag = "uploads",
    params(UploadAt, Tus, Piece),
    request_body(content = schema::Bytes, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "taken", headers(
            ("upload-offset" = u64, description = "how many bytes are durable"),
            ("upload-expires" = String, description = "until when it is kept"),
        )),
        BytesNotTaken,
    ),
    security(("token" = []), ("courier" = [])),
)]
pub(in crate::api) async fn patch(
    State(api): State<Api>,
    AdmittedBringer(bringer): AdmittedBringer,
    At(address): At<UploadAt>,
    _: Tus,
    headers: HeaderMap,
    content: Body,
) -> Result<Response, ApiError> {
    check_bytes(&headers)?;
    let Piece { offset, checksum } = Piece::read(&headers)?;
    let upload = brought_upload(&api, &bringer, &address).await?;
    let receiver = api.receivers.take_over(upload.id).await;
    // A wrong offset is refused before any byte is read.
    api.registry.expect_at(&upload, offset).await?;
    let progress = receive(&api, receiver, upload, offset, checksum, content).await?;
    Ok((StatusCode::NO_CONTENT, progress_headers(&progress)).into_response())
}
