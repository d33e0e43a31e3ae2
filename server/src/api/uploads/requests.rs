//! What a request says in its tus headers.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use sambang_domain::ids::Digest;
use utoipa::IntoParams;

use super::super::Api;
use super::super::error::ApiError;
use super::checksum::Checksum;
use super::headers::{LENGTH, OFFSET, metadata, number};

/// What begins an upload.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct Creation {
    /// Bytes of the attachment.
    #[param(rename = "upload-length")]
    pub(super) length: u64,
    /// In `Upload-Metadata`: SHA-256 of the attachment.
    #[param(ignore)]
    pub(super) sha256: Digest,
    /// `sha256` (the 64 hexadecimal digits, base64 as tus asks) and `survey`, which may be left out.
    #[param(rename = "upload-metadata")]
    pub(super) metadata: String,
    /// `sha256` or `sha1` of the first bytes, in base64.
    #[param(rename = "upload-checksum", value_type = Option<String>)]
    pub(super) checksum: Option<Checksum>,
}

impl FromRequestParts<Api> for Creation {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Api) -> Result<Self, ApiError> {
        Self::read(&parts.headers)
    }
}

impl Creation {
    fn read(headers: &HeaderMap) -> Result<Self, ApiError> {
        let length = number(headers, &LENGTH)?;
        let (sha256, metadata) = metadata(headers)?;
        Ok(Self { length, sha256, metadata, checksum: Checksum::read(headers)? })
    }
}

/// Whether an upload could begin with the headers in these `name: value` lines. For the fuzz targets.
pub(crate) fn can_begin(lines: &[u8]) -> bool {
    let mut headers = HeaderMap::new();
    for line in lines.split(|&byte| byte == b'\n') {
        let mut parts = line.splitn(2, |&byte| byte == b':');
        let name = parts.next().and_then(|name| HeaderName::from_bytes(name).ok());
        let value = parts.next().and_then(|value| HeaderValue::from_bytes(value.trim_ascii()).ok());
        if let Some((name, value)) = name.zip(value) {
            headers.append(name, value);
        }
    }
    Creation::read(&headers).is_ok() && Piece::read(&headers).is_ok()
}

/// Where bytes of an upload belong.
#[derive(Debug, Clone, IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct Piece {
    /// Where the upload stands.
    #[param(rename = "upload-offset")]
    pub(super) offset: u64,
    /// `sha256` or `sha1` of these bytes, in base64.
    #[param(rename = "upload-checksum", value_type = Option<String>)]
    pub(super) checksum: Option<Checksum>,
}

impl Piece {
    pub(super) fn read(headers: &HeaderMap) -> Result<Self, ApiError> {
        Ok(Self { offset: number(headers, &OFFSET)?, checksum: Checksum::read(headers)? })
    }
}
