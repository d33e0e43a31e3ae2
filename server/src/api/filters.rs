//! Reading filters of NIKs, whole or from where a phone was cut off.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;

use super::caller::Known;
use super::error::ApiError;
use super::extract::{At, DigestAt};
use super::problems::FilterRefused;
use super::{Api, schema};

/// Read a filter by the digest that the feed of changes told, whole or a range of its bytes. A later
/// version takes the place of an earlier one.
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
