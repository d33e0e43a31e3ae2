//! The checksum extension: a piece whose checksum differs is not written at all.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sambang_domain::wire::ErrorCode;
use sha2::{Digest, Sha256};

use super::super::error::ApiError;
use super::headers::{CHECKSUM, malformed, text};

/// What the sender says about the bytes of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Checksum {
    Sha256(Vec<u8>),
    Sha1(Vec<u8>),
}

impl Checksum {
    /// Reads `Upload-Checksum`; none when it is absent.
    pub(super) fn read(headers: &HeaderMap) -> Result<Option<Self>, ApiError> {
        if !headers.contains_key(CHECKSUM) {
            return Ok(None);
        }
        let parts = text(headers, &CHECKSUM).and_then(|header| header.split_once(' '));
        let parts = parts.and_then(|(name, value)| Some((name, STANDARD.decode(value).ok()?)));
        match parts {
            Some(("sha256", sum)) => Ok(Some(Self::Sha256(sum))),
            Some(("sha1", sum)) => Ok(Some(Self::Sha1(sum))),
            _ => Err(malformed("Upload-Checksum is not sha256 or sha1 with base64")),
        }
    }

    /// Refuses bytes with another checksum.
    pub(super) fn check(&self, bytes: &[u8]) -> Result<(), ApiError> {
        let same = match self {
            Self::Sha256(sum) => Sha256::digest(bytes).as_slice() == sum,
            Self::Sha1(sum) => sha1::Sha1::digest(bytes).as_slice() == sum,
        };
        if same {
            return Ok(());
        }
        Err(ApiError::new(ErrorCode::DigestDiffers, "the piece has another checksum").with_status(460))
    }
}
