//! Beginning an upload.

use axum::body::{Body, HttpBody};
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::super::courier::{AdmittedBringer, Bringer};
use super::super::error::ApiError;
use super::super::problems::UploadNotBegun;
use super::super::{Api, schema};
use super::headers::{Tus, check_bytes, malformed};
use super::progress_headers;
use super::receive::receive;
use super::requests::Creation;
use super::whole::{self, on_its_way};
use crate::registry::{Announced, Begun, Progress};

/// Begin an upload, with or without its first bytes. The same digest again gives the same upload
/// and where it stands; when the person brought the attachment before and it is held, the offset is its whole
/// length.
#[utoipa::path(
    post, path = "/v1/uploads", tag = "uploads",
    params(Tus, Creation),
    request_body(
        content = Option<schema::Bytes>, content_type = "application/offset+octet-stream",
        description = "the first bytes, or nothing",
    ),
    responses(
        (status = 201, description = "begun, or known", headers(
            ("location" = String, description = "the upload's address"),
            ("upload-offset" = u64, description = "how many bytes are durable"),
            ("upload-expires" = String, description = "until when it is kept"),
        )),
        UploadNotBegun,
    ),
    security(("token" = []), ("courier" = [])),
)]
pub(in crate::api) async fn create(
    State(api): State<Api>,
    AdmittedBringer(Bringer { caller, is_courier }): AdmittedBringer,
    _: Tus,
    Creation { length, sha256, metadata, checksum }: Creation,
    headers: HeaderMap,
    content: Body,
) -> Result<Response, ApiError> {
    let brings_bytes = headers.contains_key(CONTENT_TYPE) || !content.is_end_stream();
    if brings_bytes {
        check_bytes(&headers)?;
    }
    if is_courier {
        api.registry.expect_own_photo(&caller, sha256).await?;
    }
    let what = Announced { sha256, length, metadata };
    // An earlier request with the same photo, whose connection may be dead, leaves what it has before this goes on.
    let on_its_way = api.receivers.take_over(on_its_way(caller.person.id, sha256)).await;
    if brings_bytes && checksum.is_none() {
        let place = api.memory.place_for(length, &content);
        if let Some(place) = place
            && api.registry.may_come_whole(&caller, &what).await?
        {
            return created(&whole::take(&api, (on_its_way, place), caller, what, content).await?);
        }
    }
    let Begun { upload, stands } = api.registry.announce(&caller, what).await?;
    drop(on_its_way);
    let receiver = api.receivers.take_over(upload.id).await;
    let mut progress = match stands {
        Some(offset) => Progress { upload, offset },
        None => api.registry.progress(&upload).await?,
    };
    // An upload that has bytes already needs no first bytes; the answer gives its offset.
    if brings_bytes && progress.offset == 0 && length > 0 {
        progress = receive(&api, receiver, progress.upload, 0, checksum, content).await?;
    }
    created(&progress)
}

fn created(progress: &Progress) -> Result<Response, ApiError> {
    let location = format!("/v1/uploads/{}", progress.upload.id);
    let location = HeaderValue::from_str(&location).map_err(|_| malformed("the upload has no address"))?;
    let mut headers = progress_headers(progress);
    headers.insert(LOCATION, location);
    Ok((StatusCode::CREATED, headers).into_response())
}
