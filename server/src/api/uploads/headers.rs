//! The headers of tus: their names, and how each is read.

use axum::extract::FromRequestParts;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::ids::Digest;
use sambang_domain::wire::ErrorCode;
use utoipa::IntoParams;

use super::super::Api;
use super::super::error::ApiError;

/// The version of tus that this server speaks.
pub(super) const VERSION: &str = "1.0.0";
/// The media type of upload bytes.
const BYTES: &str = "application/offset+octet-stream";

pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
pub(super) const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
pub(super) const LENGTH: HeaderName = HeaderName::from_static("upload-length");
pub(super) const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
pub(super) const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");
pub(super) const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");

/// The longest `Upload-Metadata` that is kept.
const METADATA_LIMIT: usize = 2048;

/// The version of tus that the caller speaks; another one is refused.
#[derive(Debug, Clone, Copy, IntoParams)]
#[into_params(names("tus-resumable"), parameter_in = Header)]
pub(super) struct Tus(
    /// 1.0.0
    #[param(value_type = String, pattern = "^1\\.0\\.0$")]
    (),
);

impl FromRequestParts<Api> for Tus {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Api) -> Result<Self, ApiError> {
        match parts.headers.get(RESUMABLE) {
            Some(version) if version == VERSION => Ok(Self(())),
            _ => Err(ApiError::new(ErrorCode::Malformed, "this server speaks tus 1.0.0").with_status(412)),
        }
    }
}

/// Refuses bytes of another media type.
pub(super) fn check_bytes(headers: &HeaderMap) -> Result<(), ApiError> {
    match headers.get(CONTENT_TYPE) {
        Some(media_type) if media_type == BYTES => Ok(()),
        _ => Err(ApiError::new(ErrorCode::Malformed, "upload bytes have another media type").with_status(415)),
    }
}

/// A header that holds a whole number.
pub(super) fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, ApiError> {
    text(headers, name)
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| malformed("a header of tus is missing or no number"))
}

/// A header as text.
pub(super) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// `Upload-Metadata`: the digest in it, and the whole header as it came.
pub(super) fn metadata(headers: &HeaderMap) -> Result<(Digest, String), ApiError> {
    let whole = text(headers, &METADATA).filter(|whole| whole.len() <= METADATA_LIMIT);
    let whole = whole.ok_or_else(|| malformed("Upload-Metadata is missing or too long"))?;
    let pairs = whole.split(',').filter_map(|pair| pair.trim().split_once(' '));
    let value = pairs.into_iter().find(|(key, _)| *key == "sha256").and_then(|(_, value)| STANDARD.decode(value).ok());
    let digest = value.and_then(|value| String::from_utf8(value).ok()?.parse().ok());
    let digest = digest.ok_or_else(|| malformed("Upload-Metadata has no sha256 of 64 hexadecimal digits"))?;
    Ok((digest, whole.to_owned()))
}

pub(super) fn malformed(title: &'static str) -> ApiError {
    ApiError::new(ErrorCode::Malformed, title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn metadata_gives_the_digest_among_other_keys() {
        let digest = Digest::of(b"photo");
        let header = format!("filename cGhvdG8=, sha256 {},survey", STANDARD.encode(digest.to_hex()));
        assert_eq!(metadata(&with(METADATA, &header)).unwrap(), (digest, header));
        for bad in ["", "sha256", "sha256 !!!", "sha256 cGhvdG8="] {
            assert!(metadata(&with(METADATA, bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_are_digits_only() {
        assert_eq!(number(&with(OFFSET, "12"), &OFFSET).unwrap(), 12);
        for bad in ["", "-1", "+1", "1.0", "99999999999999999999"] {
            assert!(number(&with(OFFSET, bad), &OFFSET).is_err(), "{bad}");
        }
    }
}
