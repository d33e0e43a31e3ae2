//! Reading photos.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;

use super::caller::Known;
use super::error::ApiError;
use super::extract::{At, DigestAt};
use super::problems::PhotoRefused;
use super::{Api, schema};

/// Read a photo by its digest, for those who may read a survey that names it and whose person brought
/// it. The opening is logged.
#[utoipa::path(
    get, path = "/v1/attachments/by-digest/{sha256}", tag = "surveys",
    params(DigestAt),
    responses(
        (status = 200, description = "the bytes", content(
            (schema::Bytes = "image/jpeg"),
            (schema::Bytes = "image/png"),
            (schema::Bytes = "application/octet-stream"),
        )),
        PhotoRefused,
    ),
    security(("token" = [])),
)]
pub(super) async fn get(
    State(api): State<Api>,
    Known(caller): Known,
    At(DigestAt { sha256 }): At<DigestAt>,
) -> Result<Response, ApiError> {
    let bytes = api.registry.open_attachment(&caller, digest(&sha256)?).await?;
    Ok(([(header::CONTENT_TYPE, media_type(&bytes))], bytes).into_response())
}

/// Read a small picture of a photo, for those who may read it: a JPEG with a long side of at most 320
/// pixels, 160 of an identity card. Only the latter is logged as an opening.
#[utoipa::path(
    get, path = "/v1/attachments/{sha256}/thumbnail", tag = "surveys",
    params(DigestAt),
    responses((status = 200, description = "the bytes", body = schema::Bytes, content_type = "image/jpeg"), PhotoRefused),
    security(("token" = [])),
)]
pub(super) async fn thumbnail(
    State(api): State<Api>,
    Known(caller): Known,
    At(DigestAt { sha256 }): At<DigestAt>,
) -> Result<Response, ApiError> {
    let bytes = api.registry.thumbnail(&caller, digest(&sha256)?).await?;
    Ok(([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response())
}

fn digest(text: &str) -> Result<Digest, ApiError> {
    text.parse().map_err(|_| ApiError::new(ErrorCode::AttachmentUnknown, "a digest is 64 hexadecimal digits"))
}

/// What the bytes are, by their beginning; nothing else is ever shown by a browser.
fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        _ => "application/octet-stream",
    }
}
