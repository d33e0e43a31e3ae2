//! What a request says in its tus headers.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
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
        let length = number(&parts.headers, &LENGTH)?;
        let (sha256, metadata) = metadata(&parts.headers)?;
        Ok(Self { length, sha256, metadata, checksum: Checksum::read(&parts.headers)? })
    }
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
