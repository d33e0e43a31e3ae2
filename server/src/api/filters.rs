//! Filters of NIKs: which ones there are for the caller, and reading one, whole or from where a phone was cut off.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use sambang_domain::wire::v1::FilterList;

use super::caller::Known;
use super::error::ApiError;
use super::extract::{At, DigestAt};
use super::problems::FilterRefused;
use super::{Api, schema};

/// Every filter of the districts the caller works in and of their neighbours; none for a role that uses none. The
/// feed of changes tells when it is another list.
#[utoipa::path(
    get, path = "/v1/filters", tag = "filters",
    responses((status = 200, description = "the filters", body = schema::FilterList)),
    security(("token" = [])),
)]
pub(super) async fn list(State(api): State<Api>, Known(caller): Known) -> Result<Json<FilterList>, ApiError> {
    Ok(Json(api.registry.filter_list(&caller).await?))
}

/// Read a filter of the list by its digest, whole or a range of its bytes. A later version takes the place of an
/// earlier one, and of another district's there is none.
#[utoipa::path(
    get, path = "/v1/filters/{sha256}", tag = "filters",
    params(DigestAt, ("range" = Option<String>, Header, description = "`bytes=FIRST-LAST` or `bytes=FIRST-`")),
    responses(
        (status = 200, description = "the bytes", body = schema::Bytes, content_type = "application/octet-stream",
            headers(("accept-ranges" = String, description = "bytes"))),
        (status = 206, description = "the bytes asked for", body = schema::Bytes,
            content_type = "application/octet-stream", headers(("content-range" = String, description = "which"))),
        FilterRefused,
    ),
    security(("token" = [])),
)]
pub(super) async fn get(
    State(api): State<Api>,
    Known(caller): Known,
    At(DigestAt { sha256 }): At<DigestAt>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let unknown = |_| ApiError::new(ErrorCode::NotFound, "a digest is 64 hexadecimal digits");
    let digest: Digest = sha256.parse().map_err(unknown)?;
    let bytes = api.registry.filter_bytes(&caller, digest).await?;
    let plain = [(header::CONTENT_TYPE, "application/octet-stream"), (header::ACCEPT_RANGES, "bytes")];
    let Some((first, last)) = headers.get(header::RANGE).and_then(|value| range(value.to_str().ok()?)) else {
        return Ok((plain, bytes).into_response());
    };
    let last = last.unwrap_or(usize::MAX).min(bytes.len().saturating_sub(1));
    let piece = bytes.get(first..=last).filter(|piece| !piece.is_empty());
    let none = || ApiError::new(ErrorCode::Malformed, "the filter has no such bytes").with_status(416);
    let piece = piece.ok_or_else(none)?.to_vec();
    let told = [(header::CONTENT_RANGE, format!("bytes {first}-{last}/{}", bytes.len()))];
    Ok((StatusCode::PARTIAL_CONTENT, plain, told, piece).into_response())
}

/// One range from a first byte on. Any other is ignored, as RFC 9110 allows.
fn range(header: &str) -> Option<(usize, Option<usize>)> {
    let (first, last) = header.strip_prefix("bytes=")?.split_once('-')?;
    let first = first.trim().parse().ok()?;
    let last = if last.trim().is_empty() { None } else { Some(last.trim().parse().ok()?) };
    last.is_none_or(|last| last >= first).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_understood_or_ignored() {
        assert_eq!(range("bytes=0-9"), Some((0, Some(9))));
        assert_eq!(range("bytes=100-"), Some((100, None)));
        for other in ["bytes=-5", "bytes=9-0", "items=0-1", "bytes=0-1,4-5", "bytes=a-b", "bytes"] {
            assert_eq!(range(other), None, "{other}");
        }
    }
}
